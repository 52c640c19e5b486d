/**
 * The base root file system: built once by `build-rootfs.sh`, kept in `<home>/images/<recipe hash>`, used by bwrap as
 * `/` and imported by Docker. Knows neither driver.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashJson, hashSchema, SandboxFault } from '@touchstone/contracts';
import { z } from 'zod';
import { lastWordsBytesMax } from '../limits.ts';
import { pythonPackages } from '../sources/python-packages.ts';
import { nodeModulesRecipe } from '../toolchains/node-modules.ts';
import { nodeModulesForSandboxes, pythonPackagesForSandboxes, type PackagesOptions } from './packages.ts';

const script = fileURLToPath(new URL('./build-rootfs.sh', import.meta.url));

/** What to do where the image is missing and nobody asked for minutes of building. */
export const buildImageHint = 'Build the base image once: `touchstone doctor --build-image`.';

const manifestSchema = z.strictObject({ imageHash: hashSchema });

export interface BaseImage {
  /** SHA-256 of `base.tar`. */
  imageHash: string;
  rootFolder: string;
  tarFile: string;
}

/** The image that the present recipe has made here, or null. */
export async function findBaseImage(home: string): Promise<BaseImage | null> {
  const folder = imageFolder(home);
  const text = await readFile(path.join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  return {
    ...manifestSchema.parse(JSON.parse(text)),
    rootFolder: path.join(folder, 'root'),
    tarFile: path.join(folder, 'base.tar'),
  };
}

/**
 * Builds it if it is not there: half a minute to three minutes, 350 MB. Needs root, mmdebstrap and a Debian mirror (the
 * one that apt is set to); throws a `SandboxFault` that says what is missing.
 */
export async function buildBaseImage(options: PackagesOptions): Promise<BaseImage> {
  const { home, signal, onProgress } = options;
  const found = await findBaseImage(home);
  if (found !== null) {
    onProgress?.({ step: 'image', detail: 'here already' });
    return found;
  }
  const packages = await pythonPackagesForSandboxes(options);
  const modules = await nodeModulesForSandboxes(options);
  if (packages === null || modules === null) {
    throw new SandboxFault('The base image needs its Python and Node packages, and they cannot be had now.', {
      code: 'image-no-packages',
      retryable: true,
      hint: 'Go online once; they are kept after that.',
    });
  }
  const parent = path.join(home, 'images');
  await mkdir(parent, { recursive: true });
  const temporary = await mkdtemp(path.join(parent, '.build-'));
  try {
    onProgress?.({ step: 'image', detail: 'unpacking Debian packages' });
    await runScript([temporary, process.execPath, packages, modules], signal);
    onProgress?.({ step: 'image', detail: 'hashing' });
    const imageHash = await hashFile(path.join(temporary, 'base.tar'));
    await writeFile(path.join(temporary, 'manifest.json'), JSON.stringify({ imageHash }));
    await chmod(temporary, 0o755);
    // Another process may have been quicker; either image will do.
    await rename(temporary, imageFolder(home)).catch(() => undefined);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  const built = await findBaseImage(home);
  if (built === null) throw failed('it disappeared after it was built', true);
  onProgress?.({ step: 'image', detail: 'ready' });
  return built;
}

/** Hash of all that decides what the image holds, but for what the Debian mirror has that day. */
export function baseImageRecipe(): string {
  return hashJson({
    script: readFileSync(script, 'utf8'),
    node: process.version,
    architecture: process.arch,
    packages: pythonPackages,
    modules: nodeModulesRecipe(),
  });
}

function imageFolder(home: string): string {
  return path.join(home, 'images', baseImageRecipe());
}

async function runScript(argv: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  const child = spawn('bash', [script, ...argv], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  });
  let words = '';
  child.stderr.on('data', (chunk: Uint8Array) => {
    words = (words + Buffer.from(chunk).toString('utf8')).slice(-lastWordsBytesMax);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw failed(words.trim() || `the script ended with ${String(code)}`, false);
}

function failed(why: string, retryable: boolean): SandboxFault {
  return new SandboxFault(`The base image could not be built: ${why}`, {
    code: 'image-build-failed',
    retryable,
    hint: 'It needs root, mmdebstrap (Debian, Ubuntu: `apt-get install mmdebstrap`) and a Debian mirror that apt reaches.',
  });
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
