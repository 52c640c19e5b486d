/** Which blobs a task names, in either half: what keeps a blob alive. */
import { index, primaryKey, text } from 'drizzle-orm/pg-core';
import { blobs } from './blobs.ts';
import { touchstone } from './namespace.ts';
import { tasks } from './tasks.ts';

export const taskBlobs = touchstone.table(
  'task_blobs',
  {
    taskId: text()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    hash: text()
      .notNull()
      .references(() => blobs.hash),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.hash] }), index().on(table.hash)],
);
