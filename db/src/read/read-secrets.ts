/** Secret halves. Only verification, export and curation may import this: the type of the connection says so, the grant enforces it. */
import { taskSecretSchema, type TaskId, type TaskSecret } from '@touchstone/contracts';
import { inArray } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { parseDocument } from '../documents.ts';
import { taskSecrets } from '../schema/task-secrets.ts';
import { inBatches, inOrder } from './by-id.ts';

/** In the order of `ids`; throws a `Fault` (`task-missing`). */
export async function readSecrets(
  verify: Connection<'verify'>,
  ids: readonly TaskId[],
): Promise<TaskSecret[]> {
  const rows = await inBatches(ids, (batch) =>
    verify.run((sql) =>
      sql
        .select({ id: taskSecrets.taskId, document: taskSecrets.document })
        .from(taskSecrets)
        .where(inArray(taskSecrets.taskId, batch)),
    ),
  );
  return inOrder(ids, rows, 'secret half of').map(({ id, document }) =>
    parseDocument(taskSecretSchema, document, `the secret half of ${id}`),
  );
}
