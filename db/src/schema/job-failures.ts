/** How often a job's own work failed, apart from workers that died under it: what tells poison from bad luck. */
import { integer, text } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';

export const jobFailures = touchstone.table('job_failures', {
  jobKey: text().primaryKey(),
  runId: text().notNull(),
  failures: integer().notNull(),
  reason: text().notNull(),
});
