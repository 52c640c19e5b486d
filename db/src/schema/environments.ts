/** Environments by the hash of their canonical JSON; many tasks share one. */
import { text } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';

export const environments = touchstone.table('environments', {
  hash: text().primaryKey(),
  document: text().notNull(),
});
