/** The bytes that a task names, in either half: with both halves they make the draft that it was. */
import type { Hash, TaskId } from '@touchstone/contracts';
import { eq } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { taskBlobs } from '../schema/task-blobs.ts';
import { readBlobs } from './read-blobs.ts';

/** Throws a `Fault`: `blob-missing`, `blob-corrupt`. A task that is not there names none. */
export async function readTaskBlobs(
  verify: Connection<'verify'>,
  id: TaskId,
): Promise<Map<Hash, Uint8Array>> {
  const rows = await verify.run((sql) =>
    sql.select({ hash: taskBlobs.hash }).from(taskBlobs).where(eq(taskBlobs.taskId, id)),
  );
  return readBlobs(
    verify,
    rows.map(({ hash }) => hash),
  );
}
