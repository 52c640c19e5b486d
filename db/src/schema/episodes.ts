/** Attempts, one narrow row each; what was said and done in them is in `episode_events`. */
import { sql } from 'drizzle-orm';
import { index, integer, text, timestamp } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';
import { servers } from './servers.ts';
import { tasks } from './tasks.ts';

export const episodes = touchstone.table(
  'episodes',
  {
    /** Begins with the time of opening: later ones sort behind. */
    id: text().primaryKey(),
    groupId: text().notNull(),
    taskId: text()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    solver: text().notNull(),
    /** Whose: the id of an API key. */
    keyId: text().notNull(),
    serverId: text()
      .notNull()
      .references(() => servers.id),
    state: text({ enum: ['open', 'verifying', 'accepted', 'rejected', 'abstained', 'cancelled'] }).notNull(),
    openedAt: timestamp({ withTimezone: true }).notNull(),
    endedAt: timestamp({ withTimezone: true }),
    toolCalls: integer().notNull().default(0),
    toolCallsMax: integer().notNull(),
    events: integer().notNull().default(0),
    /** Idempotency key and hash of the submission, once there is one. */
    submitKey: text(),
    submitHash: text(),
    /** As told to whoever attempted, JSON; never what was expected. */
    verdict: text(),
  },
  (table) => [
    index().on(table.keyId, table.id),
    index().on(table.taskId, table.id),
    index('episodes_live_index')
      .on(table.serverId)
      .where(sql`ended_at IS NULL`),
  ],
);
