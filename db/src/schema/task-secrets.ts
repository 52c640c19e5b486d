/** Secret halves as canonical JSON. Only the verify role has a grant. */
import { text } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';
import { tasks } from './tasks.ts';

export const taskSecrets = touchstone.table('task_secrets', {
  taskId: text()
    .primaryKey()
    .references(() => tasks.id, { onDelete: 'cascade' }),
  document: text().notNull(),
});
