/**
 * Publishes the lowest certified items of a family until its quota is met. Items are recorded in any order and published
 * in item order: an item is looked at only when every lower one has an outcome. Each look is one short transaction under
 * the family's lock, so that any number of callers may publish at once and a kill loses at most the look at hand.
 */
import type { Certificate, GateId, TaskId, TaskPublic, TaskSecret } from '@touchstone/contracts';
import { Fault } from '@touchstone/contracts';
import { withoutConflict } from '../conflict.ts';
import type { Connection, Sql } from '../connection.ts';
import { publishLookahead, reasonCharactersMax } from '../limits.ts';
import { lockFamily } from '../locks.ts';
import { plainText } from '../plain-text.ts';
import { readCandidate } from '../read/read-candidate.ts';
import type { FamilyFrontier, RunId, Signature } from '../run-types.ts';
import { deleteBodies } from './delete-bodies.ts';
import { insertSignature } from './insert-signature.ts';
import { upsertCertificate } from './write-certificate.ts';
import { insertState } from './write-state.ts';

export interface Candidate {
  id: TaskId;
  item: number;
  task: TaskPublic;
  secret: TaskSecret;
  certificate: Certificate;
}

export type Decision =
  /** `certificate` replaces the stored one: it can now answer the gate `new`. */
  | { publish: true; signature: Signature | null; certificate: Certificate }
  | { publish: false; gate: GateId; reason: string };

export interface Publication extends FamilyFrontier {
  /** By this call, in item order. */
  newlyPublished: TaskId[];
}

interface Family {
  run: RunId;
  family: string;
}

/**
 * `decide` is asked about one candidate at a time, in item order, when all lower ones are published or not; it may be
 * asked again about the same one after a lost connection. Throws a `Fault` (`run-unknown`), or what `decide` throws.
 */
export async function publishReady(
  verify: Connection<'verify'>,
  request: Family & { decide: (candidate: Candidate) => Promise<Decision>; signal?: AbortSignal | undefined },
): Promise<Publication> {
  return oneAtATime(verify, async () => {
    const newlyPublished: TaskId[] = [];
    for (;;) {
      request.signal?.throwIfAborted();
      const look = await withoutConflict(verify, (sql) => lookOnce(sql, request));
      if (look.published !== null) newlyPublished.push(look.published);
      if (!look.more) return { ...look.frontier, newlyPublished };
    }
  });
}

interface Look {
  frontier: FamilyFrontier;
  published: TaskId | null;
  more: boolean;
}

async function lookOnce(
  sql: Sql,
  request: Family & { decide: (candidate: Candidate) => Promise<Decision> },
): Promise<Look> {
  await lockFamily(sql, request.run, request.family);
  const frontier = await readFrontier(sql, request);
  if (frontier.published >= frontier.quota) {
    await setAsideSurplus(sql, request);
    return { frontier, published: null, more: false };
  }
  const passed = await passDecided(sql, request, frontier.nextItem);
  if (passed.candidate === null) {
    const moved = { ...frontier, nextItem: passed.nextItem };
    await saveFrontier(sql, request, moved);
    return { frontier: moved, published: null, more: passed.more };
  }
  const candidate = await readCandidate(sql, { id: passed.candidate, item: passed.nextItem });
  const decision = await request.decide(candidate);
  const moved = {
    ...frontier,
    nextItem: candidate.item + 1,
    published: frontier.published + (decision.publish ? 1 : 0),
  };
  if (decision.publish) await publish(sql, { ...request, candidate, decision });
  else await refuse(sql, { ...request, candidate, decision });
  await saveFrontier(sql, request, moved);
  return { frontier: moved, published: decision.publish ? candidate.id : null, more: true };
}

