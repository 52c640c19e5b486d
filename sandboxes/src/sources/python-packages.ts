/**
 * Pure Python packages unpacked for the sandboxes: one folder per set of pinned wheels, to be mounted or copied in,
 * with the command `pytest` in its `bin/`. The packages' own tests stay out. Nothing of them runs here.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Fault, InputFault, hashJson } from '@touchstone/contracts';
import { unzip, type Unzipped } from 'fflate';
import { fetchPackage, type SourceOptions } from './fetch-package.ts';
import { unpackedBytesMax } from './limits.ts';
import { pinId, type Pin } from './pins.ts';
import { pythonPins } from './python-pins.ts';

/** Versions of the Python packages that every driver can offer, by name. */
export const pythonPackages: Readonly<Record<string, string>> = Object.fromEntries(
  [...pythonPins].map(([name, pin]) => [name, pin.version]),
);

/** Moves when unpacking changes, so that a folder made by an older program is not taken for a new one. */
const UNPACK_VERSION = 2;

/** What the wheel would have installed as a command; a link would need the interpreter's path. */
const pytestCommand = '#!/bin/sh\nexec python3 -m pytest "$@"\n';

/**
 * `<home>/python/<hash>` with these packages side by side, fetched and unpacked when first asked for. Name what they
 * import too: sympy needs mpmath. `InputFault` for a package without a pin.
 */
export async function pythonPackagesFolder(
  names: readonly string[],
  options: SourceOptions & {
    /** With byte code of this machine's `python3`, for sandboxes that share it: sympy then loads in 0.17 CPU s, not 1.0. */
    compiled?: boolean;
  },
): Promise<string> {
  const { compiled = false } = options;
  const wheels = names.toSorted().map(findWheel);
  const hash = hashJson({ version: UNPACK_VERSION, compiled, wheels: wheels.map((pin) => pin.sha256) });
  const parent = path.join(options.home, 'python');
  const folder = path.join(parent, hash);
  if (await isFolder(folder)) return folder;

  await mkdir(parent, { recursive: true });
  const temporary = await mkdtemp(path.join(parent, `.unpack-${randomUUID().slice(0, 8)}-`));
  try {
    for (const pin of wheels) {
      const file = await fetchPackage(pin, options);
      await unpackWheel(pin, new Uint8Array(await readFile(file)), temporary);
    }
    if (names.includes('pytest')) await addCommand(temporary, 'pytest', pytestCommand);
    if (compiled) await compile(temporary, options.signal);
    await chmod(temporary, 0o755);
    await rename(temporary, folder);
  } catch (thrown) {
    // Another process was quicker with the same bytes.
    if (!(await isFolder(folder))) throw thrown;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return folder;
}

async function addCommand(folder: string, name: string, text: string): Promise<void> {
  await mkdir(path.join(folder, 'bin'), { recursive: true, mode: 0o755 });
  await writeFile(path.join(folder, 'bin', name), text, { mode: 0o755 });
}

/** Compiling reads the packages and runs nothing of them. Where it fails, they only load more slowly. */
async function compile(folder: string, signal: AbortSignal | undefined): Promise<void> {
  const argv = [
    '-m',
    'compileall',
    '-q',
    '-j',
    '0',
    '--invalidation-mode',
    'unchecked-hash',
    '-s',
    folder,
    folder,
  ];
  await promisify(execFile)('python3', argv, { signal }).catch(() => undefined);
  signal?.throwIfAborted();
}

function findWheel(name: string): Pin {
  const pin = pythonPins.get(name);
  if (pin === undefined)
    throw new InputFault(`No Python package ${JSON.stringify(name)} is pinned.`, {
      code: 'package-unknown',
      hint: `Sandboxes offer the standard library and ${Object.keys(pythonPackages).join(', ')}.`,
    });
  return pin;
}

async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Unpacks a wheel (a zip archive, PEP 427) into a folder: regular names only, bounded, tests left out. */
export async function unpackWheel(pin: Pin, wheel: Uint8Array, folder: string): Promise<void> {
  let bytes = 0;
  let members: Unzipped;
  try {
    members = await promisify(unzipWanted)(wheel, ({ name, originalSize }) => {
      if (!isWanted(name)) return false;
      bytes += originalSize;
      return bytes <= unpackedBytesMax;
    });
  } catch (thrown) {
    throw unusable(pin, 'it is not a zip archive', thrown);
  }
  if (bytes > unpackedBytesMax) throw unusable(pin, `it unpacks to more than ${unpackedBytesMax} bytes`);
  for (const [name, content] of Object.entries(members)) {
    if (!isPlainPath(name)) throw unusable(pin, `it has a member called ${JSON.stringify(name)}`);
    const target = path.join(folder, ...name.split('/'));
    await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
    await writeFile(target, content, { mode: 0o644, flag: 'wx' });
  }
}

function unzipWanted(
  wheel: Uint8Array,
  filter: (member: { name: string; originalSize: number }) => boolean,
  done: (error: Error | null, members: Unzipped) => void,
): void {
  unzip(wheel, { filter }, done);
}

function isWanted(name: string): boolean {
  return !name.endsWith('/') && !/(^|\/)(tests|benchmarks)\//.test(name);
}

function isPlainPath(name: string): boolean {
  const parts = name.split('/');
  return (
    !name.includes('\\') &&
    !name.includes('\0') &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes(':'))
  );
}

function unusable(pin: Pin, why: string, cause?: unknown): Fault {
  return new Fault(`${pinId(pin)} cannot be unpacked: ${why}.`, {
    code: 'source-unreadable',
    boundary: 'source',
    retryable: false,
    cause,
  });
}
