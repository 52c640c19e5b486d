/** Transmitters with fixed cycles on one frequency: how long two or more talk at once, and how long nobody does. */
import { z } from 'zod';
import type { JsonObject } from '@touchstone/contracts';
import { exact } from '../answers.ts';
import { pythonFile } from '../program.ts';
import type { Situation } from '../situation.ts';

const beacon = z.strictObject({
  /** Milliseconds from one start to the next, on the air, and from the beginning of the count to the first start. */
  period: z.number().int(),
  on: z.number().int(),
  first: z.number().int(),
});
const terms = z.strictObject({ beacons: z.array(beacon).length(3), hours: z.number().int() });
type Terms = z.infer<typeof terms>;
type Beacon = z.infer<typeof beacon>;

export const beacons: Situation<Terms> = {
  terms,
  sample: (rng) => ({
    beacons: Array.from({ length: 3 }, () => {
      const period = rng.pick([2, 3, 4, 5, 6, 9, 10]) * rng.integer(40, 160);
      const on = rng.integer(9, 24);
      return { period, on, first: rng.integer(0, period - on) };
    }),
    hours: rng.integer(40, 400),
  }),
  objection: ({ beacons: list, hours }) => {
    if (list.some(({ period, on, first }) => on >= period / 4 || first + on > period))
      return 'a transmission is cut off at the beginning';
    if (new Set(list.map(({ period }) => period)).size < 3)
      return 'equal periods keep their distance for ever';
    const common = list.map(({ period }) => period).reduce(lcm);
    if (common > hours * 3_600_000) return 'the pattern does not come round once';
    if (common < 5_000_000) return 'one round of the pattern is short enough to be looked through';
    return [
      [0, 1],
      [0, 2],
      [1, 2],
    ].some(
      ([a, b]) =>
        together(BigInt(hours) * 3_600_000n, [list[a as 0] as Beacon, list[b as 1] as Beacon]) === 0n,
    )
      ? 'two of them never meet'
      : null;
  },
  answer: (given) => answers(given),
  mistakes: (given, right) => {
    const { singles, pairs, triple, all } = counts(given, spanOf(given));
    return [
      {
        how: 'moments with all three were counted once for each pair',
        answer: { ...right, garbled: exact(pairs) },
      },
      {
        how: 'moments with all three were left out altogether',
        answer: { ...right, garbled: exact(pairs - 3n * triple) },
      },
      {
        how: 'overlaps were not given back to the silence',
        answer: { ...right, silent: exact(all - singles) },
      },
      {
        how: 'all were taken to start together',
        answer: answers({ ...given, beacons: given.beacons.map((one) => ({ ...one, first: 0 })) }),
      },
      { how: 'only whole rounds of the common pattern were counted', answer: wholeRounds(given) },
      { how: 'the cycles were taken to be independent', answer: independent(given) },
    ];
  },
  tell: ({ beacons: list, hours }, rng) => {
    const names = rng.pick([
      ['Anholt', 'Bjarnøy', 'Skerry'],
      ['North', 'Mole', 'South'],
      ['Alfa', 'Kilo', 'Tango'],
    ]);
    const cycles = list.map(
      ({ period, on, first }, i) =>
        `${names[i]} sends for ${on} ms every ${period} ms and begins its first transmission ${first === 0 ? 'at millisecond 0' : `at millisecond ${first}`}`,
    );
    return rng.pick([
      `Three weather buoys share one frequency and do not listen to each other. We number the milliseconds of the test from 0. ${cycles.join('; ')}. A transmission that begins at millisecond t and lasts d ms fills the milliseconds t to t + d − 1, and each buoy keeps its cycle exactly. The test lasts ${hours} hours.\n\nA millisecond is garbled when two or three buoys send in it, silent when none does. How many milliseconds of the test are garbled (\`garbled\`) and how many are silent (\`silent\`)?`,
      `Before we license a third beacon on the channel I need exact figures, not a simulation of a few minutes. Beacons: ${cycles.join('. ')}. Times are whole milliseconds counted from 0; sending for d ms from t on occupies t, t+1, …, t+d−1; the clocks do not drift. Over ${hours} hours (milliseconds 0 up to, but not including, ${hours} h), how many milliseconds have at least two beacons on the air (\`garbled\`), and how many have none (\`silent\`)?`,
      `A seismic array sends its status from three stations over one channel, each blindly by its own clock, and I have to state the loss in the manual. ${cycles.join('; ')}. All times are in whole milliseconds from the start of the recording, which is millisecond 0; a burst of d ms that begins in millisecond t fills t, t + 1, …, t + d − 1, and no clock drifts. The recording lasts ${hours} hours.\n\nIn how many of its milliseconds does more than one station send (\`garbled\`), and in how many does nobody (\`silent\`)?`,
    ]);
  },
  python: pythonFile('beacons.py', import.meta.url),
  how: 'Steps through the meetings of two beacons and tabulates what the third does then, round by round.',
  shortcut: 'counts moments with all three once for each pair',
};

