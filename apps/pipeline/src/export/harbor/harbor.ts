/**
 * A corpus as Harbor tasks: `tasks/<name>/` with `dataset.toml` beside them, `registry.json`, and a manifest that comes
 * last, says that the export is whole, and lists what was refused and why. Killed at any instant, the same command goes on.
 */
import { readFile, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import {
  InputFault,
  canonicalJson,
  type BlobReader,
  type Hash,
  type Licence,
  type OfflineWeb,
  type TaskSecret,
} from '@touchstone/contracts';
import type { ExportFilter, ExportRow, ExportSource } from '../export-source.ts';
import { idsToWrite, writeFolder } from '../folders.ts';
import { writeWhole } from '../frozen.ts';
import { writeLicences } from '../licences.ts';
import { datasetToml, registryJson } from './dataset.ts';
import { harborDatasetDigest, harborDigest } from './digest.ts';
import { webBytesMax } from './limits.ts';
import { refuse, type RefusedTask } from './refuse.ts';
import { harborTaskFiles } from './task-files.ts';

export interface HarborOptions {
  /** The folder to write. */
  out: string;
  filter: ExportFilter;
  /** Must be true: a Harbor task without its tests could not be judged. */
  withSecrets: boolean;
  blobs: BlobReader;
  openWeb: (hash: Hash) => Promise<OfflineWeb>;
  /** Name and version of the dataset; left out, it is named after the folder and has no version. */
  release?: { name: string; version: string };
  report?: (progress: { written: number; total: number }) => void;
  signal?: AbortSignal;
}

export interface HarborManifest {
  schemaVersion: 1;
  format: 'harbor';
  dataset: { name: string; version: string | null; sha256: string };
  tasks: { id: string; category: string; split: string; folder: string; sha256: string }[];
  refused: RefusedTask[];
  licences: string[];
}

export async function exportHarbor(source: ExportSource, options: HarborOptions): Promise<HarborManifest> {
  if (!options.withSecrets)
    throw new InputFault('A Harbor task holds its tests and its solution, and secrets were not asked for.', {
      code: 'harbor-needs-secrets',
      hint: 'Add --with-secrets, and keep tests/ and solution/ away from where attempts run; Harbor does.',
    });
  const work = join(options.out, '.part');
  const ids = await idsToWrite(source, { out: options.out, work, filter: options.filter });
  const tasks: HarborManifest['tasks'] = [];
  const refused: RefusedTask[] = [];
  const licences: Licence[] = [];
  const webs = webTexts(options);
  for (const id of ids) {
    options.signal?.throwIfAborted();
    const [[row], [secret]] = await Promise.all([source.rows([id]), source.secrets([id])]);
    const written = await writeTask(row as ExportRow, secret as TaskSecret, { ...options, webs });
    if ('code' in written) refused.push(written);
    else {
      tasks.push(written);
      licences.push((row as ExportRow).task.licence);
    }
    options.report?.({ written: tasks.length + refused.length, total: ids.length });
  }
  return finish(options, { tasks, refused, licences });
}

type Webs = (hash: Hash) => Promise<string | null>;

async function writeTask(
  row: ExportRow,
  secret: TaskSecret,
  { out, blobs, webs }: HarborOptions & { webs: Webs },
): Promise<HarborManifest['tasks'][number] | RefusedTask> {
  const { id, category, split, task } = row;
  const hash = task.environment.web?.hash;
  const web = hash === undefined ? null : await webs(hash);
  const tooLarge = hash !== undefined && web === null;
  const refusal = refuse(task, tooLarge ? Infinity : web === null ? null : Buffer.byteLength(web));
  if (refusal !== null) return { id, category, ...refusal };
  const folder = id.slice(0, 'task_'.length + 16);
  const files = await harborTaskFiles(folder, { row, secret, blobs, web });
  await writeFolder(join(out, 'tasks', folder), files);
  return { id, category, split, folder, sha256: harborDigest(files) };
}

/** Webs as their JSON lines, null for one that is too large; the last is kept, for tasks of one web follow each other. */
function webTexts({ openWeb, signal }: HarborOptions): Webs {
  const tooLarge = new Set<Hash>();
  let last: { hash: Hash; text: string } | null = null;
  return async (hash) => {
    if (tooLarge.has(hash)) return null;
    if (last?.hash === hash) return last.text;
    const web = await openWeb(hash);
    const lines: string[] = [];
    let bytes = 0;
    for await (const document of web.documents()) {
      signal?.throwIfAborted();
      const line = `${canonicalJson(document)}\n`;
      bytes += Buffer.byteLength(line);
      if (bytes > webBytesMax) {
        tooLarge.add(hash);
        return null;
      }
      lines.push(line);
    }
    last = { hash, text: lines.join('') };
    return last.text;
  };
}

async function finish(
  { out, release }: HarborOptions,
  { tasks, refused, licences }: Pick<HarborManifest, 'tasks' | 'refused'> & { licences: Licence[] },
): Promise<HarborManifest> {
  const dataset = {
    name:
      release?.name ?? (basename(resolve(out)).replace(/[^A-Za-z0-9._-]|^[^A-Za-z0-9]+/g, '-') || 'corpus'),
    version: release?.version ?? null,
    tasks: tasks.map(({ folder, sha256 }) => ({ folder, digest: sha256 })),
  };
  if (tasks.length > 0) await writeWhole(join(out, 'tasks', 'dataset.toml'), datasetToml(dataset));
  await writeWhole(join(out, 'registry.json'), registryJson(dataset));
  await writeWhole(join(out, 'README.md'), await readFile(new URL('./README.md', import.meta.url), 'utf8'));
  const manifest: HarborManifest = {
    schemaVersion: 1,
    format: 'harbor',
    dataset: {
      name: dataset.name,
      version: dataset.version,
      sha256: harborDatasetDigest(tasks.map(({ sha256 }) => sha256)),
    },
    tasks,
    refused,
    licences: await writeLicences(out, licences),
  };
  await writeWhole(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await rm(join(out, '.part'), { recursive: true });
  return manifest;
}
