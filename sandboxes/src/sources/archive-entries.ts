/**
 * The regular files of a gzipped tar, one after another. Nothing is written anywhere, so no name can lead astray; what
 * is no regular file or folder is told to the caller. Knows no source.
 */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';

export interface ArchiveEntry {
  /** As the archive has it. */
  name: string;
  /** `file`, `directory`, `symlink`, `link`, and so on. */
  type: string;
  /** Bytes by its header. */
  size: number;
  /** Its bytes. An entry that is not read is skipped. */
  read: () => Promise<Uint8Array>;
}

/** Errors of the archive itself are thrown as they come: the caller says what they mean. */
export async function* archiveEntries(archive: string): AsyncGenerator<ArchiveEntry> {
  const extract = tar.extract();
  const file = createReadStream(archive);
  const unzip = createGunzip();
  for (const stream of [file, unzip]) stream.on('error', (error: Error) => extract.destroy(error));
  file.pipe(unzip).pipe(extract);
  try {
    for await (const entry of extract) {
      let wasRead = false;
      const { name, type, size } = entry.header;
      yield {
        name,
        type: type ?? 'file',
        size: size ?? 0,
        read: async () => {
          wasRead = true;
          const chunks: Uint8Array[] = [];
          for await (const chunk of entry) chunks.push(chunk as Uint8Array);
          return Buffer.concat(chunks);
        },
      };
      if (!wasRead) entry.resume();
    }
  } finally {
    file.destroy();
    unzip.destroy();
    extract.destroy();
  }
}
