/** Runs as a board shows them: counts, cost, pace, faults, events. Families and reasons are secret: the verify role's. */
import type { runEventSchema } from '@touchstone/contracts/api';
import type { z } from 'zod';
import type { Connection } from '../connection.ts';
import { faultsShownMax, paceItemsMax, runEventsMax } from '../limits.ts';
import type { RunId } from '../run-types.ts';

export type RunEvent = z.infer<typeof runEventSchema>;

/** Events behind an id, in order. An id that was given out is never followed by a lower one of the same run. */
export async function readRunEvents(
  verify: Connection<'verify'>,
  { run, after, limit = runEventsMax }: { run: RunId; after: number; limit?: number },
): Promise<RunEvent[]> {
  const { rows } = await verify.run((sql) =>
    sql.$client.query<Omit<RunEvent, 'id' | 'at'> & { id: string; at: Date }>(
      `SELECT id::text AS id, at, run_id AS run, family, item, status, gate, code, reason, task_id AS task
       FROM touchstone.run_events WHERE run_id = $1 AND id > $2 ORDER BY run_events.id LIMIT $3`,
      [run, after, limit],
    ),
  );
  return rows.map((row) => ({ ...row, id: Number(row.id), at: row.at.toISOString() }));
}

/** The id from which the last `count` events follow; 0 where there are fewer. */
export async function eventBefore(
  verify: Connection<'verify'>,
  { run, count }: { run: RunId; count: number },
): Promise<number> {
  const { rows } = await verify.run((sql) =>
    sql.$client.query<{ id: string }>(
      'SELECT id::text AS id FROM touchstone.run_events WHERE run_id = $1 ORDER BY run_events.id DESC OFFSET $2 LIMIT 1',
      [run, count],
    ),
  );
  return Number(rows[0]?.id ?? 0);
}

/** Seconds that the last published items took together, and how many they were; null under two. */
export async function readPace(
  verify: Connection<'verify'>,
  run: RunId | null,
): Promise<{ items: number; seconds: number } | null> {
  const { rows } = await verify.run((sql) =>
    sql.$client.query<{ items: string; seconds: number | null }>(
      `SELECT count(*) - 1 AS items, extract(epoch FROM max(at) - min(at))::float8 AS seconds
       FROM (SELECT at FROM touchstone.run_events WHERE ($1::text IS NULL OR run_id = $1) AND status = 'published'
             ORDER BY id DESC LIMIT ${paceItemsMax}) AS latest`,
      [run],
    ),
  );
  const [{ items, seconds } = { items: '0', seconds: null }] = rows;
  return Number(items) < 1 || seconds === null ? null : { items: Number(items), seconds };
}

export interface FaultGroup {
  gate: string | null;
  code: string;
  count: number;
  example: string;
}

/** Refused and parked items by gate and code, the most frequent first. */
export async function readFaultGroups(verify: Connection<'verify'>, run: RunId): Promise<FaultGroup[]> {
  const { rows } = await verify.run((sql) =>
    sql.$client.query<Omit<FaultGroup, 'count'> & { count: string }>(
      `SELECT gate, code, count(*) AS count, left(min(reason), 500) AS example
       FROM touchstone.drafts WHERE run_id = $1 AND status IN ('refused', 'parked')
       GROUP BY gate, code ORDER BY count(*) DESC, code LIMIT ${faultsShownMax}`,
      [run],
    ),
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

export interface YieldGroup {
  status: 'certified' | 'published' | 'refused' | 'parked' | 'surplus';
  gate: string | null;
  code: string;
  count: number;
  cpuSeconds: number;
  costUsd: number;
  example: string;
}

/** What became of items, of one run or of all, of one category or of all. */
export async function readYieldGroups(
  verify: Connection<'verify'>,
  { run, category }: { run?: RunId | undefined; category?: string | undefined },
): Promise<YieldGroup[]> {
  const { rows } = await verify.run((sql) =>
    sql.$client.query<Omit<YieldGroup, 'count'> & { count: string }>(
      `SELECT draft.status, draft.gate, draft.code, count(*) AS count, sum(draft.cpu_seconds) AS "cpuSeconds",
         sum(draft.cost_usd) AS "costUsd", left(min(draft.reason), 500) AS example
       FROM touchstone.drafts AS draft
       JOIN touchstone.run_families AS family ON family.run_id = draft.run_id AND family.family = draft.family
       WHERE ($1::text IS NULL OR draft.run_id = $1) AND ($2::text IS NULL OR family.category = $2)
       GROUP BY draft.status, draft.gate, draft.code ORDER BY count(*) DESC`,
      [run ?? null, category ?? null],
    ),
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
