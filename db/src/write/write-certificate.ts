/** Makes a certificate the current one of its task and driver, unless a later one is there; lists show it at once. */
import { canonicalJson, hashJson, type Certificate } from '@touchstone/contracts';
import { sql as raw } from 'drizzle-orm';
import { withoutConflict } from '../conflict.ts';
import type { Connection, Sql } from '../connection.ts';
import { certificates } from '../schema/certificates.ts';
import { renewSummaries } from './write-state.ts';

export async function writeCertificate(
  verify: Connection<'verify'>,
  certificate: Certificate,
): Promise<void> {
  await withoutConflict(verify, (sql) => upsertCertificate(sql, certificate));
}

export async function upsertCertificate(sql: Sql, certificate: Certificate): Promise<void> {
  const columns = {
    keyHash: hashJson(certificate.key),
    issuedAt: new Date(certificate.issuedAt),
    outcomes: Object.fromEntries(certificate.gates.map(({ gate, outcome }) => [gate, outcome])),
    weakestEvidence: certificate.weakestEvidence,
    sandboxRuns: certificate.cost.sandboxRuns,
    body: canonicalJson(certificate),
  };
  await sql
    .insert(certificates)
    .values({ taskId: certificate.key.task, driver: certificate.key.runtime.driver, ...columns })
    .onConflictDoUpdate({
      target: [certificates.taskId, certificates.driver],
      set: columns,
      setWhere: raw`${certificates.issuedAt} <= excluded.issued_at`,
    });
  await renewSummaries(sql, [certificate.key.task]);
}
