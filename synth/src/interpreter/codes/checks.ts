/** A check-digit scheme and the slips it does not notice. */
import { z } from 'zod';
import type { JsonObject } from '@touchstone/contracts';
import { exact } from '../answers.ts';
import { pythonFile } from '../program.ts';
import type { Situation } from '../situation.ts';

const slips = ['swap', 'jump', 'twin'] as const;
const terms = z.strictObject({
  /** A weight for each place, the check digit's last. */
  weights: z.array(z.number().int()),
  /** The weighted sum of a valid number is a multiple of this. */
  modulus: z.number().int(),
  /** Whether the digits of a product are added before summing, as in bank cards. */
  crossSum: z.boolean(),
  /** swap: two neighbouring different digits change places; jump: two different digits round a third one; twin: aa becomes bb. */
  slip: z.enum(slips),
});
type Terms = z.infer<typeof terms>;

export const checks: Situation<Terms> = {
  terms,
  sample: (rng) => {
    const length = rng.integer(7, 10);
    const modulus = rng.pick([7, 9, 10, 11]);
    const cycle = rng.sample(
      Array.from({ length: modulus === 7 ? 6 : 8 }, (_, i) => i + 1),
      rng.integer(2, 4),
    );
    const crossSum = modulus === 10 && rng.chance(0.5);
    return {
      weights: Array.from({ length }, (_, place) =>
        place === length - 1 ? 1 : (cycle[place % cycle.length] as number),
      ),
      modulus,
      crossSum,
      slip: rng.pick(slips),
    };
  },
  objection: ({ weights, modulus, slip, crossSum }) => {
    const unseen = openPairs({ weights, modulus, slip, crossSum });
    if (unseen.every((pairs) => pairs.length === 0)) return 'every slip is noticed';
    if (unseen.some((pairs) => pairs.length === 90)) return 'some slip is never noticed';
    return null;
  },
  answer: (given) => answers(given),
  mistakes: (given, right) => [
    { how: 'slips that leave the number as it is were counted', answer: answers(given, { withSame: true }) },
    { how: 'numbers were not required to be valid', answer: answers(given, { anyNumber: true }) },
    {
      how: 'a number with several such slips was counted several times',
      answer: { ...right, numbers: right.slips as number },
    },
    { how: 'the slip was not looked for at the check digit', answer: answers(given, { notAtCheck: true }) },
    ...(given.crossSum
      ? [
          {
            how: 'the products were not reduced to the sum of their digits',
            answer: answers({ ...given, crossSum: false }),
          },
        ]
      : []),
  ],
  tell: ({ weights, modulus, crossSum, slip }, rng) => {
    const length = weights.length;
    const what = {
      swap: 'two neighbouring digits, if they differ, change places',
      jump: 'two digits with exactly one digit between them, if they differ, change places (the one between stays)',
      twin: 'two equal neighbouring digits are both replaced by another digit, the same for both (44 becomes 99, say)',
    }[slip];
    const sum = crossSum
      ? ', each product is replaced by the sum of its digits (so 14 counts 5), and the results are added'
      : ' and the products are added';
    const rule = `digits are multiplied from left to right by ${weights.join(', ')}${sum}; the number is valid if the total is a multiple of ${modulus}`;
    const leading = 'Leading zeros count as digits';
    return rng.pick([
      `Member numbers of our association have ${length} digits, the last of which is the check digit. Rule: the ${rule}. ${leading}, so 0${'0'.repeat(length - 2)}0 is a valid number, too.\n\nThe most frequent slip at the counter is this one: ${what}. It goes unnoticed if the result is valid again. Please count for all valid numbers together the slips of this kind that go unnoticed (\`slips\`: pairs of a valid number and a ${slip === 'twin' ? 'slip, where different places or different new digits are different slips' : 'slip, where different places are different slips'}), and the valid numbers in which at least one unnoticed slip of this kind is possible (\`numbers\`).`,
      `We are about to choose a check-digit scheme for ${length}-digit parcel numbers and want to know how leaky it is. In the candidate the ${rule}. All ${length} digits may be 0 to 9.\n\nThe slip we care about: ${what}, anywhere in the number, check digit included. How many valid numbers have at least one such slip that leads to another valid number (\`numbers\`)? And how many such cases are there in all (\`slips\`), when a number with several of them is counted once for each${slip === 'twin' ? ' (each place and each new digit being a case of its own)' : ' place'}?`,
      `A blood bank labels its bags with ${length}-digit numbers, and an inspector asks what the check digit, the last one, lets through. The ${rule}. ${leading}; any digit may stand anywhere as long as the number is valid.\n\nThe inspector's case is this slip in copying: ${what}. It is overlooked when the miscopied number is valid, too. How many overlooked cases are there over all valid numbers (\`slips\`; a case is a valid number together with the place of the slip${slip === 'twin' ? ' and the new digit' : ''}), and how many valid numbers have one such case or more (\`numbers\`)?`,
    ]);
  },
  python: pythonFile('checks.py', import.meta.url),
  how: 'Lists all left and all right halves of numbers with their sums and joins those that fit.',
  shortcut: 'counts a number once for each of its slips',
};

