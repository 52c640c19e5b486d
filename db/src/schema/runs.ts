/**
 * Executions of recipes. The id is a function of the recipe, the salt key's fingerprint and the families' versions, so that running a recipe
 * again resumes. `recipe` holds the random seed and is secret: with it and this repository one has the answers.
 */
import { text, timestamp } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';

export const runs = touchstone.table('runs', {
  id: text().primaryKey(),
  name: text().notNull(),
  recipe: text().notNull(),
  saltKeyFingerprint: text().notNull(),
  startedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
