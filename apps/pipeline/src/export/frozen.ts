/**
 * What makes an export resumable: a working folder beside the target that holds the frozen list of ids and the parts
 * written so far. Killed at any instant, the next start continues behind the last whole line.
 * Does not know what a line holds beyond its `id`.
 */
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { InputFault, canonicalJson, type Json } from '@touchstone/contracts';

/** Writes a file whole or not at all: other name, fsync, rename, fsync of the folder. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.tmp`;
  const file = await open(draft, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
}

export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * The ids of this export: those of the working folder if it was begun, else `list()`, frozen now.
 * An `InputFault` when the folder was begun with other options: its ids would answer another question.
 */
export async function frozenIds(
  folder: string,
  options: Json,
  list: () => Promise<string[]>,
): Promise<string[]> {
  const file = join(folder, 'frozen.json');
  const begun = await readFile(file, 'utf8').catch(() => null);
  if (begun !== null) {
    const frozen = JSON.parse(begun) as { options: Json; ids: string[] };
    if (canonicalJson(frozen.options) !== canonicalJson(options))
      throw new InputFault(`An unfinished export with other options lies in ${folder}.`, {
        code: 'export-begun-otherwise',
        hint: `Finish it with its own options, or delete ${folder} and start again.`,
      });
    return frozen.ids;
  }
  await mkdir(folder, { recursive: true });
  const ids = await list();
  await writeWhole(file, JSON.stringify({ options, ids }));
  return ids;
}

/** How many lines of a part are whole and are those of `ids`, in order; what follows the last of them is cut off. */
export async function wholeLines(path: string, ids: readonly string[]): Promise<number> {
  let lines = 0;
  let bytes = 0;
  const stream = createReadStream(path);
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      if (idOf(line) !== ids[lines]) break;
      bytes += Buffer.byteLength(line) + 1;
      lines++;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  } finally {
    stream.destroy();
  }
  // A last line whose newline is missing counts one byte too many: it is written again.
  const { size } = await statOf(path);
  if (bytes > size) {
    lines--;
    bytes = await lengthOf(path, lines);
  }
  await truncate(path, bytes);
  return lines;
}

async function lengthOf(path: string, lines: number): Promise<number> {
  let bytes = 0;
  let seen = 0;
  const stream = createReadStream(path);
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    if (seen++ === lines) break;
    bytes += Buffer.byteLength(line) + 1;
  }
  stream.destroy();
  return bytes;
}

async function statOf(path: string) {
  const file = await open(path, 'r');
  try {
    return await file.stat();
  } finally {
    await file.close();
  }
}

function idOf(line: string): string | null {
  try {
    const row = JSON.parse(line) as { id?: unknown };
    return typeof row.id === 'string' ? row.id : null;
  } catch {
    return null;
  }
}
