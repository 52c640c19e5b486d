/** A round table with delegations that must not sit together: how many seatings there are. */
import { z } from 'zod';
import type { JsonObject } from '@touchstone/contracts';
import { pythonFile } from '../program.ts';
import type { Situation } from '../situation.ts';

const terms = z.strictObject({
  /** Persons of each delegation; persons are numbered through. */
  sizes: z.array(z.number().int()),
  /** Persons who may not sit next to each other. */
  foes: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** A person who must sit next to another one, or null. */
  interpreter: z.tuple([z.number().int(), z.number().int()]).nullable(),
  /** Two persons who may happen to sit opposite each other. */
  opposite: z.tuple([z.number().int(), z.number().int()]),
});
type Terms = z.infer<typeof terms>;

export const table: Situation<Terms> = {
  terms,
  sample: (rng) => {
    const sizes = rng.pick([
      [3, 3, 2],
      [4, 3, 3],
      [3, 3, 2, 2],
      [2, 2, 2, 2],
      [3, 2, 2, 1],
      [4, 2, 2, 2],
      [3, 3, 3, 1],
      [4, 3, 2, 1],
      [5, 3, 2],
    ]);
    const persons = sizes.flatMap((size) => Array.from({ length: size }, () => 0)).map((_, i) => i);
    const pair = () => rng.sample(persons, 2).sort((a, b) => a - b) as [number, number];
    return {
      sizes,
      foes: Array.from({ length: rng.integer(1, 3) }, pair),
      interpreter: rng.chance(0.6) ? pair() : null,
      opposite: pair(),
    };
  },
  objection: (given) => {
    const { sizes, foes, interpreter, opposite } = given;
    const delegation = delegationsOf(sizes);
    if (delegation.length % 2 === 1 || delegation.length < 8) return 'nobody sits opposite anybody';
    const together = (pair: readonly [number, number]) => delegation[pair[0]] === delegation[pair[1]];
    if (foes.some(together)) return 'they are kept apart anyway';
    if (new Set(foes.map(String)).size < foes.length) return 'the same foes twice';
    if (foes.length > 1) {
      const all = count(given, {}, false);
      const without = (i: number) => count({ ...given, foes: foes.filter((_, j) => j !== i) }, {}, false);
      if (foes.some((_, i) => without(i) === all)) return 'two foes could not sit side by side anyway';
    }
    if (interpreter && (together(interpreter) || foes.some((pair) => String(pair) === String(interpreter))))
      return 'the interpreter could not sit there';
    return interpreter && String(interpreter) === String(opposite) ? 'neighbours are never opposite' : null;
  },
  answer: (given) => answers(given),
  mistakes: (given, right) => {
    const persons = delegationsOf(given.sizes).length;
    return [
      { how: 'every chair was told apart', answer: scaled(right, persons) },
      { how: 'mirror images were counted once', answer: scaled(right, 0.5) },
      { how: 'delegations were allowed to sit together', answer: answers(given, { mixed: true }) },
      { how: 'the foes were not kept apart', answer: answers({ ...given, foes: [] }) },
      ...(given.interpreter
        ? [{ how: 'the interpreter was forgotten', answer: answers({ ...given, interpreter: null }) }]
        : []),
      { how: 'the last chair was not compared with the first', answer: answers(given, { row: true }) },
    ];
  },
  tell: ({ sizes, foes, interpreter, opposite }, rng) => {
    const names = rng.sample(
      people,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    const places = rng.sample(['Bern', 'Cork', 'Graz', 'Lille', 'Porto', 'Turku', 'Varna'], sizes.length);
    let first = 0;
    const groups = sizes.map((size, i) => {
      const own = names.slice(first, (first += size));
      const list = own.length === 1 ? own[0] : `${own.slice(0, -1).join(', ')} and ${own.at(-1)}`;
      return `${list} from ${places[i]}`;
    });
    const who = (pair: readonly [number, number]) => `${names[pair[0]]} and ${names[pair[1]]}`;
    const quarrel = foes.map(who).join('; ');
    const translate = interpreter
      ? ` ${names[interpreter[0]]} needs ${names[interpreter[1]]} as an interpreter in the next chair, left or right.`
      : '';
    const rule = 'no two people of one delegation may sit side by side';
    return rng.pick([
      `At the closing dinner ${names.length} people sit at a round table with ${names.length} chairs: ${groups.join('; ')}. Protocol: ${rule}. Nor may those who are not on speaking terms sit side by side, namely ${quarrel}.${translate}\n\nIn how many ways can they be seated (\`seatings\`) if only who sits to whose left and right matters, that is, if turning the whole company round the table changes nothing while a mirror image counts as another seating? And in how many of these do ${who(opposite)} face each other across the middle (\`facing\`)?`,
      `A mediator draws up a round table for ${groups.join('; ')}. Every chair is taken. Nobody is to sit beside a member of the same delegation or beside an old enemy; enemies are ${quarrel}.${translate} All chairs are alike: seatings that differ by a rotation are one and the same, but left and right matter.\n\nHow many seatings can she choose from (\`seatings\`)? In how many of them are ${who(opposite)} exactly opposite each other (\`facing\`)?`,
      `My seating software returns one plan for the conference dinner and I want to know out of how many. There is one round table with exactly ${names.length} chairs for ${groups.join('; ')}. In its settings, ${rule}, and an enmity, which also forbids neighbouring chairs, is entered for ${quarrel}.${translate} Rotating everybody by some chairs gives the same plan, reflecting it another one.\n\nHow many plans are there (\`seatings\`), and how many have ${who(opposite)} on opposite chairs (\`facing\`)?`,
      `A round of card players draws its places by lot, but the host throws the lots again until nothing offends anybody. Round the table sit ${groups.join('; ')}, no chair stays empty, and no two from one town may sit side by side, for they would help each other. Neither does the host put side by side ${quarrel}.${translate} He regards two rounds as the same if everyone has the same left and the same right neighbour.\n\nHow many rounds can come out (\`seatings\`)? In how many of these do ${who(opposite)} sit face to face, with as many persons between them on one side as on the other (\`facing\`)?`,
    ]);
  },
  python: pythonFile('table.py', import.meta.url),
  how: 'Seats one person after another and takes back what breaks a rule.',
  shortcut: 'does not compare the last chair with the first',
};

const people = [
  'Aino',
  'Bruno',
  'Clara',
  'Diego',
  'Elif',
  'Fenna',
  'Goran',
  'Hilde',
  'Ivo',
  'Jana',
  'Karel',
  'Lotte',
  'Milo',
  'Nora',
];

function delegationsOf(sizes: readonly number[]): number[] {
  return sizes.flatMap((size, delegation) => Array.from({ length: size }, () => delegation));
}

function scaled(right: JsonObject, by: number): JsonObject {
  return Object.fromEntries(
    Object.entries(right).map(([field, value]) => [field, Math.round((value as number) * by)]),
  );
}

interface Variant {
  mixed?: boolean;
  row?: boolean;
}

function answers(given: Terms, variant: Variant = {}): JsonObject {
  return { seatings: count(given, variant, false), facing: count(given, variant, true) };
}

/** Person 0 sits on chair 0; then chair by chair over sets of people seated, with the neighbour and a required opposite. */
function count(
  { sizes, foes, interpreter, opposite }: Terms,
  { mixed = false, row = false }: Variant,
  facing: boolean,
): number {
  const delegation = delegationsOf(sizes);
  const n = delegation.length;
  const apart = new Set(foes.flatMap(([a, b]) => [`${a},${b}`, `${b},${a}`]));
  const may = (a: number, b: number) => (mixed || delegation[a] !== delegation[b]) && !apart.has(`${a},${b}`);
  const [who, by] = interpreter ?? [-1, -1];
  // A pair that must be neighbours: whoever of the two comes second follows the first at once, but for the closing pair.
  const known = new Map<string, number>();
  const seat = (chair: number, used: number, last: number, second: number, faced: number): number => {
    if (chair === n) {
      if (!row && !may(last, 0)) return 0;
      if (interpreter && !neighbours(second, last, 0)) return 0;
      return 1;
    }
    const key = `${chair},${used},${last},${second},${faced}`;
    const old = known.get(key);
    if (old !== undefined) return old;
    let total = 0;
    for (let person = 1; person < n; person++) {
      if (used & (1 << person) || !may(last, person)) continue;
      const met = second === 2 || (interpreter !== null && pairOf(last, person)) ? 2 : second;
      const turn = faceTurn(chair, person, faced);
      if (turn === null) continue;
      total += seat(chair + 1, used | (1 << person), person, met, turn);
    }
    known.set(key, total);
    return total;
  };
  const pairOf = (a: number, b: number) => (a === who && b === by) || (a === by && b === who);
  const neighbours = (met: number, last: number, first: number) => met === 2 || pairOf(last, first);
  /** Chair of the first of the two opposite persons, −1 while neither sits; null where they cannot face each other any more. */
  const faceTurn = (chair: number, person: number, faced: number): number | null => {
    if (!facing || !opposite.includes(person)) return faced;
    if (faced < 0) return chair;
    return chair - faced === n / 2 ? faced : null;
  };
  return seat(1, 1, 0, 0, facing && opposite.includes(0) ? 0 : -1);
}
