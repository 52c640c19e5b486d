/**
 * What the suites of JavaScript libraries need (tape and the modules that tests ask for), installed once from the
 * committed lock file by the machine's own npm, without running anything of it. Of a library that tasks are made of no
 * copy is left in: the command line's minimist goes, and Node's own `inspect` stands in for object-inspect.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Fault } from '@touchstone/contracts';
import { z } from 'zod';
import { installTimeoutMs } from './limits.ts';

const folderOf = (name: string): URL => new URL(`./tape/${name}`, import.meta.url);
const ownFiles = ['package.json', 'package-lock.json', 'object-inspect.mjs', 'tape-command.mjs'] as const;

/** Versions of the node packages that a runtime may ask for, by name. */
export const nodePackages: Readonly<Record<string, string>> = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(folderOf('package.json'), 'utf8'))).dependencies;

/** What npm installs the folder from and what stands in for object-inspect, by name, for those who build an image of it. */
export const nodeToolchainFiles: Readonly<
  Record<'package.json' | 'package-lock.json' | 'object-inspect.mjs', string>
> = {
  'package.json': readFileSync(folderOf('package.json'), 'utf8'),
  'package-lock.json': readFileSync(folderOf('package-lock.json'), 'utf8'),
  'object-inspect.mjs': readFileSync(folderOf('object-inspect.mjs'), 'utf8'),
};

/** Moves when what is left in the folder changes. */
const TOOLCHAIN_VERSION = 1;

/** Hash of all that decides what the folder holds. */
export function nodeModulesRecipe(): string {
  const hash = createHash('sha256').update(String(TOOLCHAIN_VERSION));
  for (const name of ownFiles) hash.update(`\0${name}\0`).update(readFileSync(folderOf(name)));
  return hash.digest('hex');
}

export interface NodeModulesOptions {
  /** `TOUCHSTONE_HOME`. */
  home: string;
  signal?: AbortSignal | undefined;
}

/**
 * `<home>/toolchains/<hash>` with `node_modules/` (to be seen as `/node_modules`) and `bin/` with the command `tape`.
 * Throws a `Fault` of boundary `source` where it is not there and npm cannot fetch it.
 */
export async function nodeModulesFolder({ home, signal }: NodeModulesOptions): Promise<string> {
  const parent = path.join(home, 'toolchains');
  const folder = path.join(parent, nodeModulesRecipe());
  if (await isFolder(folder)) return folder;
  await mkdir(parent, { recursive: true });
  const temporary = await mkdtemp(path.join(parent, '.install-'));
  try {
    await install(temporary, signal);
    await removeSources(path.join(temporary, 'node_modules'));
    await mkdir(path.join(temporary, 'bin'));
    await copyFile(folderOf('tape-command.mjs'), path.join(temporary, 'bin', 'tape'));
    await chmod(path.join(temporary, 'bin', 'tape'), 0o755);
    await chmod(temporary, 0o755);
    await rename(temporary, folder);
  } catch (thrown) {
    // Another process was quicker with the same files.
    if (!(await isFolder(folder))) throw thrown;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return folder;
}

async function install(folder: string, signal: AbortSignal | undefined): Promise<void> {
  for (const name of ['package.json', 'package-lock.json'] as const)
    await copyFile(folderOf(name), path.join(folder, name));
  const argv = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-bin-links', '--loglevel=error'];
  const options = { cwd: folder, timeout: installTimeoutMs, ...(signal && { signal }) };
  try {
    await promisify(execFile)('npm', argv, options);
  } catch (thrown) {
    signal?.throwIfAborted();
    const said = (thrown as { stderr?: string }).stderr?.trim().split('\n').slice(-4).join(' ') ?? '';
    throw new Fault(`The test tools for JavaScript could not be installed: ${said.slice(0, 600)}`, {
      code: 'toolchain-unavailable',
      boundary: 'source',
      retryable: true,
      hint: 'Check that npm is installed and that its registry answers, then run again; they are kept after that.',
      cause: thrown,
    });
  }
}

/** Wherever npm has put them, also nested ones. */
async function removeSources(modules: string): Promise<void> {
  await rm(path.join(modules, '.package-lock.json'), { force: true });
  for (const entry of await readdir(modules, { recursive: true, withFileTypes: true })) {
    if (!entry.isDirectory() || path.basename(entry.parentPath) !== 'node_modules') continue;
    const found = path.join(entry.parentPath, entry.name);
    if (entry.name === 'minimist') await rm(found, { recursive: true, force: true });
    if (entry.name !== 'object-inspect') continue;
    await rm(found, { recursive: true, force: true });
    await mkdir(found);
    await cp(folderOf('object-inspect.mjs'), path.join(found, 'index.mjs'));
    await writeFile(
      path.join(found, 'package.json'),
      JSON.stringify({ name: 'object-inspect', main: 'index.mjs', version: '0.0.0' }),
    );
  }
}

async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
