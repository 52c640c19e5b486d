/** Writes a certified draft's bodies as a candidate: blobs, environment, both halves, certificate. Twice is once. */
import {
  canonicalJson,
  draftId,
  hashText,
  type Certificate,
  type Draft,
  type Hash,
  type Split,
  type TaskPublic,
} from '@touchstone/contracts';
import { sql as raw } from 'drizzle-orm';
import type { Sql } from '../connection.ts';
import { previewCharactersMax } from '../limits.ts';
import { plainText } from '../plain-text.ts';
import { environments } from '../schema/environments.ts';
import { taskBlobs } from '../schema/task-blobs.ts';
import { taskSecrets } from '../schema/task-secrets.ts';
import { tasks } from '../schema/tasks.ts';
import { insertBlobs } from './write-blobs.ts';
import { upsertCertificate } from './write-certificate.ts';

export async function insertBodies(
  sql: Sql,
  certified: { draft: Draft; split: Split; certificate: Certificate },
): Promise<void> {
  const { draft, split, certificate } = certified;
  const id = draftId(draft);
  const named = publicBlobs(draft);
  await insertBlobs(sql, draft.blobs, { isPublic: (hash) => named.has(hash), kept: false });
  const environment = canonicalJson(draft.task.environment);
  const environmentHash = hashText(environment);
  await sql
    .insert(environments)
    .values({ hash: environmentHash, document: environment })
    .onConflictDoNothing();
  await sql
    .insert(tasks)
    .values({ ...columnsOf(draft.task), id, environmentHash, split })
    .onConflictDoNothing();
  await sql
    .insert(taskSecrets)
    .values({ taskId: id, document: canonicalJson(draft.secret) })
    .onConflictDoNothing();
  const hashes = [...new Set([...named, ...draft.blobs.keys()])].sort();
  if (hashes.length > 0) {
    await sql
      .insert(taskBlobs)
      .values(hashes.map((hash) => ({ taskId: id, hash })))
      .onConflictDoNothing();
  }
  await upsertCertificate(sql, certificate);
}

/** What the public half names: all that the serve role may read. A web is a blob only where the draft brings it. */
function publicBlobs({ task, blobs }: Draft): Set<Hash> {
  const { files, world, web } = task.environment;
  const ofWorld = world === null ? [] : [world.program, world.rows];
  const ofWeb = web !== null && blobs.has(web.hash) ? [web.hash] : [];
  return new Set([...files.map((file) => file.blob), ...ofWorld, ...ofWeb]);
}

function columnsOf(task: TaskPublic) {
  return {
    document: canonicalJson(task),
    category: task.category,
    language: task.language,
    spdx: task.licence.spdx,
    preview: plainText(task.instruction, previewCharactersMax),
    publishedAt: raw`NULL`,
  };
}
