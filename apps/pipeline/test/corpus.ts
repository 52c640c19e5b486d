/** A made-up corpus for tests of export: well-formed tasks, no database. */
import {
  hashText,
  type Certificate,
  type Category,
  type Split,
  type TaskPublic,
  type TaskSecret,
} from '@touchstone/contracts';
import type { ExportRow, ExportSource } from '../src/export/export-source.ts';

export function corpusOf(count: number, { failAtRow }: { failAtRow?: number } = {}): ExportSource {
  const rows = new Map(Array.from({ length: count }, (_, index) => rowOf(index)).map((row) => [row.id, row]));
  let served = 0;
  return {
    ids: () => Promise.resolve([...rows.keys()].sort()),
    rows: (ids) => {
      served += ids.length;
      if (failAtRow !== undefined && served > failAtRow)
        return Promise.reject(new Error('the database was lost'));
      return Promise.resolve(ids.map((id) => rows.get(id) as ExportRow));
    },
    secrets: (ids) =>
      Promise.resolve(
        ids.map((id) => ({ salt: hashText(id), note: `the secret of ${id}` }) as unknown as TaskSecret),
      ),
  };
}

function rowOf(index: number): ExportRow {
  const category: Category = index % 2 === 0 ? 'interpreter' : 'general';
  const split: Split = 'train';
  return {
    id: `task_${hashText(`row ${index}`)}`,
    category,
    split,
    task: {
      schemaVersion: 1,
      category,
      instruction: `Question ${index} — mit Umlauten: äöü\u2028`,
      licence: {
        spdx: 'CC0-1.0',
        sources: [{ source: 'table:weather', spdx: 'CC-BY-4.0', attribution: 'A. Meteorologist' }],
      },
    } as unknown as TaskPublic,
    certificate: { schemaVersion: 1, key: { runtime: { driver: 'bwrap' } } } as unknown as Certificate,
  };
}
