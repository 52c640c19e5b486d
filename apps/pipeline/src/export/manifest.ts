/** What an export holds, counted from the written files, so that a resumed export counts what is really there. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Licence } from '@touchstone/contracts';
import type { ExportFilter, ExportRow } from './export-source.ts';
import { idsOfLicences } from './licences.ts';
import type { WrittenFile } from './shard.ts';

export interface Manifest {
  schemaVersion: 1;
  name: string;
  rows: number;
  filter: ExportFilter;
  counts: Record<'category' | 'split' | 'licence' | 'driver', Record<string, number>>;
  files: WrittenFile[];
  /** Empty unless secrets were asked for. */
  secrets: WrittenFile[];
  /** Paths of licence texts, relative to the manifest. */
  licences: string[];
  attribution: string;
}

export interface Summary {
  counts: Manifest['counts'];
  /** Licence ids that tasks or their sources name, sorted. */
  licenceIds: string[];
  licences: Licence[];
}

export async function summarise(folder: string, files: readonly string[]): Promise<Summary> {
  const counts: Manifest['counts'] = { category: {}, split: {}, licence: {}, driver: {} };
  const licences: Licence[] = [];
  for (const file of files)
    for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
      const row = JSON.parse(line) as ExportRow;
      add(counts.category, row.category);
      add(counts.split, row.split);
      add(counts.licence, row.task.licence.spdx);
      add(counts.driver, row.certificate.key.runtime.driver);
      licences.push(row.task.licence);
    }
  return { counts, licences, licenceIds: idsOfLicences(licences) };
}

function add(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
