/**
 * The exact solver: disjoint exchanges within the centres' slots with the greatest value. Depth first over recipients; each
 * is in one of its exchanges or in none, the one with the fewest first; a branch ends when the best shares that the slots
 * can hold cannot reach the best plan known. The aims are ranked; they are weighed so that one of a higher rank outweighs all of lower ranks.
 */
import { years, type Exchange } from './registry.ts';
import { agreed, brokenBy, exchangesOf, type Pool } from './rules.ts';

export type Plan = readonly Exchange[];

/** What a plan reaches, highest rank first where the rulebook ranks it so. */
export interface Aims {
  transplants: number;
  threeWays: number;
  kept: number;
  points: number;
}

export interface Problem {
  pool: Pool;
  /** Announced exchanges, which the plan of a repair keeps where it can; null where nothing is announced. */
  announced: Plan | null;
}

export class TooLarge extends Error {}

export interface Solution {
  aims: Aims;
  value: number;
  /** Some of the best plans. */
  plans: Plan[];
}

const nodesMax = 1_500;

/** Throws `TooLarge` beyond the bounds on nodes and people. */
export function solve(problem: Problem, plansMax: number): Solution {
  const packing = packingOf(problem);
  let best = 0;
  search(
    packing,
    (value) => {
      best = Math.max(best, value);
      return false;
    },
    () => best + 0.5,
  );
  const plans: Plan[] = [];
  search(
    packing,
    (_value, plan) => plans.push(plan) >= plansMax,
    () => best - 0.5,
  );
  return { aims: aimsOf(problem, plans[0]!), value: best, plans };
}

/** Some plan worth more than `value`, or null. Throws `TooLarge`. */
export function betterPlan(problem: Problem, value: number): Plan | null {
  let found: Plan | null = null;
  search(
    packingOf(problem),
    (worth, plan) => {
      if (worth > value + 0.5) found = plan;
      return found !== null;
    },
    () => value + 0.5,
  );
  return found;
}

/** An exchange with its people as bits: recipients first, then donors who begin chains. */
interface Packed {
  exchange: Exchange;
  value: number;
  mask: number;
  /** Positions among the recipients of the packing. */
  recipients: readonly number[];
}

export interface Packing {
  /** The most valuable first. */
  exchanges: readonly Packed[];
  /** Recipients who are in any exchange. */
  people: number;
  slots: readonly number[];
  /** Centre of the recipient at a position. */
  centreOf: readonly number[];
}

/** One exchange for each set of recipients and value: turned round or with another donor it is worth the same. */
export function packingOf(problem: Problem): Packing {
  const { pool, announced } = problem;
  const { registry } = pool;
  const kept = new Set((announced ?? []).map(keyOf));
  const offered = [...(announced ?? []).filter((exchange) => stands(pool, exchange)), ...exchangesOf(pool)];
  const people = [...new Set(offered.flat().map(([, recipient]) => recipient))].sort((a, b) => a - b);
  if (people.length + pool.altruists.length > bitsMax) throw new TooLarge();
  const bitOf = new Map(
    [...people, ...pool.altruists.map((donor) => -1 - donor)].map((one, bit) => [one, bit]),
  );
  const seen = new Map<number, Packed>();
  for (const exchange of offered) {
    const recipients = exchange.map(([, recipient]) => bitOf.get(recipient)!);
    const begins =
      registry.donors[exchange[0]![0]]!.recipient === null ? [bitOf.get(-1 - exchange[0]![0])!] : [];
    const mask = [...recipients, ...begins].reduce((bits, bit) => bits | (1 << bit), 0);
    const value = valueOf(problem, exchange, kept);
    if ((seen.get(mask)?.value ?? -1) < value) seen.set(mask, { exchange, value, mask, recipients });
  }
  return {
    exchanges: [...seen.values()].sort((a, b) => b.value - a.value || a.mask - b.mask),
    people: people.length,
    slots: pool.rules.has('theatre') ? pool.slots : pool.slots.map(() => people.length),
    centreOf: people.map((recipient) => registry.recipients[recipient]!.centre),
  };
}

/** Bits of a positive 32-bit number. */
const bitsMax = 30;

function stands(pool: Pool, exchange: Exchange): boolean {
  return (
    agreed(pool, exchange) &&
    exchange.every(([donor, recipient]) =>
      brokenBy(pool, donor, recipient).every((rule) => !pool.rules.has(rule)),
    )
  );
}

/** The same for every way to write down an exchange. */
export function keyOf(exchange: Exchange): string {
  return exchange
    .map(([donor, recipient]) => `${donor}>${recipient}`)
    .sort()
    .join(' ');
}

