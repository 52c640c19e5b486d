/** The chance rates of a matching problem, counted over full sets. */
import { countPlans, type Problem, type Solution } from './solve.ts';

/** Enough to tell a rare best set from a common one. */
const most = 2000;

/** Somebody who takes allowed exchanges until none can be added, every such set as likely as any other. */
export function chanceOf(problem: Problem, { value, plans }: Solution): number {
  const count = countPlans(problem, { best: value, most });
  return Math.max(count.best, plans.length) / Math.max(count.all, 1);
}

/** Somebody who keeps what still holds of the announced exchanges and then takes others until none can be added. */
export function chanceOfPatching(problem: Problem, { value }: Solution): number {
  const count = countPlans(problem, { best: value, most, keepFirst: true });
  return count.best / Math.max(count.all, 1);
}
