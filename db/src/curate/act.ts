/**
 * Acts of curators on tasks. A decision on one task and a bulk act on thousands are the same thing: a frozen set with the
 * revisions that were seen, one statement that changes the rows still at their revision, and a receipt that undoes it the
 * same way. Whatever moved in between is skipped and listed. Each act is one transaction with its audit entry: durable as a
 * whole, or not done.
 */
import { Fault, type TaskId } from '@touchstone/contracts';
import type { ActKind, Op, QueryTerm } from '@touchstone/contracts/api';
import { withoutConflict } from '../conflict.ts';
import type { Connection, Sql } from '../connection.ts';
import { previewHoursMax } from '../limits.ts';
import { Values } from '../query/condition.ts';
import { conditionOfTerms } from '../query/terms.ts';
import { lookUpText } from '../query/text-matches.ts';
import { assignments, isSo } from './acts.ts';
import { insertAudit } from './audit.ts';
import { opName, opNumber, opUnknown, selectOp } from './ops.ts';

export interface ActRequest {
  act: ActKind;
  reason: string | null;
  actor: string;
  now: Date;
}

/** Throws a `Fault`: `task-missing`; `revision-moved` where somebody acted since the revision was seen. */
export async function decide(
  curate: Connection<'curate'>,
  { task, revision, ...request }: ActRequest & { task: TaskId; revision: number },
): Promise<Op> {
  return withoutConflict(curate, async (sql) => {
    const id = await insertOp(sql, { ...request, q: '', bulk: false });
    const { rowCount: frozen } = await sql.$client.query(
      `INSERT INTO touchstone.op_rows (op_id, ${keptColumns})
       SELECT $1, ${keptColumns} FROM touchstone.task_state WHERE task_id = $2 AND revision = $3 FOR UPDATE`,
      [id, task, revision],
    );
    const applied = frozen === 1 ? await apply(sql, id, { ...request, total: 1 }) : null;
    if (applied === null || applied.skipped > 0) throw await cannotDecide(sql, task, revision);
    await sql.$client.query('DELETE FROM touchstone.reservations WHERE task_id = $1', [task]);
    const { act, actor, now, reason } = request;
    await insertAudit(sql, { at: now, actor, act: 'decision', task, op: id, reason, detail: act });
    return known(sql, id);
  });
}

export interface FrozenSet {
  op: Op;
  byCategory: Record<string, number>;
  byReview: Record<string, number>;
  byStatus: Record<string, number>;
  /** Ids, at random and by the weakest bound. */
  random: TaskId[];
  weakest: TaskId[];
  /** Found, but already as the act would make them. */
  unchanged: number;
}

/** Freezes the set that a query finds, with what stands there; changes no task. Previews of more than a day ago are forgotten. */
export async function previewAct(
  curate: Connection<'curate'>,
  {
    terms,
    q,
    examples,
    ...request
  }: ActRequest & {
    terms: readonly QueryTerm[];
    q: string;
    examples: { random: number; weakest: number };
  },
): Promise<FrozenSet> {
  return withoutConflict(curate, async (sql) => {
    await forgetPreviews(sql, request.now);
    const found = await lookUpText(sql, terms);
    const id = await insertOp(sql, { ...request, q, bulk: true });
    const values = new Values();
    const op = values.add(id);
    const condition = conditionOfTerms(found.terms, values);
    const { rows: counted } = await sql.$client.query<{ set: 'frozen' | 'unchanged'; count: string }>(
      `WITH found AS MATERIALIZED (
         SELECT ${keptColumns}, ${isSo(request.act)} AS unchanged FROM touchstone.task_state AS state WHERE ${condition}
       ), frozen AS (
         INSERT INTO touchstone.op_rows (op_id, ${keptColumns})
         SELECT ${op}::bigint, ${keptColumns} FROM found WHERE NOT unchanged RETURNING 1
       )
       SELECT 'frozen' AS set, count(*) AS count FROM frozen
       UNION ALL SELECT 'unchanged', count(*) FROM found WHERE unchanged`,
      values.list,
    );
    const countOf = (set: string) => Number(counted.find((row) => row.set === set)?.count ?? 0);
    await sql.$client.query('UPDATE touchstone.ops SET total = $2, unchanged = $3 WHERE id = $1', [
      ...[id, countOf('frozen'), countOf('unchanged')],
    ]);
    return {
      op: await known(sql, id),
      unchanged: countOf('unchanged'),
      ...(await groupsOf(sql, id)),
      ...(await examplesOf(sql, id, examples)),
    };
  });
}

