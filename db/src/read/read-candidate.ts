/** A candidate with all that a decision about it may want. */
import {
  certificateSchema,
  Fault,
  taskPublicSchema,
  taskSecretSchema,
  type TaskId,
} from '@touchstone/contracts';
import type { Sql } from '../connection.ts';
import { parseDocument } from '../documents.ts';
import type { Candidate } from '../write/publish-ready.ts';

interface Row {
  task: string;
  secret: string;
  certificate: string;
}

export async function readCandidate(
  sql: Sql,
  { id, item }: { id: TaskId; item: number },
): Promise<Candidate> {
  const { rows } = await sql.$client.query<Row>(
    `SELECT task.document AS task, secret.document AS secret, certificate.body AS certificate
     FROM touchstone.tasks AS task
     JOIN touchstone.task_secrets AS secret ON secret.task_id = task.id
     JOIN touchstone.certificates AS certificate ON certificate.task_id = task.id
     WHERE task.id = $1 ORDER BY certificate.issued_at DESC, certificate.driver LIMIT 1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) {
    throw new Fault(`The certified item ${item} has no bodies (${id}).`, {
      code: 'bodies-missing',
      boundary: 'database',
      retryable: false,
      hint: 'The database was changed by hand.',
    });
  }
  return {
    id,
    item,
    task: parseDocument(taskPublicSchema, row.task, id),
    secret: parseDocument(taskSecretSchema, row.secret, `the secret half of ${id}`),
    certificate: parseDocument(certificateSchema, row.certificate, `the certificate of ${id}`),
  };
}
