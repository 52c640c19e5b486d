/**
 * A corpus as JSON lines: ids frozen first, then shards in the order of the ids, then the manifest, which comes last and
 * says that the export is whole. Killed at any instant, the same command goes on from there (`frozen.ts`).
 */
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { JsonObject } from '@touchstone/contracts';
import type { ExportOptions, ExportSource } from './export-source.ts';
import { frozenIds, syncFolder, writeWhole } from './frozen.ts';
import { nothingToExport } from './folders.ts';
import { attribution, licenceText } from './licences.ts';
import { summarise, type Manifest } from './manifest.ts';
import { describeFile, shardsOf, writeShard } from './shard.ts';

export async function exportJsonLines(source: ExportSource, options: ExportOptions): Promise<Manifest> {
  const name = basename(options.out, extname(options.out));
  const folder = dirname(options.out);
  const work = join(folder, `${name}.part`);
  await mkdir(folder, { recursive: true });

  const ids = await frozenIds(work, asked(options), () => source.ids(options.filter));
  if (ids.length === 0) {
    await rm(work, { recursive: true });
    throw nothingToExport();
  }
  const manifest =
    (await readManifest(join(work, 'manifest.json'))) ?? (await write(source, options, { name, work, ids }));
  await moveIntoPlace(work, folder, manifest);
  return manifest;
}

/** What decides which lines are written; an unfinished export is only continued under the same. */
function asked({ filter, shardSize, withSecrets }: ExportOptions): JsonObject {
  return JSON.parse(JSON.stringify({ filter, shardSize, withSecrets })) as JsonObject;
}

async function write(
  source: ExportSource,
  options: ExportOptions,
  { name, work, ids }: { name: string; work: string; ids: string[] },
): Promise<Manifest> {
  const shards = shardsOf(name, ids, options.shardSize);
  let written = 0;
  const onRows = (rows: number) => options.report?.({ written: (written += rows), total: ids.length });
  for (const shard of shards) await writeShard(source, work, shard, { ...options, onRows });

  const summary = await summarise(
    work,
    shards.map((shard) => shard.file),
  );
  const describeAll = (file: 'file' | 'secretFile') =>
    Promise.all(shards.map((shard) => describeFile(work, shard[file], shard.ids.length)));
  const manifest: Manifest = {
    schemaVersion: 1,
    name,
    rows: ids.length,
    filter: options.filter,
    counts: summary.counts,
    files: await describeAll('file'),
    secrets: options.withSecrets ? await describeAll('secretFile') : [],
    licences: summary.licenceIds.map((id) => `LICENSES/${id}.txt`),
    attribution: `${name}.ATTRIBUTION.md`,
  };
  await mkdir(join(work, 'LICENSES'), { recursive: true });
  for (const id of summary.licenceIds)
    await writeWhole(join(work, `LICENSES/${id}.txt`), licenceText(id, summary.licences));
  await writeWhole(join(work, manifest.attribution), attribution(name, summary.licences));
  await writeWhole(join(work, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function readManifest(path: string): Promise<Manifest | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Manifest);
}

/** Safe to run twice: what was moved before a kill is no longer in the working folder and is passed over. */
async function moveIntoPlace(work: string, folder: string, manifest: Manifest): Promise<void> {
  await mkdir(join(folder, 'LICENSES'), { recursive: true });
  // The old manifest goes first: beside new lines it would be a lie.
  await rm(join(folder, `${manifest.name}.manifest.json`), { force: true });
  const names = [...manifest.files, ...manifest.secrets].map((written) => written.file);
  for (const name of [...names, ...manifest.licences, manifest.attribution])
    await rename(join(work, name), join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  await writeWhole(join(folder, `${manifest.name}.manifest.json`), `${JSON.stringify(manifest, null, 2)}\n`);
  await syncFolder(folder);
  await rm(work, { recursive: true });
}
