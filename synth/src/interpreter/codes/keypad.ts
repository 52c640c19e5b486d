/** A lock whose worn keys give away which digits occur: how many codes are left, and when the right one is tried. */
import { z } from 'zod';
import type { JsonObject } from '@touchstone/contracts';
import { exact } from '../answers.ts';
import { pythonFile } from '../program.ts';
import type { Situation } from '../situation.ts';

const terms = z.strictObject({
  /** Worn keys, rising. */
  keys: z.array(z.number().int()),
  length: z.number().int(),
  /** Whether a key may be pressed twice in a row. */
  repeats: z.boolean(),
  /** Whether two keys that are neighbours on the pad (left-right or up-down) may follow each other. */
  neighbours: z.boolean(),
  /** The code, read as a number, is a multiple of this; 1 where nothing is known. */
  multiple: z.number().int(),
  /** The code that it turned out to be. */
  code: z.string(),
});
type Terms = z.infer<typeof terms>;

export const keypad: Situation<Terms> = {
  terms,
  sample: (rng) => {
    const keys = rng.sample([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], rng.integer(3, 5)).sort((a, b) => a - b);
    const length = { 3: rng.integer(9, 12), 4: rng.integer(8, 10), 5: rng.integer(7, 8) }[
      keys.length as 3 | 4 | 5
    ];
    const given = {
      keys,
      length,
      repeats: rng.chance(0.5),
      neighbours: rng.chance(0.4),
      multiple: rng.pick([1, 7, 11, 13, 17]),
      code: '',
    };
    const codes = count(given);
    return {
      ...given,
      code: codes > 0n ? unrank(given, BigInt(Math.floor(Number(codes) * (0.2 + 0.7 * rng.next())))) : '',
    };
  },
  objection: (given) => {
    if ([given.repeats, given.neighbours, given.multiple === 1].filter((free) => !free).length < 2)
      return 'too little is known';
    if (!given.neighbours && !given.keys.some((a) => given.keys.some((b) => adjacent(a, b))))
      return 'no worn keys are neighbours';
    if (given.keys.length ** given.length > 1_600_000) return 'there are too many codes to be listed';
    if (count(given) < 1000n) return 'there are hardly any codes';
    return rank(given) === null ? 'the code breaks a rule' : null;
  },
  answer: (given) => answers(given),
  mistakes: (given, right) => [
    { how: 'not every worn key had to occur', answer: answers(given, { someUnused: true }) },
    ...(given.repeats
      ? []
      : [{ how: 'a key was pressed twice in a row', answer: answers({ ...given, repeats: true }) }]),
    ...(given.neighbours
      ? []
      : [{ how: 'neighbouring keys followed each other', answer: answers({ ...given, neighbours: true }) }]),
    ...(given.multiple === 1
      ? []
      : [{ how: 'the divisor was not used', answer: answers({ ...given, multiple: 1 }) }]),
    { how: 'attempts were counted from 0', answer: { ...right, attempt: (right.attempt as number) - 1 } },
    {
      how: 'codes were tried from the highest down',
      answer: { ...right, attempt: (right.codes as number) - (right.attempt as number) + 1 },
    },
  ],
  tell: ({ keys, length, repeats, neighbours, multiple, code }, rng) => {
    const worn = `${keys.slice(0, -1).join(', ')} and ${keys.at(-1)}`;
    const pad =
      'The pad is laid out like a telephone: 1 2 3 in the top row, 4 5 6, 7 8 9 below, and 0 under the 8';
    const facts = [
      repeats ? '' : 'no key is pressed twice in a row',
      neighbours
        ? ''
        : 'no two keys that touch side by side or one above the other are pressed one after the other',
      multiple === 1
        ? ''
        : `so that a misread code is noticed, the maker gives out only codes that are multiples of ${multiple} when read as a decimal number${keys[0] === 0 ? ' (leading zeros allowed)' : ''}`,
    ].filter((fact) => fact !== '');
    const known = `${facts.slice(0, -1).join('; ')}${facts.length > 1 ? '; and ' : ''}${facts.at(-1)}`;
    return rng.pick([
      `The keypad of our store room shows wear on ${worn} only. The code has ${length} digits and each worn key occurs in it at least once. From the maker's leaflet: ${known}.${neighbours ? '' : ` ${pad}.`}\n\nFor the insurance report: how many codes fit (\`codes\`)? The burglar says that he tried the codes that fit in rising order, and the right one was ${code}. Which attempt would that have been (\`attempt\`, the first being 1)?`,
      `Somebody bets me that he can open my bicycle shed without the code. He knows that it has ${length} digits, that exactly the keys ${worn} are used (every one of them, some more than once), and moreover that ${known}.${neighbours ? '' : ` ${pad}.`} He will go through all codes that agree with this from the smallest to the largest.\n\nHow many are there (\`codes\`), and at which try does he get in, given that my code is ${code} (\`attempt\`; his first try has number 1)?`,
      `We found the safe of the old post office locked and its papers gone, save for the maker's card. The code consists of ${length} digits; the keys ${worn} are worn and no others, so each of these occurs and nothing else does. The card adds: ${known}.${neighbours ? '' : ` ${pad}.`} Our locksmith's machine will enter all codes that this allows, smallest first.\n\nHow many codes will it hold ready (\`codes\`)? The code has since turned out to be ${code}: as which one would the machine have entered it (\`attempt\`, counting from 1)?`,
      `A security course wants an example of how much worn keys give away. On the lock in question only ${worn} are worn, each of them is part of the code, and the code has ${length} digits. Besides, ${known}.${neighbours ? '' : ` ${pad}.`}\n\nState how many codes remain (\`codes\`) and, if somebody tries them in ascending order, on which attempt (\`attempt\`, the first is 1) the lock with the code ${code} opens.`,
    ]);
  },
  python: pythonFile('keypad.py', import.meta.url),
  how: 'Goes through all sequences of worn keys in rising order.',
  shortcut: 'does not ask that every worn key occur',
};

