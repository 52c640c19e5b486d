/**
 * The `RepositoryStore` port: trees of pinned source packages (an sdist, an npm tarball), read as data. Nothing of a
 * package is run, and nothing is unpacked onto the disk. Licence files are part of the tree; binary files are not.
 */
import { Fault, attribute, type Repository, type RepositoryStore, type Source } from '@touchstone/contracts';
import { archiveEntries } from './archive-entries.ts';
import { codePins } from './code-pins.ts';
import { fetchPackage, type SourceOptions } from './fetch-package.ts';
import { repositoryFileBytesMax, repositoryFilesMax, unpackedBytesMax } from './limits.ts';
import { pinId, type Pin } from './pins.ts';

export function createRepositoryStore(options: SourceOptions): RepositoryStore {
  // Few and bounded: the trees of all pins together have some 20 MB.
  const kept = new Map<string, Promise<Repository>>();
  return {
    read(source) {
      const repository = kept.get(source) ?? readRepository(source, options);
      kept.set(source, repository);
      // A failure is not remembered: the next call may find the network again.
      repository.catch(() => kept.delete(source));
      return repository;
    },
  };
}

async function readRepository(source: string, options: SourceOptions): Promise<Repository> {
  const pin = codePins.get(source);
  if (pin === undefined)
    throw new Fault(`No code source is called ${JSON.stringify(source)}.`, {
      code: 'source-unknown',
      boundary: 'source',
      retryable: false,
      hint: `Known: ${[...codePins.keys()].join(', ')}; or read the package's licence and add it to sources/code-pins.tsv.`,
    });
  const archive = await fetchPackage(pin, options);
  return { source: sourceOf(pin), files: await readTree(pin, archive) };
}

function sourceOf(pin: Pin): Source {
  return {
    id: pinId(pin),
    kind: 'repository',
    name: pin.name,
    version: pin.version,
    hash: pin.sha256,
    spdx: pin.spdx,
    attribution: pin.attribution,
    visibility: pin.visibility,
  };
}

/**
 * Text files by their path below the archive's one top folder, in code-unit order. A `Fault` for an archive with links,
 * devices, names that lead out of it, or more than the limits.
 */
export async function readTree(pin: Pin, archive: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  let top: string | null = null;
  let unpackedBytes = 0;
  try {
    for await (const { name, type, size, read } of archiveEntries(archive)) {
      const parts = plainParts(pin, name);
      top ??= parts[0] ?? null;
      if (parts[0] !== top) throw unusable(pin, `it has ${JSON.stringify(name)} beside its top folder`);
      if (type === 'directory') continue;
      if (type !== 'file') throw unusable(pin, `${JSON.stringify(name)} is a ${type}, not a regular file`);
      unpackedBytes += size;
      if (unpackedBytes > unpackedBytesMax)
        throw unusable(pin, `it unpacks to more than ${unpackedBytesMax} bytes`);
      // A larger file is data that no task is about, like a binary one.
      if (size > repositoryFileBytesMax || parts.length < 2) continue;
      const bytes = await read();
      if (!isText(bytes)) continue;
      files.set(parts.slice(1).join('/'), bytes);
      if (files.size > repositoryFilesMax)
        throw unusable(pin, `it has more than ${repositoryFilesMax} files`);
    }
  } catch (thrown) {
    throw attribute(thrown, 'source');
  }
  if (files.size === 0) throw unusable(pin, 'it has no text file');
  return new Map([...files].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function plainParts(pin: Pin, name: string): string[] {
  const parts = name.replace(/^\.\//, '').replace(/\/$/, '').split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isPlain || /[\\\0\n\r]/.test(name))
    throw unusable(pin, `it has a member called ${JSON.stringify(name)}`);
  return parts;
}

/** UTF-8 without NUL: what a patch can carry. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function unusable(pin: Pin, why: string): Fault {
  return new Fault(`${pinId(pin)} cannot be used: ${why}.`, {
    code: 'source-unreadable',
    boundary: 'source',
    retryable: false,
  });
}
