/**
 * Forgery probes against a verifier template (executor × runtime × runner), one row per task that was probed, so that
 * recording twice counts once. Pooled evidence is their sum.
 */
import { integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';

export const probeTallies = touchstone.table(
  'probe_tallies',
  {
    /** With its version, for example `function@1`. */
    executor: text().notNull(),
    runtime: text().notNull(),
    runner: text().notNull(),
    taskId: text().notNull(),
    tried: integer().notNull(),
    accepted: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.executor, table.runtime, table.runner, table.taskId] })],
);
