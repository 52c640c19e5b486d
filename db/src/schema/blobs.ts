/** Bytes by the SHA-256 of their uncompressed form; stored as zstd. */
import { boolean, integer, text } from 'drizzle-orm/pg-core';
import { bytea, touchstone } from './namespace.ts';

export const blobs = touchstone.table('blobs', {
  hash: text().primaryKey(),
  compressed: bytea().notNull(),
  /** Uncompressed bytes. */
  size: integer().notNull(),
  /** Named by a public half: only these can the serve role read (row-level policy). */
  public: boolean().notNull(),
  /** Stored for itself, not for a task: kept when no task names it. */
  kept: boolean().notNull(),
});
