/** Verdicts in full. Their checks say what was expected: only the verify role reads and writes them. */
import { text, timestamp } from 'drizzle-orm/pg-core';
import { episodes } from './episodes.ts';
import { touchstone } from './namespace.ts';

export const verdicts = touchstone.table('verdicts', {
  episodeId: text()
    .primaryKey()
    .references(() => episodes.id, { onDelete: 'cascade' }),
  /** JSON of a `Verdict`. */
  document: text().notNull(),
  givenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
