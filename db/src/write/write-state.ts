/** The narrow row of a task and its searched text: made at publication, renewed when a certificate is written. */
import { certificateSchema, taskPublicSchema, type TaskId } from '@touchstone/contracts';
import { summaryOf } from '../certificate-summary.ts';
import type { Sql } from '../connection.ts';
import { parseDocument } from '../documents.ts';
import { searchedText } from '../searched-text.ts';

/** After the task was published. Another run, or another item, may have published the same task: it is in the corpus once. */
export async function insertState(sql: Sql, id: TaskId): Promise<void> {
  const { rowCount } = await sql.$client.query(
    `INSERT INTO touchstone.task_state (task_id, status, category, split, language, licence, published_at)
     SELECT id, 'published', category, split, language, spdx, published_at FROM touchstone.tasks WHERE id = $1
     ON CONFLICT DO NOTHING`,
    [id],
  );
  if (rowCount === 1) await fillState(sql, [id]);
}

/** What certificates and public halves say, for tasks that have a row. Staleness is left to who knows the versions. */
export async function fillState(sql: Sql, ids: readonly TaskId[]): Promise<void> {
  await renewSummaries(sql, ids);
  const { rows } = await sql.$client.query<{ id: TaskId; document: string }>(
    'SELECT id, document FROM touchstone.tasks WHERE id = ANY($1)',
    [ids],
  );
  const texts = rows.map(({ id, document }) => searchedText(parseDocument(taskPublicSchema, document, id)));
  await sql.$client.query(
    `INSERT INTO touchstone.task_texts (task_id, words, body)
     SELECT id, to_tsvector('simple', body), body FROM unnest($1::text[], $2::text[]) AS given (id, body)
     ON CONFLICT (task_id) DO UPDATE SET words = excluded.words, body = excluded.body`,
    [rows.map(({ id }) => id), texts],
  );
}

/** A certificate that was just made is not stale: this version made it. Nothing for tasks that are not published. */
export async function renewSummaries(sql: Sql, ids: readonly TaskId[]): Promise<void> {
  const { rows } = await sql.$client.query<{ id: TaskId; bodies: string[] }>(
    `SELECT state.task_id AS id, array_agg(certificate.body ORDER BY certificate.issued_at DESC, certificate.driver) AS bodies
     FROM touchstone.task_state AS state JOIN touchstone.certificates AS certificate USING (task_id)
     WHERE state.task_id = ANY($1) GROUP BY state.task_id`,
    [ids],
  );
  const summaries = rows.flatMap(({ id, bodies }) => {
    const summary = summaryOf(bodies.map((body) => parseDocument(certificateSchema, body, id)));
    return summary === null ? [] : [{ id, ...summary }];
  });
  if (summaries.length === 0) return;
  const column = (name: keyof (typeof summaries)[number]) => summaries.map((each) => each[name]);
  await sql.$client.query(
    `UPDATE touchstone.task_state AS state
     SET driver = given.driver, versions = given.versions, gates = given.gates, stale = false,
       false_accept_high = given.accept, false_reject_high = given.reject, cpu_seconds = given.cpu, sandbox_runs = given.runs
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::float8[], $8::int[])
       AS given (id, driver, versions, gates, accept, reject, cpu, runs)
     WHERE state.task_id = given.id`,
    [
      ...[column('id'), column('driver'), column('versions'), column('gates'), column('falseAcceptHigh')],
      ...[column('falseRejectHigh'), column('cpuSeconds'), column('sandboxRuns')],
    ],
  );
}
