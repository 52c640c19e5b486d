/**
 * Files of a sandbox as tar streams (POSIX ustar and pax, by tar-stream). Nothing but regular files with clean
 * relative paths goes in or comes out; what comes out was made by foreign code and is checked here again.
 */
import { InputFault, SandboxFault, type SandboxFile } from '@touchstone/contracts';
import { extract, pack } from 'tar-stream';
import { pathBytesMax, transferFilesMax } from './limits.ts';

/** Why a path may not name a file under `/work`, or null if it may. */
export function pathProblem(path: string): string | null {
  if (path === '') return 'it is empty';
  if (path.startsWith('/')) return 'it is absolute';
  if (path.includes('\0')) return 'it holds a NUL';
  if (path.includes('\\')) return 'it holds a backslash';
  if (Buffer.byteLength(path) > pathBytesMax) return `it is longer than ${pathBytesMax} bytes`;
  for (const part of path.split('/')) {
    if (part === '..') return 'it holds ".."';
    if (part === '' || part === '.') return 'it holds an empty part or "."';
  }
  return null;
}

/** Throws an `InputFault` for a path that leaves `/work` or is not in plain form. */
export function checkPath(path: string): void {
  const problem = pathProblem(path);
  if (problem === null) return;
  throw new InputFault(`The path ${JSON.stringify(path)} cannot name a file in a sandbox: ${problem}.`, {
    code: 'sandbox-path-refused',
    hint: 'Use a path relative to /work with forward slashes and without "..".',
  });
}

/** A tar of the files, in order. Throws an `InputFault` on a bad path. */
export async function packFiles(files: readonly SandboxFile[]): Promise<Uint8Array> {
  if (files.length > transferFilesMax) {
    throw new InputFault(`${files.length} files are more than the ${transferFilesMax} of one transfer.`, {
      code: 'sandbox-too-many-files',
    });
  }
  for (const file of files) checkPath(file.path);
  const archive = pack();
  for (const file of files) archive.entry({ name: file.path, mode: 0o644 }, Buffer.from(file.bytes));
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The regular files of a tar that came out of a sandbox. Throws a `SandboxFault` on anything a porter never sends. */
export async function unpackFiles(tar: AsyncIterable<Uint8Array>, bytesMax: number): Promise<SandboxFile[]> {
  const files: SandboxFile[] = [];
  const archive = extract();
  let bytesTotal = 0;
  const fed = feed(tar, archive);
  try {
    for await (const entry of archive) {
      const { name, type, size = 0 } = entry.header;
      bytesTotal += size;
      const problem =
        type !== 'file' && type !== undefined && type !== null ? `it is a ${type}` : pathProblem(name);
      if (problem !== null) throw foul(`an entry ${JSON.stringify(name)}, which cannot be: ${problem}`);
      if (bytesTotal > bytesMax) throw foul(`more than the ${bytesMax} bytes asked for`);
      if (files.length >= transferFilesMax) throw foul(`more than ${transferFilesMax} files`);
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry as AsyncIterable<Uint8Array>) chunks.push(chunk);
      files.push({ path: name, bytes: Buffer.concat(chunks) });
    }
  } finally {
    archive.destroy();
  }
  await fed;
  return files;
}

async function feed(tar: AsyncIterable<Uint8Array>, archive: ReturnType<typeof extract>): Promise<void> {
  try {
    for await (const chunk of tar) {
      if (!archive.write(chunk)) await new Promise<void>((resolve) => archive.once('drain', resolve));
    }
    archive.end(null);
  } catch (thrown) {
    archive.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)));
  }
}

function foul(what: string): SandboxFault {
  return new SandboxFault(`The archive that came out of the sandbox holds ${what}.`, {
    code: 'sandbox-archive-foul',
    retryable: false,
  });
}
