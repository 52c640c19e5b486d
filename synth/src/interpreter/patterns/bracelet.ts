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
});
type Terms = z.infer<typeof terms>;

export const bracelet: Situation<Terms> = {
  terms,
  sample: (rng) => {
    const colours = rng.integer(3, 4);
    return {
      counts: Array.from({ length: colours }, () => rng.integer(2, colours === 3 ? 6 : 4)),
      run: rng.chance(0.8) ? rng.integer(1, 2) : null,
      apart: rng.chance(0.5)
        ? (rng
            .sample(
              Array.from({ length: colours }, (_, i) => i),
              2,
            )
            .sort() as [number, number])
        : null,
    };
  },
  objection: ({ counts, run, apart }) => {
    if (run === null && apart === null) return 'without a rule it stands in every textbook';
    if (multinomial(counts) > 200_000) return 'there are too many orders to be listed';
    return null;
  },
  answer: (given) => answers(given),
  mistakes: (given, right) => {
    const { counts, run, apart } = given;
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
        : [{ how: 'the rule about equal beads was dropped', answer: answers({ counts, run: null, apart }) }]),
      ...(run === null
        ? []
        : [
            {
              how: 'one bead more in a row was let through',
              answer: answers({ counts, run: run + 1, apart }),
            },
          ]),
      ...(apart === null
        ? []
        : [
            {
              how: 'the rule about the two colours was dropped',
              answer: answers({ counts, run, apart: null }),
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
  tell: ({ counts, run, apart }, rng) => {
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
      apart === null ? '' : `${names[apart[0]]} and ${names[apart[1]]} never touch`,
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

function rule({ run, apart }: Terms, open: boolean): (colours: readonly number[]) => boolean {
  return (colours) => {
    const n = colours.length;
    const last = open ? n - 1 : n;
    for (let i = 0; i < last; i++) {
      const [a, b] = [colours[i] as number, colours[(i + 1) % n] as number];
      if (apart && a !== b && apart.includes(a) && apart.includes(b)) return false;
      if (run === null) continue;
      let length = 1;
      while (length <= run && (open ? i + length < n : true) && colours[(i + length) % n] === a) length++;
      if (length > run) return false;
    }
    return true;
  };
}
