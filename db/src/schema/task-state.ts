/**
 * What changes often about a published task and what lists are filtered by, kept narrow: updating a wide row costs a
 * hundred times more. What is measured comes from the certificate of the strongest isolation (`certificate-summary.ts`).
 */
import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, integer, text, timestamp } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';
import { tasks } from './tasks.ts';

export const taskState = touchstone.table('task_state', {
  taskId: text()
    .primaryKey()
    .references(() => tasks.id, { onDelete: 'cascade' }),
  /** Rises with every act of a curator; attempts do not move it. */
  revision: integer().notNull().default(0),
  status: text({ enum: ['published', 'retired'] }).notNull(),
  review: text({ enum: ['unreviewed', 'approved', 'rejected', 'held'] })
    .notNull()
    .default('unreviewed'),
  reviewedBy: text(),
  reviewedAt: timestamp({ withTimezone: true }),
  reason: text(),
  category: text().notNull().default(''),
  split: text().notNull().default(''),
  language: text().notNull().default(''),
  licence: text().notNull().default(''),
  publishedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  driver: text().notNull().default(''),
  stale: boolean().notNull().default(false),
  /** Executor and gates with their versions, for example `typed-answer@1 1 1 - 1`: what staleness is told by. */
  versions: text().notNull().default(''),
  /** A letter for each gate in the fixed order, see `gateLetters`. */
  gates: text().notNull().default(''),
  falseAcceptHigh: doublePrecision(),
  falseRejectHigh: doublePrecision(),
  cpuSeconds: doublePrecision().notNull().default(0),
  sandboxRuns: integer().notNull().default(0),
  attempts: integer().notNull().default(0),
  passed: integer().notNull().default(0),
  /** The weaker of the two bounds; 1 where one was not measured. */
  risk: doublePrecision().generatedAlwaysAs(
    sql`greatest(coalesce(false_accept_high, 1), coalesce(false_reject_high, 1))`,
  ),
  passRate: doublePrecision().generatedAlwaysAs(
    sql`CASE WHEN attempts > 0 THEN passed::double precision / attempts END`,
  ),
  updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
