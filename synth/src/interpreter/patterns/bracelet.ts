/** Beads on a closed string: how many patterns there are for strings with a face and for strings that can be turned over. */
import { z } from 'zod';
import type { JsonObject } from '@touchstone/contracts';
import { pythonFile } from '../program.ts';
import type { Situation } from '../situation.ts';
import { countOrbits, multinomial, type Permutation } from './burnside.ts';

const terms = z.strictObject({
  /** Beads of each colour. */
  counts: z.array(z.number().int()),
  /** Most beads of one colour in a row; null for no such rule. */
  run: z.number().int().nullable(),
  /** Two colours that are never neighbours. */
  apart: z.tuple([z.number().int(), z.number().int()]).nullable(),
  /** A colour and how many others there must at least be between two beads of it. */
  spaced: z.tuple([z.number().int(), z.number().int()]).nullable(),
});
type Terms = z.infer<typeof terms>;

export const bracelet: Situation<Terms> = {
  terms,
  sample: (rng) => {
    const colours = rng.weighted([
      [2, 1],
      [3, 4],
      [4, 4],
      [5, 2],
    ]);
    const most = { 2: 9, 3: 7, 4: 5, 5: 3 }[colours] as number;
    const all = Array.from({ length: colours }, (_, colour) => colour);
    return {
      counts: all.map(() => rng.integer(1, most)),
      run: rng.chance(0.7) ? rng.integer(1, 2) : null,
      apart: colours > 2 && rng.chance(0.6) ? (rng.sample(all, 2).sort() as [number, number]) : null,
      spaced: rng.chance(0.6) ? ([rng.pick(all), rng.integer(1, 3)] as [number, number]) : null,
    };
  },
  objection: ({ counts, run, apart, spaced }) => {
    if (spaced && (counts[spaced[0]] as number) < 2) return 'one bead alone has no distance';
    if (spaced && run === 1 && spaced[1] === 1) return 'no two alike are neighbours anyway';
    if ([run, apart, spaced].filter((given) => given !== null).length < 1)
      return 'without a rule it stands in every textbook';
    if (multinomial(counts) > 200_000) return 'there are too many orders to be listed';
    return null;
  },
  answer: (given) => answers(given),
  mistakes: (given, right) => {
    const { counts, run, apart, spaced } = given;
    const n = counts.reduce((sum, count) => sum + count, 0);
    const open = answers(given, { open: true });
    return [
      {
        how: 'the two kinds of string were exchanged',
        answer: { faced: right.turnable as number, turnable: right.faced as number },
      },
      {
        how: 'turning over was taken to halve the number',
        answer: { ...right, turnable: Math.round((right.faced as number) / 2) },
      },
      { how: 'the place where the string closes was not checked', answer: open },
      ...(run === null
        ? []
        : [{ how: 'the rule about equal beads was dropped', answer: answers({ ...given, run: null }) }]),
      ...(run === null
        ? []
        : [
            {
              how: 'one bead more in a row was let through',
              answer: answers({ ...given, run: run + 1 }),
            },
          ]),
      ...(apart === null
        ? []
        : [
            {
              how: 'the rule about the two colours was dropped',
              answer: answers({ ...given, apart: null }),
            },
          ]),
      ...(spaced === null
        ? []
        : [
            { how: 'the distance was dropped', answer: answers({ ...given, spaced: null }) },
            {
              how: 'the distance was taken one too short',
              answer: answers({ ...given, spaced: [spaced[0], spaced[1] - 1] }),
            },
          ]),
      {
        how: 'every order of the beads was counted',
        answer: {
          faced: countOrbits([identity(n)], counts, rule(given, false)),
          turnable: right.turnable as number,
        },
      },
    ];
  },
  tell: ({ counts, run, apart, spaced }, rng) => {
    const names = rng.sample(
      ['amber', 'bone', 'coral', 'jet', 'jade', 'pearl', 'silver', 'turquoise'],
      counts.length,
    );
    const beads = counts.map((count, i) => `${count} ${names[i]}`);
    const list = `${beads.slice(0, -1).join(', ')} and ${beads.at(-1)}`;
    const n = counts.reduce((sum, count) => sum + count, 0);
    const rules = [
      run === null
        ? ''
        : run === 1
          ? 'two of one kind are never neighbours'
          : 'there are never three of one kind in a row',
      apart === null ? '' : `${names[apart[0]]} and ${names[apart[1]]} are never neighbours`,
      spaced === null
        ? ''
        : `between two of ${names[spaced[0]]} there ${spaced[1] === 1 ? 'is always at least one other' : `are always at least ${spaced[1]} others`}`,
    ].filter((text) => text !== '');
    return rng.pick([
      `We thread bracelets of ${n} beads, evenly spaced on a closed string without a visible knot: ${list} beads, all the beads of a kind alike. Our house style says: ${rules.join('; ')} (round the whole closed string).\n\nThere are two models. In one the beads are half-beads with a flat back, so a bracelet can be slid round the wrist but not worn with its back outwards; in the other the beads are round and the bracelet can be turned over as well. How many visibly different bracelets can be made in the first model (\`faced\`) and in the second (\`turnable\`)?`,
      `For a patent application on a ring-shaped colour code I must state how many codes it can tell apart. A ring carries ${n} equally spaced marks in the colours ${list}, and ${rules.join(', and ')}, going all the way round. The reader does not know where a ring starts.\n\nHow many codes are there if the reader always sees the ring from the same side (\`faced\`), and how many if the ring may also lie the other way up, so that a code and its mirror image cannot be told apart (\`turnable\`)?`,
    ]);
  },
  python: pythonFile('bracelet.py', import.meta.url),
  how: 'Lists every order of the beads and keeps the ones that come first among their turns and reflections.',
  shortcut: 'does not check where the string closes',
};

