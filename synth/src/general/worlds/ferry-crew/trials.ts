/** The trials of a roster repair: other best plans, one breach per rule, plans that do too much, and a hasty planner's. */
import type { Submission, Trials } from '@touchstone/contracts';
import { after, type Appraisal } from './appraise.ts';
import { rankFor } from './company.ts';
import { brokenRules, type RuleId } from './rules.ts';
import { peopleOf, plansWithin, TooLarge, type Plan, type Problem } from './solve.ts';

type Wrong = Trials['wrong'];

export const ruleNames: Record<RuleId, string> = {
  available: 'Nobody who is away holds a place.',
  home: 'Crew sail only from their home port.',
  licence: 'Everyone holds a valid licence for the place.',
  medical: 'Everyone has a valid medical certificate.',
  leave: 'Approved leave and courses are free of duties.',
  familiar: 'Everyone has a recent enough sign-off for the vessel.',
  'one-duty': 'Nobody holds two places on one day.',
  rest: 'The rest between duties is long enough.',
  run: 'Nobody has too many days in a row.',
  'week-hours': 'Nobody has too many hours in a week.',
  relief: 'Relief crew have no more duties in a week than allowed.',
  eve: 'No late duty on the eve of leave.',
  newcomers: 'No two newcomers on a duty.',
  radio: 'Master or mate of every duty holds a radio certificate.',
  'passenger-safety': 'Every duty carries enough holders of a passenger-safety certificate.',
};

function submissionOf(problem: Problem, plan: Plan): Submission {
  const { company } = problem.book;
  const changes = [...plan].map(([slot, person]) => {
    const { duty, position } = company.slots[slot]!;
    return {
      duty_id: company.duties[duty]!.id,
      position,
      crew_out: company.crew[problem.holder[slot]!]!.id,
      crew_in: company.crew[person]!.id,
    };
  });
  return { kind: 'answer', answer: { changes } };
}

export function trialsOf(appraisal: Appraisal): Omit<Trials, 'solvers'> {
  const { problem, best, least, breaking } = appraisal;
  const submission = (plan: Plan) => submissionOf(problem, plan);
  const wrong: Wrong = [...breaking].map(([rule, { plan, counts }]) => ({
    how: `Best plan of a planner who overlooks one rule (${counts.changes} changes, ${counts.people} people): ${ruleNames[rule]}`,
    breaks: rule,
    submission: submission(plan),
  }));
  const more = some(
    problem,
    { changes: least.changes + 1, people: Infinity },
    (plan) => plan.size > least.changes,
  );
  if (more)
    wrong.push({
      how: 'Keeps every rule with one change too many.',
      breaks: 'changes',
      submission: submission(more),
    });
  const wider = some(
    problem,
    { changes: least.changes, people: least.people + 1 },
    (plan) => peopleOf(problem, plan) > least.people,
  );
  if (wider)
    wrong.push({
      how: 'Keeps every rule with the fewest changes but one person more than needed.',
      breaks: 'people',
      submission: submission(wider),
    });
  wrong.push({
    how: 'Crew in and crew out exchanged.',
    breaks: 'form',
    submission: exchanged(submission(best[0]!)),
  });
  const hasty = hastyPlan(problem);
  if (hasty && !isBest(appraisal, hasty))
    wrong.push({
      how: 'First person of the right rank who is free that day, duty by duty.',
      submission: submission(hasty),
    });
  return { right: best.slice(0, 5).map(submission), wrong, chance: chanceOf(appraisal) };
}

function some(
  problem: Problem,
  counts: { changes: number; people: number },
  accept: (plan: Plan) => boolean,
): Plan | null {
  try {
    return plansWithin(problem, counts, { nodesMax: 6_000, plansMax: 1, accept })[0] ?? null;
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

function exchanged(submission: Submission): Submission {
  if (submission.kind !== 'answer') return submission;
  const { changes } = submission.answer as { changes: Record<string, string>[] };
  return {
    kind: 'answer',
    answer: {
      changes: changes.map((change) => ({ ...change, crew_in: change.crew_out!, crew_out: change.crew_in! })),
    },
  };
}

/** Gives each place of the best plan to the first colleague of that rank who has no duty that day. */
function hastyPlan(problem: Problem): Plan | null {
  const { company } = problem.book;
  const busy = new Map<number, Set<number>>();
  for (const [slot, person] of problem.holder.entries()) {
    const { day } = company.duties[company.slots[slot]!.duty]!;
    busy.set(day, (busy.get(day) ?? new Set()).add(person));
  }
  const plan: Plan = new Map();
  for (const [slot, holder] of problem.holder.entries()) {
    if (!(problem.book.alone(holder, slot) & problem.mask)) continue;
    const { duty, position } = company.slots[slot]!;
    const { day, port } = company.duties[duty]!;
    const free = company.crew.findIndex(
      (member, person) =>
        member.port === port &&
        member.rank === rankFor(position) &&
        !busy.get(day)!.has(person) &&
        !problem.exempt.has(person),
    );
    if (free < 0) return null;
    plan.set(slot, free);
    busy.get(day)!.add(free);
  }
  return plan.size > 0 ? plan : null;
}

function isBest({ problem, least }: Appraisal, plan: Plan): boolean {
  return (
    plan.size <= least.changes &&
    peopleOf(problem, plan) <= least.people &&
    brokenRules(problem.book, after(problem, plan), problem.mask) === 0
  );
}

/** Someone who knows which places must change and gives each to a random colleague of that rank and port. */
function chanceOf({ problem, best }: Appraisal): number {
  const { company } = problem.book;
  const ways = [...best[0]!.keys()].reduce((product, slot) => {
    const { duty, position } = company.slots[slot]!;
    const { port } = company.duties[duty]!;
    const colleagues = company.crew.filter(
      (member) => member.port === port && member.rank === rankFor(position),
    );
    return product * Math.max(1, colleagues.length - 1);
  }, 1);
  return Math.min(1, best.length / ways);
}
