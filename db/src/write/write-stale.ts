/** Which tasks' certificates are stale, told by the versions that made them. */
import { parseVersions, type CertificateVersions } from '../certificate-summary.ts';
import type { Connection } from '../connection.ts';

export interface MadeByVersions {
  /** As it is stored. */
  text: string;
  versions: CertificateVersions;
}

/** Every set of versions that occurs. */
export async function readMadeBy(verify: Connection<'verify'>): Promise<MadeByVersions[]> {
  const { rows } = await verify.run((sql) =>
    sql.$client.query<{ text: string }>(
      `SELECT DISTINCT versions AS text FROM touchstone.task_state WHERE versions <> '' ORDER BY 1`,
    ),
  );
  return rows.map(({ text }) => ({ text, versions: parseVersions(text) }));
}

/** Those made by one of these are stale and no others; returns how many. */
export async function writeStale(verify: Connection<'verify'>, stale: readonly string[]): Promise<number> {
  return verify.transaction(async (sql) => {
    await sql.$client.query(
      'UPDATE touchstone.task_state SET stale = NOT stale WHERE stale <> (versions = ANY($1::text[]))',
      [stale],
    );
    const { rows } = await sql.$client.query<{ count: string }>(
      'SELECT count(*) AS count FROM touchstone.task_state WHERE stale',
    );
    return Number(rows[0]?.count ?? 0);
  });
}
