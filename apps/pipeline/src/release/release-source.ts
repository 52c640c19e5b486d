/** A release as an export reads it: its tasks and the certificates of its day, whatever the corpus has become since. */
import { InputFault, type Hash, type TaskId } from '@touchstone/contracts';
import {
  readReleaseCertificates,
  readReleaseTasks,
  readSecrets,
  readTasks,
  type Database,
  type ReleaseKey,
} from '@touchstone/db';
import type { ExportFilter, ExportSource } from '../export/export-source.ts';
import { isPermissive, licenceIds } from '../export/licences.ts';

/** Public halves read at once while ids are filtered. */
const batchTasks = 500;

export async function releaseSource({ verify }: Database, key: ReleaseKey): Promise<ExportSource> {
  const certificateOf = new Map<TaskId, Hash>(
    (await readReleaseTasks(verify, key)).map(({ id, certificate }) => [id, certificate]),
  );
  return {
    async ids(filter) {
      if (filter.run !== undefined)
        throw new InputFault('A release does not know the runs that its tasks came from.', {
          code: 'release-and-run',
          hint: 'Give --run when the release is created, or export without --release.',
        });
      return filterIds([...certificateOf.keys()], filter);
    },
    async rows(ids) {
      const hashes = ids.map((id) => hashOf(id));
      const certificates = await readReleaseCertificates(verify, [...new Set(hashes)]);
      return (await readTasks(verify, ids as TaskId[])).map((stored, index) => {
        const certificate = certificates.get(hashes[index] as Hash);
        if (certificate === undefined) throw new Error(`the released task ${stored.id} has no certificate`);
        return { ...stored, certificate };
      });
    },
    secrets: (ids) => readSecrets(verify, ids),
  };

  function hashOf(id: TaskId): Hash {
    const hash = certificateOf.get(id);
    if (hash === undefined) throw new Error(`${id} is not in the release`);
    return hash;
  }

  async function filterIds(ids: TaskId[], { categories, splits, licence }: ExportFilter): Promise<TaskId[]> {
    if (!categories && !splits && licence === undefined) return ids;
    if (licence !== undefined && licence !== 'permissive') licenceIds(licence);
    const kept: TaskId[] = [];
    for (let start = 0; start < ids.length; start += batchTasks)
      for (const { id, category, split, task } of await readTasks(
        verify,
        ids.slice(start, start + batchTasks),
      )) {
        const { spdx } = task.licence;
        const allowed =
          licence === undefined || (licence === 'permissive' ? isPermissive(spdx) : spdx === licence);
        if (allowed && (categories?.includes(category) ?? true) && (splits?.includes(split) ?? true))
          kept.push(id);
      }
    return kept;
  }
}
