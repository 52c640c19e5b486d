/**
 * The folder an interpreter child lives from: pyodide's files, the child's program and the memory snapshot, made once
 * per version under `<home>/embedded/<hash>`. Two processes may make it at once: whoever renames first wins.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Fault, hashBytes, hashJson, SandboxFault, type Hash } from '@touchstone/contracts';
import { z } from 'zod';
import { abandonedHours, snapshotSecondsMax } from './limits.ts';

export interface RuntimeFolder {
  folder: string;
  /** Of everything the snapshot is made from. */
  hash: Hash;
  /** For example `3.14.2`. */
  pythonVersion: string;
}

const pyodideFiles = [
  'pyodide.mjs',
  'pyodide.asm.mjs',
  'pyodide.asm.wasm',
  'python_stdlib.zip',
  'pyodide-lock.json',
];
const ownFiles = [
  new URL('./child.ts', import.meta.url),
  new URL('./bootstrap.py', import.meta.url),
  new URL('./site_archive.py', import.meta.url),
].map((url) => fileURLToPath(url));

export interface RuntimeOptions {
  home: string;
  /** Folder of unpacked Python packages to be there from the start, named after what is in it. */
  packagesFolder?: string;
  signal?: AbortSignal;
  onProgress?: (text: string) => void;
}

/** The folder, made if it is missing. Throws a `Fault` when it cannot be written or the snapshot fails. */
export async function ensureRuntimeFolder(options: RuntimeOptions): Promise<RuntimeFolder> {
  const pyodide = path.dirname(fileURLToPath(import.meta.resolve('pyodide')));
  const pythonVersion = pythonVersionOf(pyodide);
  const hashes = await Promise.all(
    [...pyodideFiles.map((name) => path.join(pyodide, name)), ...ownFiles].map(async (file) =>
      hashBytes(await readFile(file)),
    ),
  );
  const { packagesFolder, signal } = options;
  const hash = hashJson({
    hashes,
    packages: packagesFolder === undefined ? null : path.basename(packagesFolder),
  });
  const parent = path.join(path.resolve(options.home), 'embedded');
  const folder = path.join(parent, hash);
  const found = { folder, hash, pythonVersion };
  if (await isFolder(folder)) return found;

  options.onProgress?.('Making the snapshot of the embedded Python (once, a few seconds)');
  try {
    await mkdir(parent, { recursive: true });
    await removeAbandoned(parent);
    const temporary = await mkdtemp(path.join(parent, '.making-'));
    try {
      await copyFiles(temporary, pyodide, packagesFolder);
      await makeSnapshot(temporary, signal);
      await rename(temporary, folder);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  } catch (thrown) {
    // Another process was quicker with the same files.
    if (!(await isFolder(folder))) throw unmade(thrown, parent);
  }
  return found;
}

/** What a process that was killed while it made a snapshot left behind. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith('.making-')) continue;
    const made = await stat(path.join(parent, name)).catch(() => null);
    const isAbandoned = made !== null && Date.now() - made.mtimeMs > abandonedHours * 3_600_000;
    if (isAbandoned) await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

async function copyFiles(folder: string, pyodide: string, packagesFolder?: string): Promise<void> {
  for (const name of pyodideFiles) await copyFile(path.join(pyodide, name), path.join(folder, name));
  for (const file of ownFiles) await copyFile(file, path.join(folder, path.basename(file)));
  if (packagesFolder !== undefined) await cp(packagesFolder, path.join(folder, 'site'), { recursive: true });
}

async function makeSnapshot(folder: string, signal: AbortSignal | undefined): Promise<void> {
  for (const [program, mode] of [
    ['child.ts', 'snapshot'],
    ['child.mjs', 'check'],
  ] as const) {
    await promisify(execFile)(process.execPath, ['--no-warnings', path.join(folder, program), mode], {
      cwd: folder,
      env: { PATH: '/usr/bin:/bin', TZ: 'UTC' },
      timeout: snapshotSecondsMax * 1000,
      ...(signal === undefined ? {} : { signal }),
    });
  }
  await rm(path.join(folder, 'site'), { recursive: true, force: true });
  // An empty place to mount the child's own root on.
  await mkdir(path.join(folder, 'root'));
  for (const name of await readdir(folder))
    await chmod(path.join(folder, name), name === 'root' ? 0o755 : 0o644);
  await chmod(folder, 0o755);
}

/** A copy that every user of the machine can read, where the home itself is private. The caller removes it. */
export async function copyForAll(runtime: string, temporaryFolder: string): Promise<string> {
  const copy = await mkdtemp(path.join(temporaryFolder, 'touchstone-embedded-'));
  for (const name of await readdir(runtime)) {
    if (name !== 'root') await copyFile(path.join(runtime, name), path.join(copy, name));
  }
  await chmod(copy, 0o755);
  return copy;
}

function pythonVersionOf(pyodide: string): string {
  const lock = z.object({ info: z.object({ python: z.string() }) });
  return lock.parse(JSON.parse(readFileSync(path.join(pyodide, 'pyodide-lock.json'), 'utf8'))).info.python;
}

async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function unmade(thrown: unknown, parent: string): Error {
  if (thrown instanceof Fault || (thrown instanceof Error && thrown.name === 'AbortError')) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new SandboxFault(
    `The embedded Python could not be prepared under ${parent}: ${message.slice(0, 600)}`,
    {
      code: 'embedded-unprepared',
      retryable: false,
      hint: 'Check that the folder can be written to and that the disk has 60 MB free; TOUCHSTONE_HOME names another.',
      cause: thrown,
    },
  );
}
