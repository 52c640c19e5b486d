/** Bulk acts and decisions as they are stored, and how they read. An op's rows go its way unless they say otherwise. */
import { InputFault } from '@touchstone/contracts';
import type { ActKind, Op, opRowSchema } from '@touchstone/contracts/api';
import type { z } from 'zod';
import type { Connection, Sql } from '../connection.ts';

export type OpRow = z.infer<typeof opRowSchema>;

interface StoredOp {
  id: string;
  act: ActKind;
  q: string;
  reason: string | null;
  actor: string;
  state: Op['state'];
  createdAt: Date;
  endedAt: Date | null;
  total: number;
  skipped: number;
  undoSkipped: number;
  released: boolean;
}

/** A task of the set is in a release that was made after the act: the receipt has gone out with it. */
const opColumns = `op.id::text AS id, op.act, op.q, op.reason, op.actor, op.state, op.created_at AS "createdAt",
  op.ended_at AS "endedAt", op.total, op.skipped, op.undo_skipped AS "undoSkipped",
  op.state = 'done' AND EXISTS (
    SELECT FROM touchstone.releases AS release WHERE release.created_at > op.ended_at AND EXISTS (
      SELECT FROM touchstone.release_tasks AS shipped JOIN touchstone.op_rows AS row ON row.task_id = shipped.task_id
      WHERE shipped.name = release.name AND shipped.version = release.version AND row.op_id = op.id)) AS released`;

/** On the wire `op_` and the number. */
export function opName(id: string): string {
  return `op_${id}`;
}

/** The number, or an `InputFault` (`op-unknown`). */
export function opNumber(name: string): string {
  const digits = /^op_(\d{1,18})$/.exec(name)?.[1];
  if (digits === undefined) throw opUnknown(name);
  return digits;
}

export function opUnknown(name: string): InputFault {
  return new InputFault(`There is no op "${name}".`, {
    code: 'op-unknown',
    hint: 'GET /api/v1/ops lists them; previews that nobody applied are forgotten after a day.',
  });
}

export async function selectOp(sql: Sql, id: string): Promise<Op | null> {
  const { rows } = await sql.$client.query<StoredOp>(
    `SELECT ${opColumns} FROM touchstone.ops AS op WHERE op.id = $1`,
    [id],
  );
  return rows[0] === undefined ? null : opOf(rows[0]);
}

export async function readOp(curate: Connection<'curate'>, name: string): Promise<Op> {
  const op = await curate.run((sql) => selectOp(sql, opNumber(name)));
  if (op === null) throw opUnknown(name);
  return op;
}

/** Newest first; `after` is the name of the last one seen. */
export async function listOps(
  curate: Connection<'curate'>,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ ops: Op[]; next: string | null }> {
  const { rows } = await curate.run((sql) =>
    sql.$client.query<StoredOp>(
      `SELECT ${opColumns} FROM touchstone.ops AS op WHERE ($1::bigint IS NULL OR op.id < $1) ORDER BY op.id DESC LIMIT $2`,
      [after === undefined ? null : opNumber(after), limit + 1],
    ),
  );
  const ops = rows.slice(0, limit).map(opOf);
  return { ops, next: rows.length > limit ? (ops.at(-1)?.id ?? null) : null };
}

/** In the order of their ids. */
export async function readOpRows(
  curate: Connection<'curate'>,
  name: string,
  request: { outcome?: OpRow['outcome'] | undefined; after?: string | undefined; limit: number },
): Promise<{ rows: OpRow[]; next: string | null }> {
  const op = await readOp(curate, name);
  const way = wayOf(op.state);
  const { rows } = await curate.run((sql) =>
    sql.$client.query<OpRow>(
      `SELECT * FROM (
         SELECT task_id AS task, coalesce(exception, $2) AS outcome,
           CASE exception WHEN 'skipped' THEN 'It had moved on since the preview.'
             WHEN 'undo-skipped' THEN 'It had moved on since the act.' END AS why
         FROM touchstone.op_rows WHERE op_id = $1 AND ($3::text IS NULL OR task_id > $3)
       ) AS row WHERE $4::text IS NULL OR outcome = $4 ORDER BY task LIMIT $5`,
      [opNumber(name), way, request.after ?? null, request.outcome ?? null, request.limit + 1],
    ),
  );
  const found = rows.slice(0, request.limit);
  return { rows: found, next: rows.length > request.limit ? (found.at(-1)?.task ?? null) : null };
}

function wayOf(state: Op['state']): OpRow['outcome'] {
  if (state === 'undone') return 'undone';
  return state === 'previewed' ? 'pending' : 'applied';
}

function opOf(row: StoredOp): Op {
  const { act, q, reason, actor, state, total, skipped } = row;
  const applied = state === 'previewed' ? 0 : total - skipped;
  return {
    ...{ id: opName(row.id), act, q, reason, actor, state, total, applied },
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    skipped: skipped + row.undoSkipped,
    undone: state === 'undone' ? applied - row.undoSkipped : 0,
    undoable: state === 'done' && applied > 0 && !row.released,
  };
}
