/**
 * A corpus as a Hugging Face dataset: `data/<split>-….parquet`, a card, licences, and a manifest that comes last and says that
 * the export is whole. Killed at any instant, the same command goes on: a file is written under another name first.
 */
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { splits, type JsonObject, type Split, type TaskSecret } from '@touchstone/contracts';
import type { ExportFilter, ExportRow, ExportSource } from '../export-source.ts';
import { nothingToExport, removeUnbegun } from '../folders.ts';
import { frozenIds, writeWhole } from '../frozen.ts';
import { writeLicences } from '../licences.ts';
import { describeFile, type WrittenFile } from '../shard.ts';
import { datasetCard } from './card.ts';
import { secretParquet, taskParquet } from './columns.ts';
import { addSummary, emptySummary, summariseRows, type HfSummary } from './summary.ts';

export interface HfOptions {
  /** The folder to write. */
  out: string;
  filter: ExportFilter;
  /** Rows a file; null: 2,000, some 50 MB in memory while a file is written. */
  shardSize: number | null;
  /** Also write the secret halves, as a configuration of their own. */
  withSecrets: boolean;
  /** Name and version of the dataset; left out, it is named after the folder and has no version. */
  release?: { name: string; version: string };
  report?: (progress: { written: number; total: number }) => void;
  signal?: AbortSignal;
}

export interface HfManifest {
  schemaVersion: 1;
  format: 'hf';
  dataset: { name: string; version: string | null };
  rows: number;
  filter: ExportFilter;
  splits: Partial<Record<Split, number>>;
  files: WrittenFile[];
  /** Empty unless secrets were asked for. */
  secrets: WrittenFile[];
  licences: string[];
}

const shardRows = 2_000;
/** Rows read at once. */
const batchRows = 100;

interface Shard {
  split: Split;
  file: string;
  secretFile: string;
  ids: string[];
}

export async function exportHf(source: ExportSource, options: HfOptions): Promise<HfManifest> {
  const work = join(options.out, '.part');
  const shards = await frozenShards(source, options, work);
  const total = shards.reduce((sum, { ids }) => sum + ids.length, 0);
  if (total === 0) {
    await removeUnbegun(options.out, work);
    throw nothingToExport();
  }
  const summary = emptySummary();
  for (const shard of shards) {
    addSummary(summary, await writeShard(source, shard, { ...options, work }));
    options.report?.({ written: summary.rows, total });
  }
  return finish(options, work, shards, summary);
}

/** Ids of each split are frozen by themselves: the split is in the name of the file. */
async function frozenShards(source: ExportSource, options: HfOptions, work: string): Promise<Shard[]> {
  const { filter, withSecrets, shardSize } = options;
  const asked = JSON.parse(JSON.stringify({ filter, withSecrets, shardSize })) as JsonObject;
  const shards: Shard[] = [];
  for (const split of filter.splits ?? splits) {
    const ids = await frozenIds(join(work, split), asked, () => source.ids({ ...filter, splits: [split] }));
    const size = shardSize ?? shardRows;
    const count = Math.ceil(ids.length / size);
    for (let index = 0; index < count; index++) {
      const name = `${split}-${digits(index)}-of-${digits(count)}.parquet`;
      const of = ids.slice(index * size, (index + 1) * size);
      shards.push({ split, file: `data/${name}`, secretFile: `secret/${name}`, ids: of });
    }
  }
  return shards;
}

const digits = (n: number) => String(n).padStart(5, '0');

/** Its summary is written after its files: where it stands, the files do too. */
async function writeShard(
  source: ExportSource,
  { file, secretFile, ids }: Shard,
  { out, work, withSecrets, signal }: HfOptions & { work: string },
): Promise<HfSummary> {
  const note = join(work, `${basename(file)}.json`);
  const written = await readFile(note, 'utf8').catch(() => null);
  if (written !== null && (await stat(join(out, file)).catch(() => null)))
    return JSON.parse(written) as HfSummary;
  const rows: ExportRow[] = [];
  const secrets: { id: string; secret: TaskSecret }[] = [];
  for (let start = 0; start < ids.length; start += batchRows) {
    signal?.throwIfAborted();
    const batch = ids.slice(start, start + batchRows);
    rows.push(...(await source.rows(batch)));
    if (withSecrets)
      for (const [index, secret] of (await source.secrets(batch)).entries())
        secrets.push({ id: batch[index] ?? '', secret });
  }
  if (withSecrets) await writeBytes(join(out, secretFile), secretParquet(secrets));
  await writeBytes(join(out, file), taskParquet(rows));
  const summary = summariseRows(rows);
  await writeWhole(note, JSON.stringify(summary));
  return summary;
}

async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.tmp`, bytes, { flush: true });
  await rename(`${path}.tmp`, path);
}

async function finish(
  { out, filter, withSecrets, release }: HfOptions,
  work: string,
  shards: readonly Shard[],
  summary: HfSummary,
): Promise<HfManifest> {
  const name = release?.name ?? basename(resolve(out));
  const version = release?.version ?? null;
  await writeWhole(join(out, 'README.md'), datasetCard({ name, version, summary, withSecrets }));
  const describe = (file: 'file' | 'secretFile') =>
    Promise.all(shards.map((shard) => describeFile(out, shard[file], shard.ids.length)));
  const manifest: HfManifest = {
    schemaVersion: 1,
    format: 'hf',
    dataset: { name, version },
    rows: summary.rows,
    filter,
    splits: summary.bySplit,
    files: await describe('file'),
    secrets: withSecrets ? await describe('secretFile') : [],
    licences: await writeLicences(out, summary.licences),
  };
  await writeWhole(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await rm(work, { recursive: true });
  return manifest;
}
