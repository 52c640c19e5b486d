/** What changes often about a published task, kept narrow: updating a wide row costs a hundred times more. */
import { integer, text, timestamp } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';
import { tasks } from './tasks.ts';

export const taskState = touchstone.table('task_state', {
  taskId: text()
    .primaryKey()
    .references(() => tasks.id, { onDelete: 'cascade' }),
  status: text({ enum: ['published', 'retired'] }).notNull(),
  attempts: integer().notNull().default(0),
  passed: integer().notNull().default(0),
  updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
