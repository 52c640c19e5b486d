/** Serial numbers issued in rising order, some passed over: how many up to a bound, and the one that comes n-th. */
import type { JsonObject } from '@touchstone/contracts';
import { z } from 'zod';
import { exact } from '../answers.ts';
import { pythonFile } from '../program.ts';
import type { Situation } from '../situation.ts';

const terms = z.strictObject({
  /** The range issued, both ends included. */
  from: z.number().int(),
  to: z.number().int(),
  /** A digit that is never used, or null. */
  without: z.number().int().nullable(),
  /** Two digits that may not stand next to each other in this order. */
  pair: z.tuple([z.number().int(), z.number().int()]).nullable(),
  /** Whether equal digits may stand next to each other. */
  doubles: z.boolean(),
  /** The sum of the digits must leave `rest` when divided by `by`. */
  by: z.number().int(),
  rest: z.number().int(),
  /** Which of the issued numbers is asked for, from 1. */
  nth: z.number().int(),
});
type Terms = z.infer<typeof terms>;

export const serials: Situation<Terms> = {
  terms,
  sample: (rng) => {
    const length = rng.integer(8, 12);
    const from = 10 ** (length - 2) * rng.integer(10, 40) + rng.integer(1, 9999);
    const to = 10 ** (length - 2) * rng.integer(55, 98) + rng.integer(10_000, 99_999);
    const by = rng.pick([7, 9, 11, 13]);
    const shared = {
      from,
      to,
      without: rng.chance(0.6) ? rng.pick([4, 6, 7, 8, 0]) : null,
      pair: rng.chance(0.6) ? (rng.sample([1, 2, 3, 5, 6, 7, 9], 2) as [number, number]) : null,
      doubles: rng.chance(0.5),
      by,
      rest: rng.integer(0, by - 1),
    };
    const nth = Math.floor(10 ** (length - 3) * (0.3 + rng.next()));
    return { ...shared, nth };
  },
  objection: ({ from, to, without, pair, doubles, nth, ...given }) => {
    if (String(from).length !== String(to).length) return 'numbers have one length';
    const rules = [without !== null, pair !== null, !doubles].filter(Boolean).length;
    if (rules < 2) return 'hardly anything is passed over';
    if (pair && (pair.includes(without ?? -1) || pair[0] === pair[1])) return 'the pair never occurs anyway';
    const issued = countUpTo({ from, to, without, pair, doubles, nth, ...given }, to);
    return issued < 2n * BigInt(nth) || issued > 200n * BigInt(nth)
      ? 'the n-th number lies beyond the range or at its start'
      : null;
  },
  answer: (given) => ({ issued: exact(countUpTo(given, given.to)), number: exact(nthNumber(given)) }),
  mistakes: (given, right) => [
    { how: 'the digit sum was not looked at', answer: both({ ...given, by: 1, rest: 0 }) },
    {
      how: 'the numbering was started at the smallest number with as many digits',
      answer: both({ ...given, from: 10 ** (String(given.from).length - 1) }),
    },
    ...(given.rest === 0
      ? []
      : [{ how: 'multiples were taken instead of the remainder', answer: both({ ...given, rest: 0 }) }]),
    ...(given.without === null
      ? []
      : [{ how: 'the banned digit was used', answer: both({ ...given, without: null }) }]),
    ...(given.pair ? [{ how: 'the banned pair was used', answer: both({ ...given, pair: null }) }] : []),
    ...(given.pair
      ? [
          {
            how: 'the pair was banned in the other order',
            answer: both({ ...given, pair: [given.pair[1], given.pair[0]] }),
          },
        ]
      : []),
    ...(given.doubles
      ? []
      : [{ how: 'equal neighbours were let through', answer: both({ ...given, doubles: true }) }]),
    {
      how: 'the numbering was started at 0',
      answer: { ...right, number: exact(nthNumber({ ...given, nth: given.nth + 1 })) },
    },
  ],
  tell: ({ from, to, without, pair, doubles, by, rest, nth }, rng) => {
    const rules = [
      without === null ? '' : rng.pick([`contain the digit ${without}`, `have a ${without} anywhere`]),
      pair ? `have the digit ${pair[0]} immediately followed by ${pair[1]}` : '',
      doubles ? '' : 'have two equal digits next to each other',
    ].filter((rule) => rule !== '');
    const sum =
      rest === 0
        ? `the sum of the digits is a multiple of ${by}`
        : `the sum of the digits leaves the remainder ${rest} when divided by ${by}`;
    const banned = `${rules.slice(0, -1).join(', ')}${rules.length > 1 ? ' or ' : ''}${rules.at(-1)}`;
    return rng.pick([
      `A tax office hands out file numbers in rising order from ${spaced(from)} to ${spaced(to)}, both included, but only numbers of which ${sum}. Also passed over, because they were misread too often, are numbers that ${banned}.\n\nHow many numbers can be handed out in all (\`issued\`), and which number does the ${ordinal(nth)} file get (\`number\`; the first file gets the smallest number that is allowed)?`,
      `Meters leave our factory with serial numbers engraved by a machine. It starts at ${spaced(from)}, goes up one by one and ends with ${spaced(to)}; a number is skipped unless ${sum}, and it is skipped as well if it should ${banned}. The start and the end are used themselves if they pass.\n\nA customer claims to own meter number ${spaced(nth)} in the order of production. What is engraved on that one (\`number\`), and how many meters can be made before the numbers run out (\`issued\`)?`,
      `I must plan the numbering of a library's new shelfmarks. Allowed are whole numbers n with ${spaced(from)} ≤ n ≤ ${spaced(to)} for which ${sum} and which do not ${banned}. They are used in rising order.\n\nPlease tell me how many shelfmarks there are (\`issued\`) and which is the ${ordinal(nth)} (\`number\`), counting the lowest as the first.`,
      `Our ticket printer skips numbers, and the organiser wants to know what that does to a run. From ${spaced(from)} up to ${spaced(to)}, both of them candidates, it prints a number only if ${sum}, and never one that should ${banned}. It goes through the numbers upwards.\n\nHow many tickets does the run have (\`issued\`), and which number is on the ${ordinal(nth)} ticket printed (\`number\`)?`,
      `The register of boat licences is to be moved to a new system, which has to know the rule by which numbers were given. They rise from ${spaced(from)} to ${spaced(to)} (either may itself be a licence); a licence number is one of which ${sum} and which does not ${banned}; none of these was left out.\n\nAs a test of our implementation, what is licence number ${spaced(nth)} in this order, the lowest being number 1 (\`number\`), and how many licences are there altogether (\`issued\`)?`,
    ]);
  },
  python: pythonFile('serials.py', import.meta.url),
  how: 'Cuts numbers into two halves, tabulates the lower halves, adds up over the upper ones, and finds the n-th by bisection.',
  shortcut: 'does not look at the digit sum',
};

