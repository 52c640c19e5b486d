/** A double sampling plan for lots, with the parts tested one by one until the decision is certain. */
import { z } from 'zod';
import { pythonFile } from '../program.ts';
import { Rational } from './rational.ts';
import type { Chances, Setting } from './setting.ts';

const terms = z.strictObject({
  lot: z.number().int(),
  bad: z.number().int(),
  first: z.number().int(),
  acceptFirst: z.number().int(),
  rejectFirst: z.number().int(),
  second: z.number().int(),
  acceptTotal: z.number().int(),
});
type Terms = z.infer<typeof terms>;

interface Variant {
  withReplacement?: boolean;
  neverStopsEarly?: boolean;
  secondAlone?: boolean;
}

export const inspection: Setting<Terms> = {
  terms,
  sample: (rng) => {
    const first = rng.integer(8, 20);
    const acceptFirst = rng.integer(0, 2);
    const acceptTotal = acceptFirst + rng.integer(1, 3);
    const lot = 10 * rng.integer(5, 15);
    return {
      lot,
      bad: rng.integer(Math.ceil(lot * 0.06), Math.floor(lot * 0.18)),
      first,
      acceptFirst,
      rejectFirst: acceptTotal + rng.integer(0, 1),
      second: first + rng.integer(-4, 8),
      acceptTotal,
    };
  },
  objection: ({ lot, bad, first, acceptFirst, rejectFirst, second, acceptTotal }) => {
    if (first + second > lot / 2 || bad >= lot / 4) return 'nobody samples half of a lot';
    if (rejectFirst < acceptFirst + 2 || acceptTotal < acceptFirst + 1)
      return 'no result of the first sample is left open';
    if (second <= acceptTotal || first <= rejectFirst || bad <= rejectFirst)
      return 'a decision would be certain from the start';
    return null;
  },
  chances: (given) => work(given, {}),
  mistakes: (given, right) => [
    { how: 'tested parts were put back', chances: work(given, { withReplacement: true }) },
    {
      how: 'the tests went on after the decision was certain',
      chances: work(given, { neverStopsEarly: true }),
    },
    {
      how: 'only the second sample was judged by the second limit',
      chances: work(given, { secondAlone: true }),
    },
    {
      how: 'the chance of rejection was given',
      chances: { ...right, accepted: Rational.one.minus(right.accepted as Rational) },
    },
    {
      how: 'the first limit was read as fewer than',
      chances: work({ ...given, acceptFirst: given.acceptFirst - 1 }, {}),
    },
  ],
  tell: (given, rng) => {
    const { lot, bad, first, acceptFirst, rejectFirst, second, acceptTotal } = given;
    const limits =
      acceptFirst === 0
        ? `If none of the first ${first} is bad the lot is accepted`
        : `If at most ${acceptFirst} of the first ${first} ${acceptFirst === 1 ? 'is' : 'are'} bad the lot is accepted`;
    const rest = `; if ${rejectFirst} or more are bad it is sent back. Anything between calls for a second sample of ${second} from the rest of the lot, and then the lot is accepted if the two samples together hold at most ${acceptTotal} bad ones, else sent back`;
    return rng.pick([
      `Our goods-in department tests valves by a double sampling plan, one valve after another, drawn at random and not put back. ${limits}${rest}. Testing destroys the valve, so the tester stops at the very moment when the plan's decision can no longer change, whatever the remaining tests of the plan would show (he does not know how many bad ones the lot holds).\n\nSupplier K has just delivered ${lot} valves of which, unknown to us, ${bad} are bad. With what probability is this lot accepted (\`accepted\`), and how many valves are tested on average (\`tested\`)? Exact fractions, please.`,
      `A seed merchant checks a crate of ${lot} bulbs of which exactly ${bad} are diseased; the checker does not know that. He cuts bulbs open one at a time, picked at random. ${limits.replaceAll('bad', 'diseased').replaceAll('lot', 'crate')}${rest.replaceAll('bad', 'diseased').replaceAll('lot', 'crate').replace('ones', 'bulbs')}. As every cut bulb is lost, he stops as soon as the verdict is settled for every possible outcome of the cuts that the plan still allows.\n\nGive, as exact fractions, the probability that the crate is accepted (\`accepted\`) and the expected number of bulbs cut (\`tested\`).`,
      `For a dispute about sampling costs we need the exact behaviour of this plan on a lot of ${lot} fuses with ${bad} bad ones, a number that the tester has no knowledge of. Fuses are drawn at random and blown one after another. ${limits}${rest}. The tester stops as soon as the rest of the plan could not alter the verdict, however the fuses still to be blown might turn out.\n\nWhat is the probability that the lot is accepted (\`accepted\`), and how many fuses are blown in the mean (\`tested\`)? Both as exact fractions.`,
    ]);
  },
  python: pythonFile('inspection.py', import.meta.url),
  how: 'Counts the orders of good and bad parts that lead to each stop and weighs them with falling factorials.',
  shortcut: 'puts the tested parts back',
};

/** Goes forward through (tests made, bad found), with the share of ways still under way. */
function work(given: Terms, variant: Variant): Chances {
  const { lot, bad, first, second } = given;
  let accepted = Rational.zero;
  let tested = Rational.zero;
  let layer = new Map<string, [number, number, Rational]>([['0,0', [0, 0, Rational.one]]]);
  for (let made = 0; layer.size > 0; made++) {
    const next = new Map<string, [number, number, Rational]>();
    for (const [inFirst, found, share] of layer.values()) {
      const verdicts = possibleVerdicts(given, made, inFirst, found, variant);
      const planEnd = made === first + second || (made === first && !goesOn(given, inFirst));
      if (verdicts.size === 1 && (planEnd || !variant.neverStopsEarly)) {
        if (verdicts.has(true)) accepted = accepted.plus(share);
        tested = tested.plus(share.times(Rational.of(made)));
        continue;
      }
      const left = variant.withReplacement ? lot : lot - made;
      const badLeft = variant.withReplacement ? bad : bad - found;
      for (const hit of [0, 1]) {
        const chance = Rational.of(hit === 1 ? badLeft : left - badLeft, left);
        if (chance.numerator <= 0n) continue;
        const state: [number, number] = [made < first ? inFirst + hit : inFirst, found + hit];
        const old = next.get(String(state))?.[2] ?? Rational.zero;
        next.set(String(state), [...state, old.plus(share.times(chance))]);
      }
    }
    layer = next;
  }
  return { accepted, tested };
}

function goesOn({ acceptFirst, rejectFirst }: Terms, inFirst: number): boolean {
  return inFirst > acceptFirst && inFirst < rejectFirst;
}

/** The verdicts (true: accepted) that some outcome of the plan's remaining tests would lead to. */
function possibleVerdicts(
  given: Terms,
  made: number,
  inFirst: number,
  found: number,
  { secondAlone = false }: Variant,
): Set<boolean> {
  const { first, acceptFirst, rejectFirst, second, acceptTotal } = given;
  const verdicts = new Set<boolean>();
  const firstEnds =
    made >= first ? [inFirst] : Array.from({ length: first - made + 1 }, (_, more) => inFirst + more);
  for (const end of firstEnds) {
    if (end <= acceptFirst) verdicts.add(true);
    else if (end >= rejectFirst) verdicts.add(false);
    else {
      const already = (made > first ? found : end) - (secondAlone ? end : 0);
      const toCome = made > first ? first + second - made : second;
      if (already <= acceptTotal) verdicts.add(true);
      if (already + toCome > acceptTotal) verdicts.add(false);
    }
  }
  return verdicts;
}
