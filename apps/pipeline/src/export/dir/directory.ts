/**
 * A corpus as folders: `tasks/<id>/` for attempts, `secret/<id>/` for verification, and a manifest that comes last and says
 * that the export is whole. Killed at any instant, the same command goes on: a folder is written under another name first.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  InputFault,
  canonicalJson,
  type BlobReader,
  type Hash,
  type JsonObject,
  type OfflineWeb,
  type TaskSecret,
} from '@touchstone/contracts';
import type { ExportFilter, ExportRow, ExportSource } from '../export-source.ts';
import { idsToWrite, writeFolder, type Files } from '../folders.ts';
import { writeWhole } from '../frozen.ts';
import { writeLicences } from '../licences.ts';
import { secretCanary } from '../shard.ts';
import { taskFolders } from './task-folder.ts';

export interface DirectoryOptions {
  /** The folder to write. */
  out: string;
  filter: ExportFilter;
  /** Must be true: a folder export without `verify.py` could not be judged. */
  withSecrets: boolean;
  blobs: BlobReader;
  /** The offline web of this hash; asked once for each that a task names. */
  openWeb: (hash: Hash) => Promise<OfflineWeb>;
  report?: (progress: { written: number; total: number }) => void;
  signal?: AbortSignal;
}

export interface DirectoryManifest {
  schemaVersion: 1;
  tasks: { id: string; category: string; split: string; folder: string; sha256: string }[];
  licences: string[];
}

/** Tasks read and written at once. */
const batchTasks = 10;

export async function exportDirectory(
  source: ExportSource,
  options: DirectoryOptions,
): Promise<DirectoryManifest> {
  if (!options.withSecrets)
    throw new InputFault(
      'A folder export holds verify.py and the secret halves, and secrets were not asked for.',
      {
        code: 'directory-needs-secrets',
        hint: 'Add --with-secrets, and keep the folder secret/ away from where attempts run.',
      },
    );
  const work = join(options.out, '.part');
  const ids = await idsToWrite(source, { out: options.out, work, filter: options.filter });
  const tasks: DirectoryManifest['tasks'] = [];
  const rows: ExportRow[] = [];
  for (let start = 0; start < ids.length; start += batchTasks) {
    options.signal?.throwIfAborted();
    const batch = ids.slice(start, start + batchTasks);
    const [found, secrets] = await Promise.all([source.rows(batch), source.secrets(batch)]);
    for (const [index, row] of found.entries()) {
      const secret = { ...(secrets[index] as TaskSecret), canary: secretCanary } as TaskSecret & JsonObject;
      tasks.push(await writeTask(row, secret, options));
      rows.push(row);
    }
    options.report?.({ written: tasks.length, total: ids.length });
  }
  for (const hash of new Set(rows.flatMap(({ task }) => task.environment.web?.hash ?? [])))
    await writeWeb(options, hash);
  return finish(options.out, work, rows, tasks);
}

/** The documents of a web as their JSON lines, once for all the tasks that name it; whole or not at all. */
async function writeWeb({ out, openWeb, signal }: DirectoryOptions, hash: Hash): Promise<void> {
  const path = join(out, 'webs', `${hash}.jsonl`);
  if (await stat(path).catch(() => null)) return;
  await mkdir(dirname(path), { recursive: true });
  const web = await openWeb(hash);
  const lines = async function* () {
    for await (const document of web.documents()) {
      signal?.throwIfAborted();
      yield `${canonicalJson(document)}\n`;
    }
  };
  await writeFile(`${path}.tmp`, lines());
  await rename(`${path}.tmp`, path);
}

async function writeTask(
  row: ExportRow,
  secret: TaskSecret & JsonObject,
  { out, blobs }: DirectoryOptions,
): Promise<DirectoryManifest['tasks'][number]> {
  const name = row.id.slice(0, 'task_'.length + 16);
  const folders = await taskFolders(row, secret, blobs);
  await writeFolder(join(out, 'secret', name), folders.secret);
  await writeFolder(join(out, 'tasks', name), folders.task);
  return { id: row.id, category: row.category, split: row.split, folder: name, sha256: digest(folders.task) };
}

/** Hash over the sorted paths of a folder, each with the hash of its bytes. */
function digest(files: Files): string {
  const lines = [...files]
    .map(([name, content]) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`)
    .sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

async function finish(
  out: string,
  work: string,
  rows: readonly ExportRow[],
  tasks: DirectoryManifest['tasks'],
): Promise<DirectoryManifest> {
  const licences = await writeLicences(
    out,
    rows.map(({ task }) => task.licence),
  );
  await writeWhole(join(out, 'README.md'), await readFile(new URL('./README.md', import.meta.url), 'utf8'));
  const manifest: DirectoryManifest = {
    schemaVersion: 1,
    tasks,
    licences,
  };
  await writeWhole(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await rm(work, { recursive: true });
  return manifest;
}
