/**
 * When a task teaches nobody any more. Saturated: the posterior of all attempts by all solvers lies above 0.95 with its
 * lower 95 % limit (71 attempts that all passed are the fewest). Impossible: nobody ever passed, and at least 59 attempts
 * failed of solvers that are capable, that is, whose pass rate over the other tasks of the category has its lower 95 %
 * limit at 0.1 or above; then p is below 0.05 with 95 % confidence. A rule reads counts, and decides nothing else.
 */
import type { Outcome } from '@touchstone/db';
import { betaQuantile } from '@touchstone/verifiers';

const saturatedLowMin = 0.95;
const impossibleFailuresMin = 59;
const capableLowMin = 0.1;

export interface Retirement {
  rule: 'saturated' | 'impossible';
  /** One sentence, for the audit log. */
  reason: string;
  /** The counts that it was told from. */
  evidence: {
    attempts: number;
    passed: number;
    solvers: { solver: string; attempts: number; passed: number; capable: boolean }[];
  };
}

type Counts = Pick<Outcome, 'solver' | 'attempts' | 'passed'>;

/** `outcomes` of one task; `elsewhere` of its solvers on the other tasks of its category. */
export function retirementOf(outcomes: readonly Counts[], elsewhere: readonly Counts[]): Retirement | null {
  const capable = new Set(elsewhere.filter(isCapable).map(({ solver }) => solver));
  const solvers = outcomes.map(({ solver, attempts, passed }) => ({
    solver,
    attempts,
    passed,
    capable: capable.has(solver),
  }));
  const attempts = sum(outcomes.map((each) => each.attempts));
  const passed = sum(outcomes.map((each) => each.passed));
  const evidence = { attempts, passed, solvers };
  const low = lowOf({ attempts, passed });
  if (low >= saturatedLowMin)
    return {
      rule: 'saturated',
      reason: `${passed} of ${attempts} attempts passed: the pass rate is at least ${low.toFixed(3)} (95 %).`,
      evidence,
    };
  const failures = sum(solvers.filter((each) => each.capable).map((each) => each.attempts));
  if (passed === 0 && failures >= impossibleFailuresMin)
    return {
      rule: 'impossible',
      reason: `None of ${failures} attempts of capable solvers passed, and no other did.`,
      evidence,
    };
  return null;
}

/** Nearly all passed, or none did and many tried: only then is it worth to ask how its solvers fare elsewhere. */
export function mayBeRetired({ attempts, passed }: { attempts: number; passed: number }): boolean {
  return (
    (passed === 0 && attempts >= impossibleFailuresMin) || lowOf({ attempts, passed }) >= saturatedLowMin
  );
}

function isCapable(counts: Counts): boolean {
  return counts.attempts > 0 && lowOf(counts) >= capableLowMin;
}

function lowOf({ attempts, passed }: { attempts: number; passed: number }): number {
  return betaQuantile(0.025, 1 + passed, 1 + attempts - passed);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
