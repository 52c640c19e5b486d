/** The lab's memo: what an experiment showed before. */
import { jsonSchema, type Hash, type Json } from '@touchstone/contracts';
import { eq } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { parseDocument } from '../documents.ts';
import { observations } from '../schema/observations.ts';

export async function readObservation(
  verify: Connection<'verify'>,
  experiment: Hash,
): Promise<Json | undefined> {
  const [row] = await verify.run((sql) =>
    sql
      .select({ document: observations.document })
      .from(observations)
      .where(eq(observations.hash, experiment)),
  );
  return row === undefined ? undefined : parseDocument(jsonSchema, row.document, `experiment ${experiment}`);
}
