/** Attempts at a task by a solver that ended with a reward, and how many passed. Abstentions are no attempts. */
import { index, integer, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';
import { tasks } from './tasks.ts';

export const outcomes = touchstone.table(
  'outcomes',
  {
    taskId: text()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    solver: text().notNull(),
    attempts: integer().notNull(),
    passed: integer().notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.solver] }), index().on(table.solver)],
);
