/** The pooled evidence about a verifier template: the probes of all tasks that share it. */
import { and, count, eq, ne, sum } from 'drizzle-orm';
import type { TaskId } from '@touchstone/contracts';
import type { Connection } from '../connection.ts';
import { probeTallies } from '../schema/probe-tallies.ts';

export interface VerifierTemplate {
  /** With its version, for example `function@1`. */
  executor: string;
  runtime: string;
  /** Driver and how it runs the verifier. */
  runner: string;
}

export interface ProbeTally {
  tasks: number;
  tried: number;
  accepted: number;
}

export async function readProbeTally(
  verify: Connection<'verify'>,
  template: VerifierTemplate,
  options: { without?: TaskId | undefined } = {},
): Promise<ProbeTally> {
  const rows = await verify.run((sql) =>
    sql
      .select({
        tasks: count(),
        tried: sum(probeTallies.tried).mapWith(Number),
        accepted: sum(probeTallies.accepted).mapWith(Number),
      })
      .from(probeTallies)
      .where(
        and(
          eq(probeTallies.executor, template.executor),
          eq(probeTallies.runtime, template.runtime),
          eq(probeTallies.runner, template.runner),
          options.without === undefined ? undefined : ne(probeTallies.taskId, options.without),
        ),
      ),
  );
  const { tasks = 0, tried, accepted } = rows[0] ?? {};
  return { tasks, tried: tried ?? 0, accepted: accepted ?? 0 };
}
