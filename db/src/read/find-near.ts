/** Published items of the same family and run that share a band with a signature: those worth comparing. */
import { and, asc, eq, exists, inArray } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import type { PublishedSignature, RunId } from '../run-types.ts';
import { signatureBands, signatures } from '../schema/signatures.ts';

export async function findNear(
  verify: Connection<'verify'>,
  query: { run: RunId; family: string; bands: readonly string[] },
): Promise<PublishedSignature[]> {
  if (query.bands.length === 0) return [];
  return verify.run((sql) =>
    sql
      .select({ item: signatures.item, task: signatures.taskId, minhash: signatures.minhash })
      .from(signatures)
      .where(
        and(
          eq(signatures.runId, query.run),
          eq(signatures.family, query.family),
          exists(
            sql
              .select({ band: signatureBands.band })
              .from(signatureBands)
              .where(
                and(
                  eq(signatureBands.runId, signatures.runId),
                  eq(signatureBands.family, signatures.family),
                  eq(signatureBands.item, signatures.item),
                  inArray(signatureBands.band, [...query.bands]),
                ),
              ),
          ),
        ),
      )
      .orderBy(asc(signatures.item)),
  );
}