function answers(given: Terms, span = spanOf(given)): JsonObject {
  const { singles, pairs, triple, all } = counts(given, span);
  return { garbled: exact(pairs - 2n * triple), silent: exact(all - singles + pairs - triple) };
}

function spanOf({ hours }: Terms): bigint {
  return BigInt(hours) * 3_600_000n;
}

function counts({ beacons: list }: Terms, span: bigint) {
  const [a, b, c] = list as [Beacon, Beacon, Beacon];
  const sum = (groups: Beacon[][]) => groups.reduce((total, group) => total + together(span, group), 0n);
  return {
    all: span,
    singles: sum([[a], [b], [c]]),
    pairs: sum([
      [a, b],
      [a, c],
      [b, c],
    ]),
    triple: sum([[a, b, c]]),
  };
}

/** Milliseconds in which all of the group send: for each choice of positions in their transmissions one residue class. */
function together(span: bigint, group: readonly Beacon[]): bigint {
  let classes: { rest: bigint; modulus: bigint }[] = [{ rest: 0n, modulus: 1n }];
  for (const { period, on, first } of group) {
    const next: typeof classes = [];
    for (const known of classes)
      for (let position = 0; position < on; position++) {
        const merged = merge(known, { rest: BigInt((first + position) % period), modulus: BigInt(period) });
        if (merged) next.push(merged);
      }
    classes = next;
  }
  return classes.reduce(
    (total, { rest, modulus }) => total + (rest < span ? (span - 1n - rest) / modulus + 1n : 0n),
    0n,
  );
}

/** Chinese remainder theorem for any two moduli; null where the classes do not meet. */
function merge(one: { rest: bigint; modulus: bigint }, two: { rest: bigint; modulus: bigint }) {
  const divisor = gcd(one.modulus, two.modulus);
  const difference = two.rest - one.rest;
  if (difference % divisor !== 0n) return null;
  const modulus = (one.modulus / divisor) * two.modulus;
  const step = inverse((one.modulus / divisor) % (two.modulus / divisor), two.modulus / divisor);
  const times = mod((difference / divisor) * step, two.modulus / divisor);
  return { rest: mod(one.rest + times * one.modulus, modulus), modulus };
}

/** What comes of dropping the rest of the test after the last whole round. */
function wholeRounds(given: Terms): JsonObject {
  const round = BigInt(given.beacons.map(({ period }) => period).reduce(lcm));
  return answers(given, (spanOf(given) / round) * round);
}

function independent({ beacons: list, hours }: Terms): JsonObject {
  const [p, q, r] = list.map(({ period, on }) => on / period) as [number, number, number];
  const all = hours * 3_600_000;
  const two = p * q * (1 - r) + p * (1 - q) * r + (1 - p) * q * r;
  return {
    garbled: Math.round(all * (two + p * q * r)),
    silent: Math.round(all * (1 - p) * (1 - q) * (1 - r)),
  };
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [r, next] = [modulus, mod(value, modulus)];
  let [t, following] = [0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [t, following] = [following, t - quotient * following];
  }
  return mod(t, modulus);
}

function mod(value: bigint, modulus: bigint): bigint {
  return ((value % modulus) + modulus) % modulus;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

function lcm(a: number, b: number): number {
  return (a / Number(gcd(BigInt(a), BigInt(b)))) * b;
}
