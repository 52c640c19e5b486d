/** The chance rate of a matching problem, counted over full sets. */
import { countPlans, type Problem, type Solution } from './solve.ts';

/** Enough to tell a rare best set from a common one. */
const countedMax = 2000;

/** Somebody who takes allowed exchanges until none can be added, every such set as likely as any other. */
export function chanceOf(problem: Problem, { value, plans }: Solution): number {
  const count = countPlans(problem, value, countedMax);
  return Math.max(count.best, plans.length) / Math.max(count.all, 1);
}
