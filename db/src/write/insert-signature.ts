/** Keeps a published item's signature for the items above it. */
import type { TaskId } from '@touchstone/contracts';
import type { Sql } from '../connection.ts';
import type { RunId, Signature } from '../run-types.ts';
import { signatureBands, signatures } from '../schema/signatures.ts';

export async function insertSignature(
  sql: Sql,
  of: { run: RunId; family: string; item: number; task: TaskId },
  { minhash, bands }: Signature,
): Promise<void> {
  const key = { runId: of.run, family: of.family, item: of.item };
  await sql
    .insert(signatures)
    .values({ ...key, taskId: of.task, minhash: Buffer.from(minhash) })
    .onConflictDoNothing();
  const rows = [...new Set(bands)].map((band) => ({ ...key, band }));
  if (rows.length > 0) await sql.insert(signatureBands).values(rows).onConflictDoNothing();
}
