/**
 * What an event means under a set of rules: the least counts, all that must be known of them, and for every rule a plan that
 * breaks this rule alone. A rule without such a plan cuts nothing here. Pure, so it is memoised by its caller.
 */
import { bit, type RuleId } from './rules.ts';
import {
  optimum,
  peopleOf,
  plansWithin,
  rosters,
  TooLarge,
  type Counts,
  type Plan,
  type Problem,
} from './solve.ts';

export interface Appraisal {
  problem: Problem;
  least: Counts;
  /** Up to `plansMax` + 1 best plans; the first is the one the solver found. */
  best: Plan[];
  /** Rule → a plan with at most the least counts that breaks it and no other rule of the handbook. */
  breaking: Map<RuleId, { plan: Plan; counts: Counts }>;
}

const nodesMax = 12_000;
const nodesOfRule = 4_000;
/** So many best plans are counted; more make the request too easy to hit. */
const plansMax = 120;
/** More chains than this make a search that no careful person finishes. */
const extraChanges = 6;

/** Null when nothing mends the roster, the search grows too large, the least counts are not wanted, or an optional rule cuts nothing. */
export function appraise(
  problem: Problem,
  rules: { core: readonly RuleId[]; optional: readonly RuleId[] },
  wanted: (least: Counts) => boolean,
): Appraisal | null {
  try {
    const found = optimum(problem, { extraChanges, nodesMax });
    if (!found) return null;
    const least: Counts = { changes: found.changes, people: found.people };
    if (!wanted(least)) return null;
    const breaking = breakingPlans(problem, rules, least);
    if (!breaking) return null;
    const best = bestPlans(problem, least, found.plan);
    return best.length > plansMax ? null : { problem, least, best, breaking };
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

function bestPlans(problem: Problem, least: Counts, first: Plan): Plan[] {
  const plans = plansWithin(problem, least, { nodesMax, plansMax });
  const key = (plan: Plan) => JSON.stringify([...plan]);
  return [first, ...plans.filter((plan) => key(plan) !== key(first))];
}

/** Null as soon as an optional rule turns out to cut nothing. */
function breakingPlans(
  problem: Problem,
  rules: { core: readonly RuleId[]; optional: readonly RuleId[] },
  least: Counts,
): Appraisal['breaking'] | null {
  const found: Appraisal['breaking'] = new Map();
  for (const rule of rules.optional) {
    const plan = breakingPlan(problem, rule, least);
    if (!plan) return null;
    found.set(rule, plan);
  }
  for (const rule of rules.core) {
    const plan = breakingPlan(problem, rule, least);
    if (plan) found.set(rule, plan);
  }
  return found;
}

function breakingPlan(problem: Problem, rule: RuleId, least: Counts): { plan: Plan; counts: Counts } | null {
  const relaxed: Problem = { ...problem, mask: problem.mask & ~bit(rule) };
  // The search keeps every other rule; so a plan that breaks this one breaks this one alone.
  const accept = breaks(relaxed, bit(rule));
  try {
    const [plan] = plansWithin(relaxed, least, { nodesMax: nodesOfRule, plansMax: 1, accept });
    return plan ? { plan, counts: { changes: plan.size, people: peopleOf(problem, plan) } } : null;
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

/** Whether a plan leaves or makes a breach of one rule, looking only at what the event or the plan touched. */
function breaks(problem: Problem, rule: number): (plan: Plan) => boolean {
  const { book, holder } = problem;
  const { slots } = book.company;
  const held = rosters(problem);
  const badSlots = [...holder.keys()].filter((slot) => book.alone(holder[slot]!, slot) & rule);
  const badPeople = [...held.keys()].filter((person) => book.conflict(person, held[person]!, rule));
  const badDuties = [...book.company.duties.keys()].filter(
    (duty) => book.crowding(duty, holder, rule) ?? book.lacking(duty, holder, rule),
  );
  return (plan) => {
    if (badSlots.some((slot) => !plan.has(slot))) return true;
    for (const [slot, person] of plan) if (book.alone(person, slot) & rule) return true;
    const roster = after(problem, plan);
    const people = new Set([...badPeople, ...plan.values()]);
    for (const person of people) {
      const kept = held[person]!.filter((slot) => !plan.has(slot));
      const gained = [...plan].filter(([, to]) => to === person).map(([slot]) => slot);
      if (
        book.conflict(
          person,
          [...kept, ...gained].sort((a, b) => a - b),
          rule,
        )
      )
        return true;
    }
    const duties = new Set([...badDuties, ...[...plan.keys()].map((slot) => slots[slot]!.duty)]);
    return [...duties].some((duty) => book.crowding(duty, roster, rule) ?? book.lacking(duty, roster, rule));
  };
}

/** The roster with a plan applied. */
export function after(problem: Problem, plan: Plan): number[] {
  const holder = [...problem.holder];
  for (const [slot, person] of plan) holder[slot] = person;
  return holder;
}
