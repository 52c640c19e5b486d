/** Adds attempts and passes to what is counted per task and solver, and per task in all. Not idempotent by itself. */
import { randomUUID } from 'node:crypto';
import type { Connection, Sql } from '../connection.ts';
import type { Outcome } from '../episode-types.ts';
import { storeAnswer, type RequestName } from './idempotent-request.ts';

/** In the order of tasks and solvers, so that two reporters cannot wait for each other. */
export async function addOutcomes(sql: Sql, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const values = [
    outcomes.map(({ task }) => task),
    outcomes.map(({ solver }) => solver),
    outcomes.map(({ attempts }) => attempts),
    outcomes.map(({ passed }) => passed),
  ];
  await sql.$client.query(
    `INSERT INTO touchstone.outcomes (task_id, solver, attempts, passed)
     SELECT task, solver, sum(attempts), sum(passed)
     FROM unnest($1::text[], $2::text[], $3::int[], $4::int[]) AS row (task, solver, attempts, passed)
     GROUP BY task, solver ORDER BY task, solver
     ON CONFLICT (task_id, solver) DO UPDATE
     SET attempts = outcomes.attempts + excluded.attempts, passed = outcomes.passed + excluded.passed, updated_at = now()`,
    values,
  );
  await sql.$client.query(
    `WITH added AS (
       SELECT task, sum(attempts)::int AS attempts, sum(passed)::int AS passed
       FROM unnest($1::text[], $2::int[], $3::int[]) AS row (task, attempts, passed) GROUP BY task
     ), locked AS (
       SELECT task_id FROM touchstone.task_state WHERE task_id IN (SELECT task FROM added) ORDER BY task_id FOR UPDATE
     )
     UPDATE touchstone.task_state AS state
     SET attempts = state.attempts + added.attempts, passed = state.passed + added.passed
     FROM added WHERE state.task_id = added.task AND state.task_id IN (SELECT task_id FROM locked)`,
    [values[0], values[2], values[3]],
  );
}

/** Counts the outcomes and stores the answer to the request that reported them, both or neither, once. */
export async function recordOutcomes(
  connection: Connection,
  outcomes: readonly Outcome[],
  request: { name: RequestName; answer: string } | null,
): Promise<void> {
  const report = randomUUID();
  await connection.transaction(async (sql) => {
    // A transaction may run again after its connection was lost, and may have been committed before.
    const isFirst =
      request === null ? await mark(sql, report) : await storeAnswer(sql, request.name, request.answer);
    if (isFirst) await addOutcomes(sql, outcomes);
  });
}

async function mark(sql: Sql, report: string): Promise<boolean> {
  const { rowCount } = await sql.$client.query(
    `INSERT INTO touchstone.idempotent_requests (key_id, operation, idempotency_key, request_hash, server_id, answer)
     VALUES ('', 'outcomes', $1, '', '', '') ON CONFLICT DO NOTHING`,
    [report],
  );
  return rowCount === 1;
}
