/** Tar archives of the porter protocol, for the embedded porter: into a list of files and out of one. */
import { Readable } from 'node:stream';
import { extract, pack } from 'tar-stream';
import { pathProblem } from '../porter/files.ts';
import { DiskFull, PathTaken } from './tree.ts';

/** A transfer that the protocol answers with `error`. */
export class TransferRefused extends Error {
  readonly code: 'bad-path' | 'link' | 'too-large' | 'not-found' | 'disk-full' | 'failed';

  constructor(code: TransferRefused['code'], message: string) {
    super(message);
    this.code = code;
  }

  static of(thrown: unknown): TransferRefused {
    if (thrown instanceof TransferRefused) return thrown;
    if (thrown instanceof DiskFull) return new TransferRefused('disk-full', thrown.message);
    if (thrown instanceof PathTaken) return new TransferRefused('link', thrown.message);
    return new TransferRefused('failed', thrown instanceof Error ? thrown.message : String(thrown));
  }
}

export interface ArchivedFile {
  path: string;
  bytes: Uint8Array;
}

/** The regular files of an archive. Throws a `TransferRefused` on links, devices and paths that leave the folder. */
export async function filesOfArchive(chunks: readonly Uint8Array[]): Promise<ArchivedFile[]> {
  const files: ArchivedFile[] = [];
  const archive: ReturnType<typeof extract> = extract();
  Readable.from(chunks).pipe(archive);
  try {
    for await (const entry of archive) {
      const { name, type } = entry.header;
      const problem = pathProblem(name);
      if (problem !== null) throw new TransferRefused('bad-path', `${JSON.stringify(name)}: ${problem}`);
      if (type !== 'file' && type !== undefined && type !== null) {
        throw new TransferRefused('link', `${JSON.stringify(name)} is a ${type}, not a regular file`);
      }
      const parts: Uint8Array[] = [];
      for await (const part of entry) parts.push(part as Uint8Array);
      files.push({ path: name, bytes: Buffer.concat(parts) });
    }
  } finally {
    archive.destroy();
  }
  return files;
}

export async function* archiveOf(files: readonly ArchivedFile[]): AsyncGenerator<Uint8Array> {
  const archive = pack();
  for (const file of files) archive.entry({ name: file.path, mode: 0o644 }, Buffer.from(file.bytes));
  archive.finalize();
  for await (const chunk of archive) yield chunk as Uint8Array;
}
