/** The audit log: every act with actor and reason. It is only ever added to. */
import type { TaskId } from '@touchstone/contracts';
import type { auditEntrySchema } from '@touchstone/contracts/api';
import type { z } from 'zod';
import type { Connection, Sql } from '../connection.ts';
import { opName } from './ops.ts';

export type AuditEntry = z.infer<typeof auditEntrySchema>;

export interface NewAuditEntry {
  at: Date;
  actor: string;
  act: string;
  task?: TaskId | undefined;
  /** Number of the op. */
  op?: string | undefined;
  reason?: string | null;
  detail: string;
}

/** In the transaction of the act that it tells of. */
export async function insertAudit(sql: Sql, entry: NewAuditEntry): Promise<void> {
  const { at, actor, act, task = null, op = null, reason = null, detail } = entry;
  await sql.$client.query(
    `INSERT INTO touchstone.audit (at, actor, act, task_id, op_id, reason, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [at, actor, act, task, op, reason, detail],
  );
}

/** For acts that are no transaction of this room. */
export async function writeAudit(
  connection: Connection<'verify' | 'curate'>,
  entry: NewAuditEntry,
): Promise<void> {
  await connection.transaction((sql) => insertAudit(sql, entry));
}

interface StoredEntry extends Omit<AuditEntry, 'id' | 'at'> {
  id: string;
  at: Date;
}

/** Newest first; of one task also the bulk acts that it was in. */
export async function readAudit(
  curate: Connection<'curate'>,
  request: { task?: TaskId | undefined; after?: string | undefined; limit: number },
): Promise<{ entries: AuditEntry[]; next: string | null }> {
  const { rows } = await curate.run((sql) =>
    sql.$client.query<StoredEntry>(
      `SELECT id::text AS id, at, actor, act, coalesce(task_id, $1) AS task, op_id::text AS op, reason, detail
       FROM touchstone.audit
       WHERE ($1::text IS NULL OR task_id = $1 OR op_id IN (
           SELECT op.id FROM touchstone.ops AS op WHERE op.bulk AND EXISTS (
             SELECT FROM touchstone.op_rows AS row WHERE row.op_id = op.id AND row.task_id = $1)))
         AND ($2::bigint IS NULL OR id < $2)
       ORDER BY audit.id DESC LIMIT $3`,
      [request.task ?? null, request.after ?? null, request.limit + 1],
    ),
  );
  const entries = rows.slice(0, request.limit).map((row) => ({
    ...row,
    id: Number(row.id),
    at: row.at.toISOString(),
    op: row.op === null ? null : opName(row.op),
  }));
  const last = entries.at(-1);
  return { entries, next: rows.length > request.limit && last ? String(last.id) : null };
}