interface Variant {
  withSame?: boolean;
  anyNumber?: boolean;
  notAtCheck?: boolean;
}

function worth({ weights, crossSum }: Terms, place: number, digit: number): number {
  const product = (weights[place] as number) * digit;
  return crossSum ? Math.floor(product / 10) + (product % 10) : product;
}

/** Distance between the two digits of a slip. */
function reach(slip: Terms['slip']): number {
  return slip === 'jump' ? 2 : 1;
}

/** For each place the unnoticed slips there as [first digit, second digit, how many]. */
function openPairs(
  given: Terms,
  { withSame = false, notAtCheck = false }: Variant = {},
): [number, number, number][][] {
  const { weights, modulus, slip } = given;
  const step = reach(slip);
  const last = weights.length - step - (notAtCheck ? 1 : 0);
  return Array.from({ length: last }, (_, place) => {
    const pairs: [number, number, number][] = [];
    const total = (a: number, b: number) => worth(given, place, a) + worth(given, place + step, b);
    for (let a = 0; a <= 9; a++)
      for (let b = 0; b <= 9; b++) {
        if (slip === 'twin') {
          if (a !== b) continue;
          let unseen = 0;
          for (let c = 0; c <= 9; c++)
            if ((c !== a || withSame) && (total(c, c) - total(a, a)) % modulus === 0) unseen++;
          if (unseen > 0) pairs.push([a, a, unseen]);
        } else if ((a !== b || withSame) && (total(a, b) - total(b, a)) % modulus === 0)
          pairs.push([a, b, 1]);
      }
    return pairs;
  });
}

interface Written {
  before: number;
  last: number;
  rest: number;
  open: boolean;
}

/** Writes numbers digit by digit and keeps the last two digits, the sum's remainder and whether a slip was possible. */
function answers(given: Terms, variant: Variant = {}): JsonObject {
  const { weights, modulus, slip } = given;
  const step = reach(slip);
  const pairs = openPairs(given, variant).map(
    (list) => new Map(list.map(([a, b, count]) => [10 * a + b, count])),
  );
  let layer = new Map<string, [Written, bigint, bigint]>();
  layer.set('', [{ before: -1, last: -1, rest: 0, open: false }, 1n, 0n]);
  for (let place = 0; place < weights.length; place++) {
    const next = new Map<string, [Written, bigint, bigint]>();
    for (const [state, ways, cases] of layer.values())
      for (let digit = 0; digit <= 9; digit++) {
        const first = step === 1 ? state.last : state.before;
        const unseen = first < 0 ? 0 : (pairs[place - step]?.get(10 * first + digit) ?? 0);
        const rest = (state.rest + worth(given, place, digit)) % modulus;
        const following: Written = {
          before: step === 2 ? state.last : -1,
          last: digit,
          rest,
          open: state.open || unseen > 0,
        };
        const key = `${following.before},${digit},${rest},${following.open}`;
        const [, oldWays, oldCases] = next.get(key) ?? [following, 0n, 0n];
        next.set(key, [following, oldWays + ways, oldCases + cases + ways * BigInt(unseen)]);
      }
    layer = next;
  }
  let slipsInAll = 0n;
  let numbers = 0n;
  for (const [{ rest, open }, ways, cases] of layer.values()) {
    if (rest !== 0 && !variant.anyNumber) continue;
    slipsInAll += cases;
    if (open) numbers += ways;
  }
  return { slips: exact(slipsInAll), numbers: exact(numbers) };
}