/** Reports the value and the plan of every leaf that `needed` does not rule out; `report` returns true to end the search. */
function search(
  packing: Packing,
  report: (value: number, plan: Plan) => boolean,
  needed: () => number,
): void {
  const { exchanges, people, slots, centreOf } = packing;
  const left = [...slots];
  const plan: Exchange[] = [];
  let nodes = 0;
  const fits = ({ mask, recipients }: Packed, used: number) =>
    (mask & used) === 0 && recipients.every((person) => left[centreOf[person]!]! > 0) && roomFor(recipients);
  const roomFor = (recipients: readonly number[]) =>
    recipients.every(
      (person) =>
        recipients.filter((other) => centreOf[other] === centreOf[person]).length <= left[centreOf[person]!]!,
    );
  /** Ways and best share of every recipient still open. */
  const look = (used: number) => {
    const ways = new Array<number>(people).fill(0);
    const share = new Array<number>(people).fill(0);
    for (const packed of exchanges) {
      if (!fits(packed, used)) continue;
      for (const person of packed.recipients) {
        ways[person]! += 1;
        share[person] = Math.max(share[person]!, packed.value / packed.recipients.length);
      }
    }
    return { ways, share };
  };
  /** No centre does more than its slots: the best shares that its slots can hold. */
  const hopeOf = (share: readonly number[]) => {
    const byCentre = left.map((): number[] => []);
    for (const [person, value] of share.entries()) if (value > 0) byCentre[centreOf[person]!]!.push(value);
    return byCentre.reduce(
      (sum, values, centre) =>
        sum +
        values
          .sort((x, y) => y - x)
          .slice(0, left[centre])
          .reduce((total, value) => total + value, 0),
      0,
    );
  };
  const visit = (used: number, value: number): boolean => {
    if (++nodes > nodesMax) throw new TooLarge();
    const { ways, share } = look(used);
    if (value + hopeOf(share) < needed()) return false;
    const open = [...ways.keys()].filter((person) => ways[person]! > 0);
    if (open.length === 0) return report(value, [...plan]);
    const person = open.reduce((least, other) => (ways[other]! < ways[least]! ? other : least));
    for (const packed of exchanges) {
      if (!packed.recipients.includes(person) || !fits(packed, used)) continue;
      for (const member of packed.recipients) left[centreOf[member]!]! -= 1;
      plan.push(packed.exchange);
      const done = visit(used | packed.mask, value + packed.value);
      plan.pop();
      for (const member of packed.recipients) left[centreOf[member]!]! += 1;
      if (done) return true;
    }
    return visit(used | (1 << person), value);
  };
  visit(0, 0);
}

/**
 * How many plans to which no exchange can be added there are, up to `most`, and how many of them are best. With `keepFirst`
 * only plans that take announced exchanges as long as one fits, and others then.
 */
export function countPlans(
  problem: Problem,
  bounds: { best: number; most: number; keepFirst?: boolean },
): { best: number; all: number } {
  const { best, most, keepFirst = false } = bounds;
  const { exchanges, slots, centreOf } = packingOf(problem);
  const announced = new Set((problem.announced ?? []).map(keyOf));
  const stages = [
    ...(keepFirst ? [exchanges.filter(({ exchange }) => announced.has(keyOf(exchange)))] : []),
    exchanges,
  ];
  const count = { best: 0, all: 0 };
  const left = [...slots];
  const addable = ({ mask, recipients }: Packed, used: number) => {
    if (mask & used) return false;
    for (const person of recipients) left[centreOf[person]!]! -= 1;
    const room = recipients.every((person) => left[centreOf[person]!]! >= 0);
    for (const person of recipients) left[centreOf[person]!]! += 1;
    return room;
  };
  const visit = (stage: number, from: number, used: number, value: number): void => {
    if (count.all >= most) return;
    const choices = stages[stage]!;
    if (!choices.some((packed) => addable(packed, used))) {
      if (stage + 1 < stages.length) return visit(stage + 1, 0, used, value);
      count.all += 1;
      if (value > best - 0.5) count.best += 1;
      return;
    }
    for (let index = from; index < choices.length; index++) {
      const packed = choices[index]!;
      if (!addable(packed, used)) continue;
      for (const person of packed.recipients) left[centreOf[person]!]! -= 1;
      visit(stage, index + 1, used | packed.mask, value + packed.value);
      for (const person of packed.recipients) left[centreOf[person]!]! += 1;
    }
  };
  visit(0, 0, 0, 0);
  return count;
}

const points = 1;
const lower = 10_000;
const higher = 100 * lower;
const highest = 100 * higher;

export function valueOf(problem: Problem, exchange: Exchange, kept: ReadonlySet<string>): number {
  const { registry, parameters } = problem.pool;
  const earned = exchange.reduce((sum, [, recipient]) => sum + pointsOf(problem.pool, recipient), 0);
  const isCircle = registry.donors[exchange[0]![0]]!.recipient !== null;
  const threeWay = isCircle && exchange.length > 2 && parameters.twoWaysFirst ? 1 : 0;
  const stays = kept.has(keyOf(exchange)) ? 1 : 0;
  return exchange.length * highest + stays * higher - threeWay * lower + earned * points;
}

function pointsOf({ registry, parameters }: Pool, index: number): number {
  const { born, waitingSince, crf } = registry.recipients[index]!;
  return (
    parameters.pointsPerYear * years(waitingSince, registry.today) +
    (crf >= parameters.sensitisedFrom ? parameters.sensitisedPoints : 0) +
    (years(born, registry.today) < 18 ? parameters.childPoints : 0)
  );
}

export function aimsOf(problem: Problem, plan: Plan): Aims {
  const { pool, announced } = problem;
  const kept = new Set((announced ?? []).map(keyOf));
  return {
    transplants: plan.reduce((sum, exchange) => sum + exchange.length, 0),
    threeWays: plan.filter(
      (exchange) => exchange.length > 2 && pool.registry.donors[exchange[0]![0]]!.recipient !== null,
    ).length,
    kept: plan.filter((exchange) => kept.has(keyOf(exchange))).length,
    points: plan.flat().reduce((sum, [, recipient]) => sum + pointsOf(pool, recipient), 0),
  };
}
