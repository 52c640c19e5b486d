/** Material that tasks come from. `document` is the canonical JSON of the source. */
import { text, timestamp } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';

export const sources = touchstone.table('sources', {
  id: text().primaryKey(),
  kind: text().notNull(),
  spdx: text().notNull(),
  visibility: text().notNull(),
  document: text().notNull(),
  takenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