/** A reason given now takes the place of that of the preview. Throws a `Fault`: `op-unknown`; `op-state` where it was applied before (its receipt is what there is to see). */
export async function applyAct(
  curate: Connection<'curate'>,
  { op: name, actor, now, ...given }: { op: string; reason?: string | null; actor: string; now: Date },
): Promise<Op> {
  return withoutConflict(curate, async (sql) => {
    const { id, op } = await locked(sql, name);
    if (op.state !== 'previewed') throw wrongState(op, 'can be applied once');
    const { act, total } = op;
    const reason = given.reason ?? op.reason;
    await sql.$client.query('UPDATE touchstone.ops SET reason = $2 WHERE id = $1', [id, reason]);
    const { skipped } = await apply(sql, id, { act, reason, actor, now, total });
    const detail = `${act} of ${total - skipped} tasks${skipped > 0 ? `, ${skipped} skipped` : ''}: ${op.q}`;
    await insertAudit(sql, { at: now, actor, act: 'bulk', op: id, reason, detail });
    return known(sql, id);
  });
}

/** Puts back what stood there before, except where somebody acted since. Throws a `Fault`: `op-unknown`, `op-state`. */
export async function undoAct(
  curate: Connection<'curate'>,
  { op: name, actor, now }: { op: string; actor: string; now: Date },
): Promise<Op> {
  return withoutConflict(curate, async (sql) => {
    const { id, op } = await locked(sql, name);
    if (!op.undoable) throw wrongState(op, 'can be undone once, and not after a release of its tasks');
    const { rowCount } = await sql.$client.query(
      `WITH undone AS (
         UPDATE touchstone.task_state AS state
         SET status = row.status, review = row.review, reviewed_by = row.reviewed_by, reviewed_at = row.reviewed_at,
           reason = row.reason, revision = state.revision + 1, updated_at = $2
         FROM touchstone.op_rows AS row
         WHERE row.op_id = $1 AND row.exception IS NULL AND state.task_id = row.task_id AND state.revision = row.revision + 1
         RETURNING state.task_id
       )
       UPDATE touchstone.op_rows AS row SET exception = 'undo-skipped'
       WHERE row.op_id = $1 AND row.exception IS NULL AND row.task_id NOT IN (SELECT task_id FROM undone)`,
      [id, now],
    );
    const skipped = rowCount ?? 0;
    await sql.$client.query(
      `UPDATE touchstone.ops SET state = 'undone', ended_at = $2, undo_skipped = $3 WHERE id = $1`,
      [id, now, skipped],
    );
    const detail = `${op.act} of ${op.applied - skipped} tasks undone${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    const single = await onlyTask(sql, id, op);
    await insertAudit(sql, { at: now, actor, act: 'undo', task: single, op: id, detail });
    return known(sql, id);
  });
}

const keptColumns = 'task_id, revision, status, review, reviewed_by, reviewed_at, reason';

async function insertOp(
  sql: Sql,
  { act, reason, actor, now, q, bulk }: ActRequest & { q: string; bulk: boolean },
): Promise<string> {
  const { rows } = await sql.$client.query<{ id: string }>(
    `INSERT INTO touchstone.ops (act, bulk, q, reason, actor, state, created_at, total)
     VALUES ($1, $2, $3, $4, $5, 'previewed', $6, 1) RETURNING id::text AS id`,
    [act, bulk, q, reason, actor, now],
  );
  return rows[0]?.id ?? '';
}

/**
 * Rows whose revision has moved are marked; the others go the op's way without being written again. `NOT IN`, since it is
 * hashed whatever the planner expects of a set that was made a moment ago; `NOT EXISTS` compared each row with each.
 */
async function apply(
  sql: Sql,
  id: string,
  { act, reason, actor, now, total }: ActRequest & { total: number },
): Promise<{ skipped: number }> {
  const values = new Values();
  const op = values.add(id);
  const set = assignments(act, { actor, now, reason }, values);
  const { rowCount } = await sql.$client.query(
    `WITH applied AS (
       UPDATE touchstone.task_state AS state SET ${set}
       FROM touchstone.op_rows AS row
       WHERE row.op_id = ${op} AND state.task_id = row.task_id AND state.revision = row.revision
       RETURNING state.task_id
     )
     UPDATE touchstone.op_rows AS row SET exception = 'skipped'
     WHERE row.op_id = ${op} AND row.task_id NOT IN (SELECT task_id FROM applied)`,
    values.list,
  );
  const skipped = rowCount ?? 0;
  await sql.$client.query(
    `UPDATE touchstone.ops SET state = 'done', ended_at = $2, total = $3, skipped = $4 WHERE id = $1`,
    [id, now, total, skipped],
  );
  return { skipped };
}

async function cannotDecide(sql: Sql, task: TaskId, revision: number): Promise<Fault> {
  const { rows } = await sql.$client.query<{ revision: number; by: string | null; review: string }>(
    'SELECT revision, reviewed_by AS by, review FROM touchstone.task_state WHERE task_id = $1',
    [task],
  );
  const [now] = rows;
  if (now === undefined)
    return new Fault(`There is no published task ${task}.`, {
      code: 'task-missing',
      boundary: 'input',
      retryable: false,
      hint: 'It may have been deleted since its id was listed.',
    });
  return new Fault(
    `The task has moved on: it is at revision ${now.revision} (${now.review}${now.by === null ? '' : ` by ${now.by}`}), not ${revision}.`,
    {
      code: 'revision-moved',
      boundary: 'input',
      retryable: false,
      hint: 'Look at it again and decide on what stands there now.',
    },
  );
}

async function groupsOf(
  sql: Sql,
  id: string,
): Promise<Pick<FrozenSet, 'byCategory' | 'byReview' | 'byStatus'>> {
  const { rows } = await sql.$client.query<{
    category: string;
    review: string;
    status: string;
    count: string;
  }>(
    `SELECT state.category, row.review, row.status, count(*) AS count
     FROM touchstone.op_rows AS row JOIN touchstone.task_state AS state USING (task_id)
     WHERE row.op_id = $1 GROUP BY 1, 2, 3`,
    [id],
  );
  const by = (field: 'category' | 'review' | 'status') => {
    const counts: Record<string, number> = {};
    for (const row of rows) counts[row[field]] = (counts[row[field]] ?? 0) + Number(row.count);
    return counts;
  };
  return { byCategory: by('category'), byReview: by('review'), byStatus: by('status') };
}

async function examplesOf(
  sql: Sql,
  id: string,
  { random, weakest }: { random: number; weakest: number },
): Promise<Pick<FrozenSet, 'random' | 'weakest'>> {
  const pick = async (order: string, count: number) => {
    const { rows } = await sql.$client.query<{ id: TaskId }>(
      `SELECT row.task_id AS id FROM touchstone.op_rows AS row JOIN touchstone.task_state AS state USING (task_id)
       WHERE row.op_id = $1 ORDER BY ${order} LIMIT $2`,
      [id, count],
    );
    return rows.map((row) => row.id);
  };
  // By a hash of set and task: random, and the same for whoever looks at this preview.
  return {
    random: await pick('hashtextextended(row.task_id, $1::bigint)', random),
    weakest: await pick('state.risk DESC, row.task_id', weakest),
  };
}

async function forgetPreviews(sql: Sql, now: Date): Promise<void> {
  await sql.$client.query(
    `DELETE FROM touchstone.ops WHERE state = 'previewed' AND created_at < $1::timestamptz - make_interval(hours => ${previewHoursMax})`,
    [now],
  );
}

async function locked(sql: Sql, name: string): Promise<{ id: string; op: Op }> {
  const id = opNumber(name);
  await sql.$client.query('SELECT FROM touchstone.ops WHERE id = $1 FOR UPDATE', [id]);
  const op = await selectOp(sql, id);
  if (op === null) throw opUnknown(name);
  return { id, op };
}

async function known(sql: Sql, id: string): Promise<Op> {
  const op = await selectOp(sql, id);
  if (op === null) throw opUnknown(opName(id));
  return op;
}

function wrongState(op: Op, rule: string): Fault {
  return new Fault(`An op ${rule}; ${op.id} is ${op.state}.`, {
    code: 'op-state',
    boundary: 'input',
    retryable: false,
    hint: 'Its receipt says what it did; for another act make a new preview.',
  });
}

/** For the history of the task that a decision was about. */
async function onlyTask(sql: Sql, id: string, { total }: Op): Promise<TaskId | undefined> {
  if (total !== 1) return undefined;
  const { rows } = await sql.$client.query<{ id: TaskId }>(
    'SELECT task_id AS id FROM touchstone.op_rows WHERE op_id = $1',
    [id],
  );
  return rows[0]?.id;
}
