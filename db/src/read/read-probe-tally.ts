/** The pooled evidence about a verifier template: the probes of all tasks that share it. */
import type { TaskId } from '@touchstone/contracts';
import type { Connection } from '../connection.ts';

/** The same code of a verifier, on the same runtime, run in the same way. */
export interface VerifierTemplate {
  /** With its version, for example `function@1`. */
  executor: string;
  runtime: string;
  /** The driver, and for hidden tests what runs them: `bwrap`, `bwrap, pytest`. */
  runner: string;
}

export interface ProbeTally {
  template: VerifierTemplate;
  tasks: number;
  tried: number;
  accepted: number;
}

/** The pool that a task's own probes on this executor, runtime and driver stand in; null where it was never probed there. */
export async function readProbeTally(
  verify: Connection<'verify'>,
  where: { task: TaskId; executor: string; runtime: string; driver: string },
): Promise<ProbeTally | null> {
  const { executor, runtime } = where;
  const { rows } = await verify.run((sql) =>
    sql.$client.query<{ runner: string; tasks: number; tried: number; accepted: number }>(
      `SELECT runner, count(*)::int AS tasks, sum(tried)::int AS tried, sum(accepted)::int AS accepted
       FROM touchstone.probe_tallies AS pool
       WHERE executor = $2 AND runtime = $3 AND split_part(runner, ', ', 1) = $4
         AND EXISTS (SELECT FROM touchstone.probe_tallies AS own
           WHERE own.task_id = $1 AND (own.executor, own.runtime, own.runner) = (pool.executor, pool.runtime, pool.runner))
       GROUP BY runner ORDER BY length(runner) DESC LIMIT 1`,
      [where.task, executor, runtime, where.driver],
    ),
  );
  const [found] = rows;
  if (found === undefined) return null;
  const { runner, ...counts } = found;
  return { template: { executor, runtime, runner }, ...counts };
}
