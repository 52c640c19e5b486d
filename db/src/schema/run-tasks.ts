/** The tasks that a run published; a task may belong to several runs. Says nothing of family or item. */
import { index, primaryKey, text } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';
import { runs } from './runs.ts';
import { tasks } from './tasks.ts';

export const runTasks = touchstone.table(
  'run_tasks',
  {
    runId: text()
      .notNull()
      .references(() => runs.id),
    taskId: text()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.runId, table.taskId] }), index().on(table.taskId)],
);
