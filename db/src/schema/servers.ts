/** Processes that serve episodes. One that is gone, or was not seen for its lease, has lost its episodes with it. */
import { integer, text, timestamp } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';

export const servers = touchstone.table('servers', {
  id: text().primaryKey(),
  /** Machine, boot and process namespace: where `processId` means something. */
  place: text().notNull(),
  processId: integer().notNull(),
  /** Tells a process from a later one with the same id. */
  processStart: text().notNull(),
  seenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  endedAt: timestamp({ withTimezone: true }),
});
