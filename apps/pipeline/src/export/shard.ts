/** One file of an export with the file of its secrets beside it, written from where a killed export left them. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportOptions, ExportSource } from './export-source.ts';
import { wholeLines } from './frozen.ts';

/** Rows held in memory at once; a row with its certificate is some 20 kB. */
const BATCH_ROWS = 50;

/** In every secret line, so that a training set which swallowed secrets can be found by searching for it. */
export const secretCanary =
  'TOUCHSTONE SECRET HALVES MUST NEVER APPEAR IN TRAINING DATA. touchstone-canary 5f1e7d0a-93c4-4b1e-8a55-2c6f0d9be714';

export interface Shard {
  file: string;
  secretFile: string;
  ids: string[];
}

export interface WrittenFile {
  file: string;
  rows: number;
  bytes: number;
  sha256: string;
}

export function shardsOf(name: string, ids: readonly string[], size: number | null): Shard[] {
  if (size === null) return [{ file: `${name}.jsonl`, secretFile: `${name}.secrets.jsonl`, ids: [...ids] }];
  const count = Math.ceil(ids.length / size);
  const digits = (n: number) => String(n).padStart(5, '0');
  return Array.from({ length: count }, (_, index) => {
    const suffix = `-${digits(index + 1)}-of-${digits(count)}`;
    return {
      file: `${name}${suffix}.jsonl`,
      secretFile: `${name}.secrets${suffix}.jsonl`,
      ids: ids.slice(index * size, (index + 1) * size),
    };
  });
}

/** Appends what is missing to both files; `onRows` hears how many rows are now on their way to the disk. */
export async function writeShard(
  source: ExportSource,
  folder: string,
  shard: Shard,
  options: Pick<ExportOptions, 'withSecrets' | 'signal'> & { onRows: (rows: number) => void },
): Promise<void> {
  await append(join(folder, shard.file), shard.ids, options, async (ids) =>
    (await source.rows(ids)).map(jsonLine),
  );
  if (options.withSecrets)
    await append(join(folder, shard.secretFile), shard.ids, { ...options, onRows: () => {} }, async (ids) =>
      (await source.secrets(ids)).map((secret, index) =>
        jsonLine({ id: ids[index], canary: secretCanary, secret }),
      ),
    );
}

async function append(
  path: string,
  ids: readonly string[],
  options: { signal?: AbortSignal; onRows: (rows: number) => void },
  linesOf: (ids: string[]) => Promise<string[]>,
): Promise<void> {
  const begun = await wholeLines(path, ids);
  options.onRows(begun);
  const file = await open(path, 'a');
  try {
    for (let at = begun; at < ids.length; at += BATCH_ROWS) {
      options.signal?.throwIfAborted();
      const batch = ids.slice(at, at + BATCH_ROWS);
      const lines = await linesOf(batch);
      await file.appendFile(lines.map((line) => `${line}\n`).join(''));
      options.onRows(batch.length);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * JSON without the characters that some readers take for line ends (Node's readline, Python's `splitlines`): they can only
 * stand inside strings, where an escape means the same.
 */
function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Size and SHA-256 of a written file, read back from the disk. */
export async function describeFile(folder: string, file: string, rows: number): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(join(folder, file)) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { file, rows, bytes, sha256: hash.digest('hex') };
}
