/** The lab's memo: what an experiment showed, by the experiment's hash, as canonical JSON. */
import { text } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';

export const observations = touchstone.table('observations', {
  hash: text().primaryKey(),
  document: text().notNull(),
});