function identity(n: number): Permutation {
  return Array.from({ length: n }, (_, i) => i);
}

function answers(given: Terms, { open = false }: { open?: boolean } = {}): JsonObject {
  const { counts } = given;
  const n = counts.reduce((sum, count) => sum + count, 0);
  const turns = Array.from({ length: n }, (_, by) => identity(n).map((i) => (i + by) % n));
  const flips = turns.map((turn) => turn.map((i) => n - 1 - i));
  const obeys = rule(given, open);
  if (open) return asClasses(n, counts, obeys);
  return {
    faced: countOrbits(turns, counts, obeys),
    turnable: countOrbits([...turns, ...flips], counts, obeys),
  };
}

/** Where the rule depends on where a string is cut, classes are those that contain an order which obeys. */
function asClasses(
  n: number,
  counts: readonly number[],
  obeys: (colours: readonly number[]) => boolean,
): JsonObject {
  const faced = new Set<string>();
  const turnable = new Set<string>();
  countOrbits([identity(n)], counts, (colours) => {
    if (!obeys(colours)) return false;
    const text = colours.join('');
    const turned = leastTurn(text);
    const flipped = leastTurn([...text].reverse().join(''));
    faced.add(turned);
    turnable.add(turned < flipped ? turned : flipped);
    return true;
  });
  return { faced: faced.size, turnable: turnable.size };
}

function leastTurn(text: string): string {
  let least = text;
  for (let by = 1; by < text.length; by++) {
    const turned = text.slice(by) + text.slice(0, by);
    if (turned < least) least = turned;
  }
  return least;
}

function rule({ run, apart, spaced }: Terms, open: boolean): (colours: readonly number[]) => boolean {
  return (colours) => {
    const n = colours.length;
    const last = open ? n - 1 : n;
    for (let i = 0; i < last; i++) {
      const [a, b] = [colours[i] as number, colours[(i + 1) % n] as number];
      if (apart && a !== b && apart.includes(a) && apart.includes(b)) return false;
      if (spaced && a === spaced[0])
        for (let step = 1; step <= spaced[1] && (!open || i + step < n); step++)
          if (colours[(i + step) % n] === a) return false;
      if (run === null) continue;
      let length = 1;
      while (length <= run && (open ? i + length < n : true) && colours[(i + length) % n] === a) length++;
      if (length > run) return false;
    }
    return true;
  };
}
