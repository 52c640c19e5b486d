/** Advisory locks of transactions: released by commit, rollback and a lost connection alike. */
import type { Sql } from './connection.ts';

/** Arbitrary and fixed. Deleting bodies nobody names excludes writing bodies that may name them. */
const bodies = 7_316_402_114;

export async function lockBodies(sql: Sql, kind: 'write' | 'delete'): Promise<void> {
  const lock = kind === 'write' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await sql.$client.query(`SELECT ${lock}($1)`, [bodies]);
}

/** Publication in one family of a run is one at a time. */
export async function lockFamily(sql: Sql, run: string, family: string): Promise<void> {
  await sql.$client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${run}/${family}`]);
}
