/** The current certificate of each task and driver. The body may quote submissions: only the verify role reads it. */
import { index, integer, jsonb, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';
import { tasks } from './tasks.ts';

export const certificates = touchstone.table(
  'certificates',
  {
    taskId: text()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    driver: text().notNull(),
    keyHash: text().notNull(),
    issuedAt: timestamp({ withTimezone: true }).notNull(),
    /** Gate id → outcome; not hashed, so it may be jsonb. */
    outcomes: jsonb().$type<Record<string, string>>().notNull(),
    weakestEvidence: text().notNull(),
    sandboxRuns: integer().notNull(),
    body: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.driver] }), index().on(table.keyHash)],
);
