/** What is known of a run's jobs: pg-boss's own table by state, and the failures that we count apart. */
import { sql as raw } from 'drizzle-orm';
import { z } from 'zod';
import type { PoolConnection } from '../connection.ts';
import { reasonCharactersMax } from '../limits.ts';
import { plainText } from '../plain-text.ts';
import { jobFailures } from '../schema/job-failures.ts';

export interface JobCounts {
  /** Ready, or waiting to be tried again. */
  waiting: number;
  active: number;
  completed: number;
  /** Set apart because their own work failed again and again. */
  poison: number;
}

const rowSchema = z.object({ state: z.string(), count: z.coerce.number() });

export async function jobCounts(owner: PoolConnection<'owner'>, run: string): Promise<JobCounts> {
  const { rows } = await owner.run((sql) =>
    sql.$client.query(
      `SELECT CASE WHEN name = 'item-ranges' THEN state::text ELSE 'poison' END AS state, count(*) AS count
       FROM touchstone_jobs.job
       WHERE name IN ('item-ranges', 'item-ranges-poison') AND data->>'run' = $1
       GROUP BY 1`,
      [run],
    ),
  );
  const byState = new Map(
    z
      .array(rowSchema)
      .parse(rows)
      .map(({ state, count }) => [state, count]),
  );
  const of = (state: string) => byState.get(state) ?? 0;
  return {
    waiting: of('created') + of('retry'),
    active: of('active'),
    completed: of('completed'),
    poison: of('poison'),
  };
}

/** Counts one more failure of a job's own work and returns how many there are now. */
export async function noteFailure(
  owner: PoolConnection<'owner'>,
  job: { key: string; run: string; reason: string },
): Promise<number> {
  const rows = await owner.run((sql) =>
    sql
      .insert(jobFailures)
      .values({
        jobKey: job.key,
        runId: job.run,
        failures: 1,
        reason: plainText(job.reason, reasonCharactersMax),
      })
      .onConflictDoUpdate({
        target: jobFailures.jobKey,
        set: { failures: raw`${jobFailures.failures} + 1`, reason: raw`excluded.reason` },
      })
      .returning({ failures: jobFailures.failures }),
  );
  return rows[0]?.failures ?? 1;
}