function both(given: Terms): JsonObject {
  return { issued: exact(countUpTo(given, given.to)), number: exact(nthNumber(given)) };
}

/** Numbers from `from` to `top` that are issued: digit by digit, with what the digits left to write can still do. */
function countUpTo(given: Terms, top: number): bigint {
  return countBelow(given, BigInt(top) + 1n) - countBelow(given, BigInt(given.from));
}

/** Issued numbers of the full length below `bound`. */
function countBelow(given: Terms, bound: bigint): bigint {
  const digits = [...String(bound)].map(Number);
  const length = String(given.to).length;
  if (digits.length > length) return completions(given, length, -1, 0);
  if (digits.length < length) return 0n;
  let total = 0n;
  let sum = 0;
  let last = -1;
  for (const [place, digit] of digits.entries()) {
    for (let lower = place === 0 ? 1 : 0; lower < digit; lower++)
      if (may(given, last, lower))
        total += completions(given, length - place - 1, lower, (sum + lower) % given.by);
    if (!may(given, last, digit)) return total;
    sum = (sum + digit) % given.by;
    last = digit;
  }
  return total;
}

const tables = new Map<string, bigint>();
const tablesMax = 50_000;

/** Ways to write `left` more digits after `last`, where the sum so far leaves `sum`. */
function completions(given: Terms, left: number, last: number, sum: number): bigint {
  if (left === 0) return sum === given.rest ? 1n : 0n;
  const key = JSON.stringify([
    given.without,
    given.pair,
    given.doubles,
    given.by,
    given.rest,
    left,
    last,
    sum,
  ]);
  const known = tables.get(key);
  if (known !== undefined) return known;
  let total = 0n;
  for (let digit = last < 0 ? 1 : 0; digit <= 9; digit++)
    if (may(given, last, digit)) total += completions(given, left - 1, digit, (sum + digit) % given.by);
  if (tables.size > tablesMax) tables.clear();
  tables.set(key, total);
  return total;
}

function may({ without, pair, doubles }: Terms, last: number, digit: number): boolean {
  if (digit === without || (!doubles && digit === last)) return false;
  return !pair || last !== pair[0] || digit !== pair[1];
}

/** The n-th issued number, or the end of the range where there are fewer. */
function nthNumber(given: Terms): bigint {
  const before = countBelow(given, BigInt(given.from));
  let low = BigInt(given.from);
  let high = BigInt(given.to);
  while (low < high) {
    const middle = (low + high) / 2n;
    if (countBelow(given, middle + 1n) - before >= BigInt(given.nth)) high = middle;
    else low = middle + 1n;
  }
  return low;
}

function spaced(value: number): string {
  return String(value).replaceAll(/(?<=\d)(?=(\d{3})+$)/g, ' ');
}

function ordinal(value: number): string {
  const ending =
    value % 100 >= 11 && value % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${spaced(value)}${ending}`;
}
