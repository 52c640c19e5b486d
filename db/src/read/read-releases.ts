/** Releases: what there are, what each holds, the certificates and the scores it was made with. */
import {
  certificateSchema,
  jsonObjectSchema,
  type Certificate,
  type Hash,
  type JsonObject,
  type TaskId,
} from '@touchstone/contracts';
import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { parseDocument } from '../documents.ts';
import { releaseCertificates, releases, releaseScores, releaseTasks } from '../schema/releases.ts';
import type { ReleasedTask, ReleaseKey, ReleaseScore } from '../write/write-release.ts';
import { inBatches } from './by-id.ts';

export interface Release extends ReleaseKey {
  /** SHA-256 over ids and certificates. */
  digest: Hash;
  description: string;
  filter: JsonObject;
  tasks: number;
  createdAt: Date;
}

/** Newest first. */
export async function listReleases(connection: Connection): Promise<Release[]> {
  const rows = await connection.run((sql) =>
    sql.select().from(releases).orderBy(desc(releases.createdAt), asc(releases.name), desc(releases.version)),
  );
  return rows.map(asRelease);
}

/** Null when there is none. */
export async function readRelease(
  connection: Connection,
  { name, version }: ReleaseKey,
): Promise<Release | null> {
  const [row] = await connection.run((sql) =>
    sql
      .select()
      .from(releases)
      .where(and(eq(releases.name, name), eq(releases.version, version))),
  );
  return row === undefined ? null : asRelease(row);
}

function asRelease(row: typeof releases.$inferSelect): Release {
  const filter = parseDocument(jsonObjectSchema, row.filter, `the filter of ${row.name}@${row.version}`);
  return { ...row, digest: row.digest, filter };
}

/** In the order of their ids; about 200 bytes each in memory. */
export async function readReleaseTasks(
  connection: Connection,
  { name, version }: ReleaseKey,
): Promise<ReleasedTask[]> {
  const rows = await connection.run((sql) =>
    sql
      .select({ id: releaseTasks.taskId, certificate: releaseTasks.certificateHash })
      .from(releaseTasks)
      .where(and(eq(releaseTasks.name, name), eq(releaseTasks.version, version)))
      .orderBy(asc(releaseTasks.taskId)),
  );
  return rows.map(({ id, certificate }) => ({ id: id, certificate: certificate }));
}

/** By their hashes; they may quote submissions, so they need the verify role. */
export async function readReleaseCertificates(
  verify: Connection<'verify'>,
  hashes: readonly Hash[],
): Promise<Map<Hash, Certificate>> {
  const rows = await inBatches(hashes, (batch) =>
    verify.run((sql) =>
      sql.select().from(releaseCertificates).where(inArray(releaseCertificates.hash, batch)),
    ),
  );
  return new Map(
    rows.map(({ hash, body }) => [hash, parseDocument(certificateSchema, body, `the certificate ${hash}`)]),
  );
}

export async function readReleaseScores(
  verify: Connection<'verify'>,
  { name, version }: ReleaseKey,
  task: TaskId,
): Promise<ReleaseScore[]> {
  return verify.run((sql) =>
    sql
      .select({
        task: releaseScores.taskId,
        trial: releaseScores.trial,
        outcome: releaseScores.outcome,
        reward: releaseScores.reward,
      })
      .from(releaseScores)
      .where(
        and(eq(releaseScores.name, name), eq(releaseScores.version, version), eq(releaseScores.taskId, task)),
      )
      .orderBy(asc(releaseScores.trial)),
  );
}
