/** The files of a JavaScript program as archives, into its jail and back out. What comes back was made by foreign code. */
import type { Readable } from 'node:stream';
import { extract, pack, type Pack } from 'tar-stream';
import { endedSchema, type Ended, type Job } from './messages.ts';

export function archiveOfJob(job: Job, contents: readonly Uint8Array[]): Pack {
  const archive = pack();
  // `work` and `tmp` are there already.
  for (const path of job.folders)
    if (path.includes('/')) archive.entry({ name: path, type: 'directory', mode: 0o755 });
  for (const [index, { path }] of job.files.entries())
    archive.entry({ name: path, mode: 0o644 }, Buffer.from(contents[index] ?? new Uint8Array(0)));
  for (const { path, target } of job.links) archive.entry({ name: path, type: 'symlink', linkname: target });
  archive.finalize();
  return archive;
}

export interface Left {
  files: { path: string; bytes: Uint8Array }[];
  folders: string[];
  links: { path: string; target: string }[];
}

/** What a program left, or null where it is more than allowed or no archive. Sockets and pipes are left out. */
export async function readLeft(stream: Readable, bytesMax: number): Promise<Left | null> {
  const left: Left = { files: [], folders: [], links: [] };
  const archive = extract();
  stream.on('close', () => archive.destroy());
  stream.pipe(archive);
  let bytes = 0;
  try {
    for await (const entry of archive) {
      const parts: Uint8Array[] = [];
      for await (const part of entry) {
        bytes += (part as Uint8Array).length;
        if (bytes > bytesMax) return null;
        parts.push(part as Uint8Array);
      }
      const { name, type, linkname } = entry.header;
      const path = name.replace(/\/$/, '');
      if (!path.includes('/')) continue;
      if (type === 'file') left.files.push({ path, bytes: Buffer.concat(parts) });
      if (type === 'directory') left.folders.push(path);
      if (type === 'symlink') left.links.push({ path, target: linkname ?? '' });
    }
    return left;
  } catch {
    return null;
  } finally {
    stream.destroy();
  }
}

/** The same as an interpreter child would tell it. Throws a `ZodError` on names that no tree may have. */
export function endedOf(
  job: Job,
  left: Left,
  how: Pick<Ended, 'exitCode' | 'outOfMemory' | 'diskRefused'>,
): { ended: Ended; body: Uint8Array } {
  const kept = new Set(left.files.map(({ path }) => path));
  const ended = endedSchema.parse({
    kind: 'ended',
    ...how,
    files: left.files.map(({ path, bytes }) => ({ path, bytes: bytes.length })),
    folders: left.folders,
    links: left.links,
    deleted: job.files.map(({ path }) => path).filter((path) => !kept.has(path)),
  });
  return { ended, body: Buffer.concat(left.files.map(({ bytes }) => bytes)) };
}
