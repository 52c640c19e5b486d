/**
 * Public halves. A row is a candidate until `publishedAt`; only published rows can the serve role read. Family and item
 * are deliberately absent: they are secret.
 */
import { sql } from 'drizzle-orm';
import { index, text, timestamp } from 'drizzle-orm/pg-core';
import { environments } from './environments.ts';
import { touchstone } from './namespace.ts';

export const tasks = touchstone.table(
  'tasks',
  {
    id: text().primaryKey(),
    /** Canonical JSON of the public half. */
    document: text().notNull(),
    environmentHash: text()
      .notNull()
      .references(() => environments.hash),
    category: text().notNull(),
    split: text().notNull(),
    language: text().notNull(),
    spdx: text().notNull(),
    /** Beginning of the instruction, without control characters. */
    preview: text().notNull(),
    publishedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('tasks_published_index')
      .on(table.category, table.id)
      .where(sql`published_at IS NOT NULL`),
    index().on(table.environmentHash),
  ],
);
