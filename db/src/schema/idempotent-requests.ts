/** Requests that carried an idempotency key, with their answer: the same request again is answered and not executed. */
import { primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';

export const idempotentRequests = touchstone.table(
  'idempotent_requests',
  {
    /** Of the API key. */
    keyId: text().notNull(),
    operation: text().notNull(),
    idempotencyKey: text().notNull(),
    requestHash: text().notNull(),
    /** Who executes it, while there is no answer. */
    serverId: text().notNull(),
    begunAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** JSON; null while it is being executed. */
    answer: text(),
  },
  (table) => [primaryKey({ columns: [table.keyId, table.operation, table.idempotencyKey] })],
);
