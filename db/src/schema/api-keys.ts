/** Keys of the API. `hash` is SHA-256 of the whole secret, which is 32 random bytes and shown once: nothing to guess, nothing to salt. */
import { integer, text, timestamp } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';

export const apiKeys = touchstone.table('api_keys', {
  id: text().primaryKey(),
  name: text().notNull(),
  role: text({ enum: ['curator', 'trainer'] }).notNull(),
  /** Hexadecimal. */
  hash: text().notNull(),
  requestsPerMinuteMax: integer().notNull(),
  episodesMax: integer().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
  lastUsedAt: timestamp({ withTimezone: true }),
  revokedAt: timestamp({ withTimezone: true }),
});
