/** The Postgres schema of every table, so that a shared database may hold other things beside. */
import { customType, pgSchema } from 'drizzle-orm/pg-core';

export const touchstone = pgSchema('touchstone');

/** Raw bytes. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
