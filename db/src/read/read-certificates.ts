/** Certificates, whole: they may quote submissions, so they need the verify role. */
import { certificateSchema, type Certificate, type TaskId } from '@touchstone/contracts';
import { asc, desc, inArray } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { parseDocument } from '../documents.ts';
import { certificates } from '../schema/certificates.ts';
import { inBatches } from './by-id.ts';

/** Of each task the current certificate of every driver, newest first; a task without one has an empty list. */
export async function readCertificates(
  verify: Connection<'verify'>,
  ids: readonly TaskId[],
): Promise<Map<TaskId, Certificate[]>> {
  const rows = await inBatches(ids, (batch) =>
    verify.run((sql) =>
      sql
        .select({ id: certificates.taskId, body: certificates.body })
        .from(certificates)
        .where(inArray(certificates.taskId, batch))
        .orderBy(desc(certificates.issuedAt), asc(certificates.driver)),
    ),
  );
  const byTask = new Map<TaskId, Certificate[]>(ids.map((id) => [id, []]));
  for (const { id, body } of rows) {
    byTask.get(id)?.push(parseDocument(certificateSchema, body, `the certificate of ${id}`));
  }
  return byTask;
}