/** From the frontier over items that will not be published, up to the first candidate or the first gap. */
async function passDecided(
  sql: Sql,
  { run, family }: Family,
  start: number,
): Promise<{ nextItem: number; candidate: TaskId | null; more: boolean }> {
  const { rows } = await sql.$client.query<{ item: number; status: string; task_id: TaskId | null }>(
    `SELECT item, status, task_id FROM touchstone.drafts
     WHERE run_id = $1 AND family = $2 AND item >= $3 ORDER BY item LIMIT ${publishLookahead}`,
    [run, family, start],
  );
  let nextItem = start;
  for (const row of rows) {
    if (row.item !== nextItem) return { nextItem, candidate: null, more: false };
    if (row.status === 'certified') return { nextItem, candidate: row.task_id, more: true };
    nextItem += 1;
  }
  return { nextItem, candidate: null, more: rows.length === publishLookahead };
}

async function publish(
  sql: Sql,
  given: Family & { candidate: Candidate; decision: Extract<Decision, { publish: true }> },
): Promise<void> {
  const { run, family, candidate, decision } = given;
  const { id, item } = candidate;
  await upsertCertificate(sql, decision.certificate);
  await sql.$client.query(
    'UPDATE touchstone.tasks SET published_at = now() WHERE id = $1 AND published_at IS NULL',
    [id],
  );
  await insertState(sql, id);
  await sql.$client.query(
    'INSERT INTO touchstone.run_tasks (run_id, task_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [run, id],
  );
  if (decision.signature !== null) {
    await insertSignature(sql, { run, family, item, task: id }, decision.signature);
  }
  await setStatus(sql, { run, family, item }, `status = 'published'`, []);
}

async function refuse(
  sql: Sql,
  given: Family & { candidate: Candidate; decision: Extract<Decision, { publish: false }> },
): Promise<void> {
  const { run, family, candidate, decision } = given;
  await setStatus(
    sql,
    { run, family, item: candidate.item },
    `status = 'refused', gate = $4, code = $4, reason = $5`,
    [decision.gate, plainText(decision.reason, reasonCharactersMax)],
  );
  await deleteBodies(sql, [candidate.id]);
}

/** Once the quota is met, whatever passed besides stays out, however late it comes. */
async function setAsideSurplus(sql: Sql, { run, family }: Family): Promise<void> {
  const { rows } = await sql.$client.query<{ task_id: TaskId }>(
    `UPDATE touchstone.drafts SET status = 'surplus'
     WHERE run_id = $1 AND family = $2 AND status = 'certified' RETURNING task_id`,
    [run, family],
  );
  await deleteBodies(
    sql,
    rows.map((row) => row.task_id),
  );
}

async function setStatus(
  sql: Sql,
  { run, family, item }: Family & { item: number },
  assignments: string,
  values: string[],
): Promise<void> {
  await sql.$client.query(
    `UPDATE touchstone.drafts SET ${assignments} WHERE run_id = $1 AND family = $2 AND item = $3`,
    [run, family, item, ...values],
  );
}

async function readFrontier(sql: Sql, { run, family }: Family): Promise<FamilyFrontier> {
  const { rows } = await sql.$client.query<FamilyFrontier>(
    `SELECT quota, published, next_item AS "nextItem" FROM touchstone.run_families
     WHERE run_id = $1 AND family = $2`,
    [run, family],
  );
  const frontier = rows[0];
  if (frontier !== undefined) return frontier;
  throw new Fault(`Run ${run} has no family ${family}.`, {
    code: 'run-unknown',
    boundary: 'database',
    retryable: false,
    hint: 'Open the run with openRun and that family first.',
  });
}

async function saveFrontier(sql: Sql, { run, family }: Family, frontier: FamilyFrontier): Promise<void> {
  await sql.$client.query(
    'UPDATE touchstone.run_families SET published = $3, next_item = $4 WHERE run_id = $1 AND family = $2',
    [run, family, frontier.published, frontier.nextItem],
  );
}

const queues = new WeakMap<Connection, Promise<unknown>>();

/** In one process: while a look holds its connection `decide` may want another, and a pool of waiters has none left. */
function oneAtATime<T>(connection: Connection, act: () => Promise<T>): Promise<T> {
  const before = queues.get(connection) ?? Promise.resolve();
  const turn = before.then(act);
  queues.set(
    connection,
    turn.catch(() => undefined),
  );
  return turn;
}
