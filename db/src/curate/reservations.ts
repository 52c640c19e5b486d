/** Who looks at which task now, so that two curators do not look at the same one. A reservation ends by itself. */
import type { TaskId } from '@touchstone/contracts';
import type { QueryTerm } from '@touchstone/contracts/api';
import { withoutConflict } from '../conflict.ts';
import type { Connection, Sql } from '../connection.ts';
import { Values } from '../query/condition.ts';
import { orderBy } from '../query/list-rows.ts';
import { conditionOfTerms, type LookedUpTerm } from '../query/terms.ts';
import { lookUpText } from '../query/text-matches.ts';

export interface QueueOf {
  queue: string;
  terms: readonly QueryTerm[];
  sort: string;
}

export interface Asking {
  holder: string;
  now: Date;
}

export interface Reserved {
  task: TaskId;
  until: Date;
}

/**
 * The first tasks of the queue that nobody else holds, reserved until `until`; what the holder has already comes first in
 * its order, and its time begins anew. Fewer than `count` where no more are free.
 */
export async function reserve(
  curate: Connection<'curate'>,
  request: QueueOf & Asking & { count: number; until: Date; without: readonly TaskId[] },
): Promise<Reserved[]> {
  const { queue, terms, sort, holder, now, count, until, without } = request;
  return withoutConflict(curate, async (sql) => {
    // One at a time for each queue: who comes second sees what the first took.
    await sql.$client.query('SELECT pg_advisory_xact_lock(731641, hashtext($1))', [queue]);
    const found = await lookUpText(sql, terms);
    const free = await freeTasks(sql, { terms: found.terms, sort, holder, now, count, without });
    await sql.$client.query(
      'DELETE FROM touchstone.reservations WHERE holder = $1 AND queue = $2 AND NOT task_id = ANY($3)',
      [...[holder, queue, free]],
    );
    const { rows } = await sql.$client.query<Reserved>(
      `INSERT INTO touchstone.reservations AS known (task_id, queue, holder, until)
       SELECT id, $2, $3, $4 FROM unnest($1::text[]) AS wanted (id) ORDER BY id
       ON CONFLICT (task_id) DO UPDATE SET queue = excluded.queue, holder = excluded.holder, until = excluded.until
       WHERE known.holder = excluded.holder OR known.until <= $5
       RETURNING task_id AS task, until`,
      [free, queue, holder, until, now],
    );
    return rows.sort((a, b) => free.indexOf(a.task) - free.indexOf(b.task));
  });
}

async function freeTasks(
  sql: Sql,
  given: Asking & { terms: readonly LookedUpTerm[]; sort: string; count: number; without: readonly TaskId[] },
): Promise<TaskId[]> {
  const values = new Values();
  const condition = conditionOfTerms(given.terms, values);
  const { rows } = await sql.$client.query<{ id: TaskId }>(
    `SELECT state.task_id AS id FROM touchstone.task_state AS state
     WHERE ${condition} AND NOT state.task_id = ANY(${values.add(given.without)}::text[]) AND NOT EXISTS (
       SELECT FROM touchstone.reservations AS other WHERE other.task_id = state.task_id
         AND other.holder <> ${values.add(given.holder)} AND other.until > ${values.add(given.now)}::timestamptz)
     ORDER BY ${orderBy(given.sort)} LIMIT ${values.add(given.count)}`,
    values.list,
  );
  return rows.map(({ id }) => id);
}

/** All that the holder has of the queue. */
export async function releaseReservations(
  curate: Connection<'curate'>,
  { queue, holder }: { queue: string; holder: string },
): Promise<void> {
  await curate.run((sql) =>
    sql.$client.query('DELETE FROM touchstone.reservations WHERE queue = $1 AND holder = $2', [
      queue,
      holder,
    ]),
  );
}

/** Tasks of the query, and those of them that others hold now. */
export async function countWaiting(
  curate: Connection<'curate'>,
  { terms, holder, now }: Pick<QueueOf, 'terms'> & Asking,
): Promise<{ waiting: number; reservedByOthers: number }> {
  return curate.run(async (sql) => {
    const found = await lookUpText(sql, terms);
    const values = new Values();
    const condition = conditionOfTerms(found.terms, values);
    const { rows } = await sql.$client.query<{ waiting: string; reserved: string }>(
      `SELECT count(*) AS waiting, count(other.task_id) AS reserved
       FROM touchstone.task_state AS state LEFT JOIN touchstone.reservations AS other
         ON other.task_id = state.task_id AND other.holder <> ${values.add(holder)} AND other.until > ${values.add(now)}::timestamptz
       WHERE ${condition}`,
      values.list,
    );
    return { waiting: Number(rows[0]?.waiting ?? 0), reservedByOthers: Number(rows[0]?.reserved ?? 0) };
  });
}
