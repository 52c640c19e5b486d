/** Freezes what a filter keeps today, with the certificates of today, under a name and a version. */
import { InputFault, canonicalJson, type Json, type TaskId } from '@touchstone/contracts';
import {
  readRelease,
  releaseDigest,
  writeRelease,
  writeReleaseCertificates,
  type Database,
  type Release,
  type ReleasedTask,
} from '@touchstone/db';
import { corpusSource } from '../export/corpus-source.ts';
import type { ExportFilter } from '../export/export-source.ts';
import { parseReleaseKey, releaseName } from './release-key.ts';

export interface CreateRelease {
  /** `name@1.2.0`. */
  release: string;
  description: string;
  filter: ExportFilter;
  now: Date;
  signal?: AbortSignal;
}

/** Certificates read and kept at once. */
const batchTasks = 100;

/**
 * `created` is false when the same tasks with the same certificates already stand under this name and version; an
 * `InputFault` (`release-exists`) when others do, or when no task passes.
 */
export async function createRelease(
  database: Database,
  { release: named, description, filter, now, signal }: CreateRelease,
): Promise<{ created: boolean; release: Release }> {
  const key = parseReleaseKey(named);
  const { verify } = database;
  const source = corpusSource(database);
  const ids = await source.ids(filter);
  if (ids.length === 0)
    throw new InputFault('No task passes these filters, so there is nothing to release.', {
      code: 'nothing-to-release',
      hint: '"touchstone tasks list" shows what there is; "touchstone synth RECIPE" makes more.',
    });
  const tasks: ReleasedTask[] = [];
  for (let start = 0; start < ids.length; start += batchTasks) {
    signal?.throwIfAborted();
    const rows = await source.rows(ids.slice(start, start + batchTasks));
    const hashes = await writeReleaseCertificates(
      verify,
      rows.map(({ certificate }) => certificate),
    );
    for (const [index, hash] of hashes.entries())
      tasks.push({ id: rows[index]?.id as TaskId, certificate: hash });
  }
  const frozen = JSON.parse(JSON.stringify(filter)) as Json;
  const about = { description, filter: canonicalJson(frozen), createdAt: now, tasks };
  const { created, digest } = await writeRelease(verify, key, about);
  if (!created && digest !== releaseDigest(tasks))
    throw new InputFault(
      `${releaseName(key)} exists and holds something else, and a release never changes.`,
      {
        code: 'release-exists',
        hint: `Give it another version; "touchstone corpus diff ${releaseName(key)} corpus" shows what has changed since.`,
      },
    );
  const release = await readRelease(verify, key);
  if (release === null) throw new Error(`the release ${releaseName(key)} was written and is not there`);
  return { created, release };
}
