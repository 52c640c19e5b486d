/**
 * How often somebody hits a best plan who does not look for it: mends one broken place at a time with a colleague who fits,
 * rather one who is in the plan already, and never goes back. Done with the whole handbook and with one rule overlooked.
 * A request that such a planner often gets right rewards luck.
 */
import type { Rng } from '@touchstone/contracts';
import { after } from './appraise.ts';
import { bit, brokenRules, type RuleId } from './rules.ts';
import { peopleOf, rosters, type Counts, type Plan, type Problem } from './solve.ts';

const tries = 24;

interface Question {
  least: Counts;
  /** Rules that the planner may overlook, one at a time. */
  overlooked: readonly RuleId[];
  /** A share above this ends the count: the rest is then not worth knowing. */
  above: number;
}

/** The share of such plans that are right, the largest over the whole handbook and every rule overlooked. */
export function luckOf(rng: Rng, problem: Problem, { least, overlooked, above }: Question): number {
  let most = 0;
  for (const mask of [problem.mask, ...overlooked.map((rule) => problem.mask & ~bit(rule))]) {
    let right = 0;
    for (let attempt = 0; attempt < tries && right <= above * tries; attempt++) {
      const plan = plod(rng.fork(`${mask}/${attempt}`), { ...problem, mask }, least.changes);
      if (plan && isRight(problem, least, plan)) right += 1;
    }
    most = Math.max(most, right / tries);
    if (most > above) break;
  }
  return most;
}

function isRight(problem: Problem, least: Counts, plan: Plan): boolean {
  return (
    plan.size <= least.changes &&
    peopleOf(problem, plan) <= least.people &&
    brokenRules(problem.book, after(problem, plan), problem.mask) === 0
  );
}

/** One such plan; null where it gets stuck or changes more than `changesMax` places. */
function plod(rng: Rng, problem: Problem, changesMax: number): Plan | null {
  const holder = [...problem.holder];
  const held = rosters(problem);
  const plan: Plan = new Map();
  for (;;) {
    const broken = firstBroken(problem, holder, held).filter((slot) => !plan.has(slot));
    if (broken.length === 0) return isBroken(problem, holder, held) ? null : plan;
    if (plan.size === changesMax) return null;
    const slot = rng.pick(broken);
    move(held, slot, { from: holder[slot]!, to: null });
    const person = choose(rng, problem, { slot, holder, held, plan });
    if (person === null) return null;
    move(held, slot, { from: null, to: person });
    holder[slot] = person;
    plan.set(slot, person);
  }
}

/** Slots of the first breach, of which one has to get another holder; empty when nothing is broken. */
function firstBroken(problem: Problem, holder: readonly number[], held: readonly number[][]): number[] {
  const { book, mask } = problem;
  const unfit = [...holder.keys()].find((slot) => book.alone(holder[slot]!, slot) & mask);
  if (unfit !== undefined) return [unfit];
  for (const [person, slots] of held.entries()) {
    const conflict = book.conflict(person, slots, mask);
    if (conflict) return conflict;
  }
  for (const [duty, aboard] of book.company.slotsOfDuty.entries()) {
    const crowd = book.crowding(duty, holder, mask);
    if (crowd) return crowd;
    if (book.lacking(duty, holder, mask)) return aboard;
  }
  return [];
}

function isBroken(problem: Problem, holder: readonly number[], held: readonly number[][]): boolean {
  return firstBroken(problem, holder, held).length > 0;
}

/** Somebody who fits without breaking anything more, if possible somebody whom the plan touches anyway. */
function choose(
  rng: Rng,
  problem: Problem,
  at: { slot: number; holder: number[]; held: number[][]; plan: Plan },
): number | null {
  const { book, mask } = problem;
  const { slot, holder, held, plan } = at;
  const before = holder[slot]!;
  const { duty } = book.company.slots[slot]!;
  const fits = (person: number) => {
    if (person === problem.holder[slot] || book.alone(person, slot) & mask) return false;
    if (book.conflict(person, withSlot(held[person]!, slot), mask)) return false;
    holder[slot] = person;
    const good = !book.crowding(duty, holder, mask) && !book.lacking(duty, holder, mask);
    holder[slot] = before;
    return good;
  };
  const touched = new Set([...plan].flatMap(([changed, person]) => [person, problem.holder[changed]!]));
  const fitting = [...book.company.crew.keys()].filter(fits);
  const known = fitting.filter((person) => touched.has(person));
  const among = known.length > 0 ? known : fitting;
  return among.length > 0 ? rng.pick(among) : null;
}

function move(
  held: number[][],
  slot: number,
  { from, to }: { from: number | null; to: number | null },
): void {
  if (from !== null) held[from]!.splice(held[from]!.indexOf(slot), 1);
  if (to !== null) held[to] = withSlot(held[to]!, slot);
}

/** Slots are numbered day by day, and nobody holds two on one day for long, so their order is the order in time. */
function withSlot(slots: readonly number[], slot: number): number[] {
  return [...slots, slot].sort((a, b) => a - b);
}
