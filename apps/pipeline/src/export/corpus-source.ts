/** The corpus in the database as an export reads it. One of the few places that may read secrets. */
import {
  countTasks,
  readCertificates,
  readRun,
  readSecrets,
  readTaskIds,
  readTasks,
  type Database,
  type TaskFilter,
} from '@touchstone/db';
import { currentCertificate } from '../current-certificate.ts';
import type { ExportFilter, ExportSource } from './export-source.ts';
import { isPermissive, licenceIds } from './licences.ts';

export function corpusSource({ verify }: Database): ExportSource {
  return {
    ids: async (filter) => readTaskIds(verify, await taskFilter(filter)),
    async rows(ids) {
      const certificates = await readCertificates(verify, ids);
      return (await readTasks(verify, ids)).map(({ id, category, split, task }) => ({
        id,
        category,
        split,
        task,
        certificate: currentCertificate(certificates.get(id), id),
      }));
    },
    secrets: (ids) => readSecrets(verify, ids),
  };

  async function taskFilter({ categories, splits, licence, run }: ExportFilter): Promise<TaskFilter> {
    return {
      withdrawn: false,
      categories,
      splits,
      run: run === undefined ? undefined : (await readRun(verify, run)).id,
      licences: licence === undefined ? undefined : await expressionsOf(licence),
    };
  }

  /** `permissive` is a question to each expression that occurs, not to each task. */
  async function expressionsOf(licence: string): Promise<string[]> {
    if (licence !== 'permissive') {
      licenceIds(licence);
      return [licence];
    }
    const counts = await countTasks(verify, {});
    return [...new Set(counts.map((count) => count.licence))].filter(isPermissive);
  }
}