interface Variant {
  someUnused?: boolean;
}

function answers(given: Terms, variant: Variant = {}): JsonObject {
  return { codes: exact(count(given, variant)), attempt: exact((rank(given, variant) ?? -1n) + 1n) };
}

/** Whether two keys are neighbours on the pad. */
function adjacent(a: number, b: number): boolean {
  const at = (key: number): [number, number] =>
    key === 0 ? [3, 1] : [Math.floor((key - 1) / 3), (key - 1) % 3];
  const [row, column] = at(a);
  const [otherRow, otherColumn] = at(b);
  return Math.abs(row - otherRow) + Math.abs(column - otherColumn) === 1;
}

function may({ repeats, neighbours }: Terms, last: number, key: number): boolean {
  return (repeats || last !== key) && (neighbours || last < 0 || !adjacent(last, key));
}

/** Counts endings: from the state after some digits (last key, keys used, remainder) to full codes. */
function counter(given: Terms, { someUnused = false }: Variant) {
  const known = new Map<string, bigint>();
  const all = (1 << given.keys.length) - 1;
  const endings = (left: number, last: number, used: number, rest: number): bigint => {
    if (left === 0) return rest === 0 && (someUnused || used === all) ? 1n : 0n;
    const name = `${left},${last},${used},${rest}`;
    const old = known.get(name);
    if (old !== undefined) return old;
    let total = 0n;
    for (const [i, key] of given.keys.entries())
      if (may(given, last, key))
        total += endings(left - 1, key, used | (1 << i), (10 * rest + key) % given.multiple);
    known.set(name, total);
    return total;
  };
  return endings;
}

function count(given: Terms, variant: Variant = {}): bigint {
  return counter(given, variant)(given.length, -1, 0, 0);
}

/** How many fitting codes come before the code; null when it does not fit itself. */
function rank(given: Terms, variant: Variant = {}): bigint | null {
  const endings = counter(given, variant);
  let [before, last, used, rest] = [0n, -1, 0, 0];
  for (const [place, digit] of [...given.code].map(Number).entries()) {
    const left = given.length - place - 1;
    for (const [i, key] of given.keys.entries())
      if (key < digit && may(given, last, key))
        before += endings(left, key, used | (1 << i), (10 * rest + key) % given.multiple);
    if (!given.keys.includes(digit) || !may(given, last, digit)) return null;
    [last, used, rest] = [
      digit,
      used | (1 << given.keys.indexOf(digit)),
      (10 * rest + digit) % given.multiple,
    ];
  }
  return given.code.length === given.length && endings(0, last, used, rest) === 1n ? before : null;
}

function unrank(given: Terms, index: bigint): string {
  const endings = counter(given, {});
  let [code, left, last, used, rest, remaining] = ['', given.length, -1, 0, 0, index];
  while (left > 0) {
    for (const [i, key] of given.keys.entries()) {
      if (!may(given, last, key)) continue;
      const next = (10 * rest + key) % given.multiple;
      const ways = endings(left - 1, key, used | (1 << i), next);
      if (remaining < ways) {
        [code, last, used, rest] = [code + String(key), key, used | (1 << i), next];
        break;
      }
      remaining -= ways;
    }
    left--;
  }
  return code;
}
