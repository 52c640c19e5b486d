/** Folders of an export: whole or not at all, so that a killed export can go on. */
import { mkdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputFault, type JsonObject } from '@touchstone/contracts';
import type { ExportFilter, ExportSource } from './export-source.ts';
import { frozenIds } from './frozen.ts';

/** Content by path with forward slashes. */
export type Files = Map<string, string | Uint8Array>;

/** The folder appears under its name only when every file is in it; one that is there is left as it is. */
export async function writeFolder(path: string, files: Files): Promise<void> {
  if (await stat(path).catch(() => null)) return;
  const draft = `${path}.tmp`;
  await rm(draft, { recursive: true, force: true });
  for (const [name, content] of files) {
    await mkdir(dirname(join(draft, name)), { recursive: true });
    await writeFile(join(draft, name), content);
  }
  await rename(draft, path);
}

/** Takes away what an export without tasks has begun; the folder too, unless something else lies in it. */
export async function removeUnbegun(out: string, work: string): Promise<void> {
  await rm(work, { recursive: true, force: true });
  await rmdir(out).catch(() => undefined);
}

/** Ids to write into the folder `out`, frozen in `work` when it was begun; an `InputFault`, and nothing left behind, where there are none. */
export async function idsToWrite(
  source: ExportSource,
  { out, work, filter }: { out: string; work: string; filter: ExportFilter },
): Promise<string[]> {
  const ids = await frozenIds(work, { filter: filter as JsonObject }, () => source.ids(filter));
  if (ids.length > 0) return ids;
  await removeUnbegun(out, work);
  throw nothingToExport();
}

export function nothingToExport(): InputFault {
  return new InputFault('No task passes these filters, so there is nothing to export.', {
    code: 'nothing-to-export',
    hint: '"touchstone tasks list" shows what there is; "touchstone synth RECIPE" makes more.',
  });
}
