/** Deletes the bodies of candidates that did not enter the corpus, and what nothing else names any more. */
import type { TaskId } from '@touchstone/contracts';
import type { Sql } from '../connection.ts';
import { lockBodies } from '../locks.ts';

/** After the drafts have left the status `certified`. Keeps published tasks and those that another item still offers. */
export async function deleteBodies(sql: Sql, candidates: readonly TaskId[]): Promise<void> {
  if (candidates.length === 0) return;
  await lockBodies(sql, 'delete');
  const named = await sql.$client.query<{ hash: string }>(
    'SELECT DISTINCT hash FROM touchstone.task_blobs WHERE task_id = ANY($1)',
    [candidates],
  );
  const deleted = await sql.$client.query<{ environment_hash: string }>(
    `DELETE FROM touchstone.tasks AS task
     WHERE id = ANY($1) AND published_at IS NULL AND NOT EXISTS (
       SELECT FROM touchstone.drafts WHERE task_id = task.id AND status IN ('certified', 'published'))
     RETURNING environment_hash`,
    [candidates],
  );
  await sql.$client.query(
    `DELETE FROM touchstone.blobs AS blob
     WHERE hash = ANY($1) AND NOT kept
       AND NOT EXISTS (SELECT FROM touchstone.task_blobs WHERE hash = blob.hash)`,
    [named.rows.map((row) => row.hash)],
  );
  await sql.$client.query(
    `DELETE FROM touchstone.environments AS environment
     WHERE hash = ANY($1) AND NOT EXISTS (SELECT FROM touchstone.tasks WHERE environment_hash = environment.hash)`,
    [deleted.rows.map((row) => row.environment_hash)],
  );
}
