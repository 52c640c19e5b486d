/**
 * Transcripts, append-only, by position. An outline reads no bodies: those beyond 2 kB lie out of line (TOAST), so that
 * neither does the disk.
 */
import { sql } from 'drizzle-orm';
import { boolean, integer, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { episodes } from './episodes.ts';
import { bytea, touchstone } from './namespace.ts';

export const episodeEvents = touchstone.table(
  'episode_events',
  {
    episodeId: text()
      .notNull()
      .references(() => episodes.id, { onDelete: 'cascade' }),
    index: integer().notNull(),
    type: text({ enum: ['message', 'tool-called', 'submitted', 'verdict'] }).notNull(),
    title: text().notNull(),
    isError: boolean().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** Idempotency key of the request that it belongs to. */
    requestKey: text(),
    /** UTF-8 bytes of `body`. */
    bytes: integer().notNull(),
    /** JSON. */
    body: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.episodeId, table.index] }),
    uniqueIndex('episode_events_request')
      .on(table.episodeId, table.requestKey)
      .where(sql`request_key IS NOT NULL`),
  ],
);

/** Token ids, log-probabilities and masks that trainers send, little-endian. */
export const episodeTokens = touchstone.table(
  'episode_tokens',
  {
    episodeId: text()
      .notNull()
      .references(() => episodes.id, { onDelete: 'cascade' }),
    chunk: integer().notNull(),
    /** Unsigned 32 bits each. */
    ids: bytea().notNull(),
    /** 64-bit floats. */
    logProbabilities: bytea(),
    /** A byte each. */
    mask: bytea().notNull(),
    requestKey: text(),
  },
  (table) => [
    primaryKey({ columns: [table.episodeId, table.chunk] }),
    uniqueIndex('episode_tokens_request')
      .on(table.episodeId, table.requestKey)
      .where(sql`request_key IS NOT NULL`),
  ],
);
