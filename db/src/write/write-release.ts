/** Adds a release, its certificates and its first scores. Nothing here changes what is there. */
import { createHash } from 'node:crypto';
import { canonicalJson, hashText, type Certificate, type Hash, type TaskId } from '@touchstone/contracts';
import { and, eq, sql as raw } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { releaseCertificates, releases, releaseScores, releaseTasks } from '../schema/releases.ts';

export interface ReleaseKey {
  name: string;
  version: string;
}

export interface ReleasedTask {
  id: TaskId;
  certificate: Hash;
}

export interface ReleaseScore {
  task: TaskId;
  trial: string;
  outcome: 'accepted' | 'rejected';
  reward: number;
}

/** Keeps certificates by their hash, which it gives in the order of the certificates. At most some hundred a call. */
export async function writeReleaseCertificates(
  verify: Connection<'verify'>,
  certificates: readonly Certificate[],
): Promise<Hash[]> {
  const rows = certificates.map((certificate) => {
    const body = canonicalJson(certificate);
    return { hash: hashText(body), body };
  });
  if (rows.length > 0)
    await verify.run((sql) => sql.insert(releaseCertificates).values(rows).onConflictDoNothing());
  return rows.map(({ hash }) => hash);
}

/** SHA-256 that names the content of a release. */
export function releaseDigest(tasks: readonly ReleasedTask[]): Hash {
  const lines = tasks.map(({ id, certificate }) => `${id} ${certificate}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** All or nothing. Gives the digest of what stands under this name and version now: the given one, or an older release's. */
export async function writeRelease(
  verify: Connection<'verify'>,
  key: ReleaseKey,
  release: { description: string; filter: string; createdAt: Date; tasks: readonly ReleasedTask[] },
): Promise<{ created: boolean; digest: Hash }> {
  const { description, filter, createdAt, tasks } = release;
  const digest = releaseDigest(tasks);
  return verify.transaction(async (sql) => {
    const added = await sql
      .insert(releases)
      .values({ ...key, digest, description, filter, createdAt, tasks: tasks.length })
      .onConflictDoNothing()
      .returning({ digest: releases.digest });
    if (added.length === 0) {
      const [before] = await sql
        .select({ digest: releases.digest })
        .from(releases)
        .where(and(eq(releases.name, key.name), eq(releases.version, key.version)));
      return { created: false, digest: before?.digest ?? '' };
    }
    for (let start = 0; start < tasks.length; start += statementRows) {
      const batch = tasks.slice(start, start + statementRows);
      await sql.execute(
        raw`INSERT INTO ${releaseTasks} (name, version, task_id, certificate_hash)
            SELECT ${key.name}, ${key.version}, * FROM unnest(
              ${raw.param(batch.map(({ id }) => id))}::text[], ${raw.param(batch.map(({ certificate }) => certificate))}::text[])`,
      );
    }
    return { created: true, digest };
  });
}

/** Rows of one statement, some 200 bytes each. */
const statementRows = 5_000;

/** Keeps scores of trials that have none yet. */
export async function writeReleaseScores(
  verify: Connection<'verify'>,
  key: ReleaseKey,
  scores: readonly ReleaseScore[],
): Promise<void> {
  if (scores.length === 0) return;
  const rows = scores.map(({ task, ...score }) => ({ ...key, taskId: task, ...score }));
  await verify.run((sql) => sql.insert(releaseScores).values(rows).onConflictDoNothing());
}
