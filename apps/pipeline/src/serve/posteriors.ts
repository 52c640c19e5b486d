/** What counts of attempts say: Beta(1 + passed, 1 + failed), with the 95 % interval between its quantiles. */
import type { posteriorSchema } from '@touchstone/contracts/api';
import type { Outcome } from '@touchstone/db';
import { betaQuantile } from '@touchstone/verifiers';
import type { z } from 'zod';

export type Posterior = z.infer<typeof posteriorSchema>;

export function posteriorOf({ task, solver, attempts, passed }: Outcome): Posterior {
  const [a, b] = [1 + passed, 1 + attempts - passed];
  return {
    task,
    solver,
    attempts,
    passed,
    mean: a / (a + b),
    low: betaQuantile(0.025, a, b),
    high: betaQuantile(0.975, a, b),
  };
}
