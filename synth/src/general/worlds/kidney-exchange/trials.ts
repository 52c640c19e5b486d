/** The trials of a matching run: other best sets, one breach per rule, sets that miss an aim, and the chance rate. */
import type { Json, Submission, Trials } from '@touchstone/contracts';
import { chanceOf } from './chance.ts';
import type { RuleId } from './rules.ts';
import type { Appraisal } from './state.ts';
import { aimsOf, packingOf, type Aims, type Plan, type Problem } from './solve.ts';

export const ruleNames: Record<RuleId, string> = {
  active: 'Only active recipients and their donors take part.',
  screen: 'Blood group and antigens fit in every transplant.',
  available: 'Every donor is there and free in the week of surgery.',
  length: 'Circles and chains are no longer than allowed.',
  theatre: 'No centre has more transplants than slots in the week of surgery.',
  crossmatch: 'No donor and recipient with a recent positive crossmatch.',
  'donor-age': 'No donor is older than the recipient accepts.',
  cmv: 'CMV-positive donors give to CMV-negative recipients only with consent.',
  transport: 'No kidney travels longer than allowed.',
  consent: 'Everybody in a three-way exchange agreed to such exchanges.',
  child: 'Children get kidneys from donors within the age limit.',
  declined: 'No offer that was declined is made again.',
};

export type AimId = 'transplants' | 'kept' | 'two-ways' | 'points';

/** The aims that a problem ranks, highest first. */
export function rankedAims({ announced, pool }: Problem): AimId[] {
  return [
    'transplants',
    ...(announced ? (['kept'] as const) : []),
    ...(pool.parameters.twoWaysFirst ? (['two-ways'] as const) : []),
    'points',
  ];
}

export function reached(aims: Aims): Record<AimId, number> {
  return { transplants: aims.transplants, kept: aims.kept, 'two-ways': -aims.threeWays, points: aims.points };
}

function submissionOf({ pool: { registry } }: Problem, plan: Plan): Submission {
  const exchanges = plan.map((exchange) => ({
    transplants: exchange.map(([donor, recipient]) => ({
      donor_id: registry.donors[donor]!.id,
      recipient_id: registry.recipients[recipient]!.id,
    })),
  }));
  return { kind: 'answer', answer: { exchanges } as Json };
}

export function trialsOf({ problem, solution, breaking }: Appraisal): Omit<Trials, 'solvers'> {
  const submission = (plan: Plan) => submissionOf(problem, plan);
  const wrong: Trials['wrong'] = [...breaking].map(([rule, plan]) => ({
    how: `Best set of somebody who overlooks one rule (${aimsOf(problem, plan).transplants} transplants): ${ruleNames[rule]}`,
    breaks: rule,
    submission: submission(plan),
  }));
  const best = solution.plans[0]!;
  wrong.push({
    how: 'The best set without its last exchange.',
    breaks: 'transplants',
    submission: submission(best.slice(0, -1)),
  });
  wrong.push(...missedAims(problem, solution.aims, solution.value));
  const [[, taker]] = best[0] as [readonly [number, number]];
  const own = problem.pool.registry.donors.findIndex(({ recipient }) => recipient === taker);
  wrong.push({
    how: 'A donor gives to the own recipient.',
    breaks: 'length',
    submission: submission([[[own, taker]], ...best.slice(1)]),
  });
  const circle = best.findIndex(
    (exchange) => problem.pool.registry.donors[exchange[0]![0]]!.recipient !== null,
  );
  if (circle >= 0)
    wrong.push({
      how: 'A circle that is not closed: its last transplant is left out.',
      breaks: 'form',
      submission: submission(best.with(circle, best[circle]!.slice(0, -1))),
    });
  return { right: solution.plans.slice(0, 5).map(submission), wrong, chance: chanceOf(problem, solution) };
}

/** A set equal to the best in every higher aim that misses one: for each aim, found among all full sets. */
function missedAims(problem: Problem, best: Aims, value: number): Trials['wrong'] {
  const aims = rankedAims(problem);
  const wanted = reached(best);
  const found = new Map<AimId, Plan>();
  let left = 4000;
  const { exchanges, slots, centreOf } = packingOf(problem);
  const visit = (from: number, plan: Plan, total: number, used: number, load: readonly number[]): void => {
    if (left-- < 0) return;
    if (total < value - 0.5) {
      const these = reached(aimsOf(problem, plan));
      const missed = aims.find((aim) => these[aim] !== wanted[aim]);
      if (missed && missed !== 'transplants' && these[missed] < wanted[missed] && !found.has(missed))
        found.set(missed, plan);
    }
    for (let index = from; index < exchanges.length; index++) {
      const { exchange, mask, recipients, value: worth } = exchanges[index]!;
      if (mask & used) continue;
      const after = [...load];
      for (const person of recipients) after[centreOf[person]!]! -= 1;
      if (after.every((count) => count >= 0))
        visit(index + 1, [...plan, exchange], total + worth, used | mask, after);
    }
  };
  visit(0, [], 0, 0, slots);
  return [...found].map(([aim, plan]) => ({
    how: `As many transplants as possible, but the aim "${aim}" is missed.`,
    breaks: aim,
    submission: submissionOf(problem, plan),
  }));
}
