/** Shortest ways through a street grid with closed crossings, few turns and no long straight stretch. */
import { z } from 'zod';
import type { JsonObject } from '@touchstone/contracts';
import { exact } from '../answers.ts';
import { pythonFile } from '../program.ts';
import type { Situation } from '../situation.ts';

const terms = z.strictObject({
  /** Blocks from west to east and from south to north. */
  east: z.number().int(),
  north: z.number().int(),
  /** Crossings (x, y) that cannot be passed; (0, 0) is the start. */
  closed: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** Most turns, and most blocks in a row without a turn. */
  turns: z.number().int(),
  straight: z.number().int(),
  /** The crossing asked about. */
  via: z.tuple([z.number().int(), z.number().int()]),
});
type Terms = z.infer<typeof terms>;

export const routes: Situation<Terms> = {
  terms,
  sample: (rng) => {
    const east = rng.integer(8, 16);
    const north = rng.integer(8, 16);
    const crossing = (): [number, number] => [rng.integer(1, east - 1), rng.integer(1, north - 1)];
    const closed = Array.from({ length: rng.integer(2, 5) }, crossing);
    const straight = rng.integer(3, 6);
    const least = Math.ceil(Math.max(east, north) / straight);
    return {
      east,
      north,
      closed: closed.filter(([x, y], i) => closed.findIndex(([a, b]) => a === x && b === y) === i),
      turns: 2 * least + rng.integer(1, 6),
      straight,
      via: crossing(),
    };
  },
  objection: (given) => {
    const { closed, via, turns, east, north } = given;
    if (closed.some(([x, y]) => x === via[0] && y === via[1])) return 'nobody passes a closed crossing';
    if (closed.length < 2) return 'too little is closed';
    if (turns >= 2 * Math.min(east, north)) return 'any way has so few turns';
    const all = count(given);
    return closed.some((_, i) => count({ ...given, closed: closed.filter((__, j) => j !== i) }) === all)
      ? 'a closed crossing lies on no way'
      : null;
  },
  answer: (given) => answers(given),
  mistakes: (given, right) => [
    { how: 'the closed crossings were passed', answer: answers({ ...given, closed: [] }) },
    { how: 'the number of turns was not limited', answer: answers({ ...given, turns: 100 }) },
    { how: 'one turn fewer was allowed', answer: answers({ ...given, turns: given.turns - 1 }) },
    { how: 'stretches of any length were allowed', answer: answers({ ...given, straight: 100 }) },
    {
      how: 'the crossing was taken as (north, east)',
      answer: answers({ ...given, via: [given.via[1], given.via[0]] }),
    },
    {
      how: 'the ways that avoid the crossing were given',
      answer: { ...right, via: exact(count(given) - count(given, given.via)) },
    },
  ],
  tell: ({ east, north, closed, turns, straight, via }, rng) => {
    const points = closed.map(([x, y]) => `(${x}, ${y})`);
    const list = `${points.slice(0, -1).join(', ')} and ${points.at(-1)}`;
    return rng.pick([
      `A carnival float goes from the corner (0, 0) of our street grid to the corner (${east}, ${north}), where (x, y) means x blocks east and y blocks north of the start. It only ever drives east or north. The crossings ${list} are dug up and must not be driven over. The tractor can make at most ${turns} turns, and the band insists on a turn after ${straight} blocks in one direction at the latest (so no straight stretch, the first and the last included, is longer than ${straight} blocks).\n\nHow many routes can the committee choose from (\`routes\`), and how many of them pass the crossing (${via[0]}, ${via[1]}) (\`via\`)?`,
      `I am checking the route counter of a street-sweeper planning tool against an exact value. Grid of streets, start (0, 0), end (${east}, ${north}), first coordinate = blocks to the east, second = blocks to the north; every step goes one block east or one block north. Not allowed: the crossings ${list}; more than ${turns} changes of direction in all; more than ${straight} consecutive steps in the same direction.\n\nPlease give the number of allowed routes (\`routes\`) and the number of those that go through (${via[0]}, ${via[1]}) (\`via\`).`,
      `For a treasure hunt the scouts walk along the streets of a new town, which form a square grid: from (0, 0) to (${east}, ${north}), the first number counting blocks to the east, the second blocks to the north, and every block takes them east or north. Two groups must not walk the same route. The leaders rule out the crossings ${list}, routes with more than ${turns} turns, and any straight stretch of more than ${straight} blocks, also at the start and at the end.\n\nHow many groups could there be (\`routes\`), and how many if all of them are to meet the postman at (${via[0]}, ${via[1]}) (\`via\`)?`,
      `Cable is to be pulled through the ducts under a chequerboard of streets, from the exchange at (0, 0) to a school ${east} blocks east and ${north} blocks north of it, at (${east}, ${north}), always eastward or northward from manhole to manhole. The manholes ${list} are full. Pulling gets too hard after ${turns} bends, so there may be ${turns} but not more; and a straight pull must not exceed ${straight} blocks.\n\nHow many cable routes does that leave (\`routes\`)? How many of them run through the manhole at (${via[0]}, ${via[1]}) (\`via\`)?`,
      `How many ways has a delivery robot that may only drive east and north? It starts at the crossing (0, 0) and must reach (${east}, ${north}) (blocks east, blocks north) without entering ${list}. Its gyroscope allows no more than ${turns} turns on one trip and needs a turn to calibrate after ${straight} blocks straight ahead at the latest, counting from the start of the trip.\n\nGive the number of its trips (\`routes\`) and the number of those that take it past the charging post at (${via[0]}, ${via[1]}) (\`via\`).`,
    ]);
  },
  python: pythonFile('routes.py', import.meta.url),
  how: 'Goes from turn to turn in whole stretches, remembering what is left from each corner.',
  shortcut: 'takes the limit on stretches to be one block longer',
};

function answers(given: Terms): JsonObject {
  return { routes: exact(count(given)), via: exact(count(given, given.via)) };
}

/** Block by block: crossing, direction, turns so far, blocks since the last turn, and whether `via` was passed. */
function count({ east, north, closed, turns, straight }: Terms, via?: readonly [number, number]): bigint {
  const shut = new Set(closed.map(String));
  let layer = new Map<string, [number[], bigint]>();
  for (const direction of [0, 1]) layer.set(String(direction), [[0, 0, direction, 0, 0, via ? 0 : 1], 1n]);
  for (let step = 0; step < east + north; step++) {
    const next = new Map<string, [number[], bigint]>();
    for (const [[x, y, direction, turned, run, passed], ways] of layer.values() as Iterable<
      [[number, number, number, number, number, number], bigint]
    >)
      for (const to of [0, 1]) {
        // The first block has no turn: the direction of the start is the one it takes.
        if (step === 0 && to !== direction) continue;
        const [a, b] = to === 0 ? [x + 1, y] : [x, y + 1];
        const turnsNow = turned + (to === direction ? 0 : 1);
        const runNow = to === direction ? run + 1 : 1;
        if (a > east || b > north || shut.has(`${a},${b}`) || turnsNow > turns || runNow > straight) continue;
        const state = [a, b, to, turnsNow, runNow, passed || (a === via?.[0] && b === via[1]) ? 1 : 0];
        const key = state.join();
        next.set(key, [state, (next.get(key)?.[1] ?? 0n) + ways]);
      }
    layer = next;
  }
  return [...layer.values()].reduce((sum, [state, ways]) => (state[5] === 1 ? sum + ways : sum), 0n);
}
