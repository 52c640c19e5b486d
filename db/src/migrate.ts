/** Brings the schema up to date, under an advisory lock: of two migrators at once both succeed. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Fault } from '@touchstone/contracts';
import { z } from 'zod';
import type { PoolConnection, Sql } from './connection.ts';
import { ensureRoles } from './roles.ts';
import { fillStates } from './write/fill-states.ts';

const folder = new URL('./migrations/', import.meta.url);
const journalSchema = z.object({ entries: z.array(z.object({ when: z.number() })) });
/** Arbitrary and fixed: every version must wait for the same lock. */
const lock = 7_316_402_113;

export async function migrate(owner: PoolConnection<'owner'>): Promise<void> {
  await owner.run(async (sql) => {
    const client = sql.$client;
    await client.query('SELECT pg_advisory_lock($1)', [lock]);
    try {
      await ensureRoles(client);
      await refuseNewerSchema(sql);
      await applyMigrations(sql, {
        migrationsFolder: fileURLToPath(folder),
        migrationsSchema: 'touchstone_migrations',
      });
      await fillStates(sql);
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [lock]).catch(() => undefined);
    }
  });
}

/** A database that a newer Touchstone has migrated may have lost what this one would write. */
async function refuseNewerSchema(sql: Sql): Promise<void> {
  const { rows: tables } = await sql.$client.query<{ found: string | null }>(
    `SELECT to_regclass('touchstone_migrations.__drizzle_migrations')::text AS found`,
  );
  if (!tables[0]?.found) return;
  const { rows } = await sql.$client.query<{ newest: string | null }>(
    'SELECT max(created_at) AS newest FROM touchstone_migrations.__drizzle_migrations',
  );
  const { entries } = journalSchema.parse(
    JSON.parse(readFileSync(new URL('meta/_journal.json', folder), 'utf8')),
  );
  const known = entries.at(-1)?.when ?? 0;
  if (Number(rows[0]?.newest ?? 0) <= known) return;
  throw new Fault('The database was migrated by a newer version of Touchstone than this one.', {
    code: 'database-newer',
    boundary: 'database',
    retryable: false,
    hint: 'Update this copy of Touchstone, or point it to another database.',
  });
}
