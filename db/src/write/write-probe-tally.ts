/** Records how the forgery probes of one task fared against its verifier template. The later result of a task replaces the earlier. */
import type { TaskId } from '@touchstone/contracts';
import type { Connection } from '../connection.ts';
import type { VerifierTemplate } from '../read/read-probe-tally.ts';
import { probeTallies } from '../schema/probe-tallies.ts';

export async function writeProbeTally(
  verify: Connection<'verify'>,
  tally: VerifierTemplate & { task: TaskId; tried: number; accepted: number },
): Promise<void> {
  const { executor, runtime, runner, task, tried, accepted } = tally;
  await verify.run((sql) =>
    sql
      .insert(probeTallies)
      .values({ executor, runtime, runner, taskId: task, tried, accepted })
      .onConflictDoUpdate({
        target: [probeTallies.executor, probeTallies.runtime, probeTallies.runner, probeTallies.taskId],
        set: { tried, accepted },
      }),
  );
}
