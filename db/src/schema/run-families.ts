/** How far publication has come in each family of a run: one narrow row that each published item updates. */
import { integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';
import { runs } from './runs.ts';

export const runFamilies = touchstone.table(
  'run_families',
  {
    runId: text()
      .notNull()
      .references(() => runs.id),
    family: text().notNull(),
    category: text().notNull(),
    quota: integer().notNull(),
    published: integer().notNull().default(0),
    /** Lowest item that publication has not yet passed. */
    nextItem: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.runId, table.family] })],
);
