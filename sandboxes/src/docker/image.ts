/**
 * The base image inside a Docker engine: imported from the root file system that bwrap uses too, or built from the
 * Dockerfile where a registry answers. Knows no container.
 */
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SandboxFault } from '@touchstone/contracts';
import type Docker from 'dockerode';
import { pack, type Pack } from 'tar-stream';
import {
  baseImageRecipe,
  buildBaseImage,
  buildImageHint,
  findBaseImage,
  type BaseImage,
} from '../images/base-image.ts';
import {
  nodeModulesForSandboxes,
  pythonPackagesForSandboxes,
  type PackagesOptions,
} from '../images/packages.ts';

export interface EngineImage {
  /** What `docker run` takes. */
  reference: string;
  /** Digest of the root file system where we made it, else the engine's id of the image. */
  imageHash: string;
}

const hashLabel = 'touchstone.image';

/**
 * The image for the present recipe. What is there is used; a root file system kept by bwrap is imported (seconds);
 * only with `mayBuild` is anything built (minutes). Throws a `SandboxFault` that says what is missing.
 */
export async function ensureEngineImage(
  docker: Docker,
  options: PackagesOptions & { mayBuild: boolean },
): Promise<EngineImage> {
  const reference = `touchstone/base:${baseImageRecipe().slice(0, 16)}`;
  const present = await inspectImage(docker, reference);
  if (present !== null) return present;
  const kept = await findBaseImage(options.home);
  if (kept !== null) return importImage(docker, reference, kept, options);
  if (!options.mayBuild) {
    throw new SandboxFault(
      'The Docker engine answers, but the base image of the sandboxes has not been built.',
      {
        code: 'docker-no-image',
        retryable: false,
        hint: buildImageHint,
      },
    );
  }
  try {
    return await importImage(docker, reference, await buildBaseImage(options), options);
  } catch (withoutRegistry) {
    options.signal?.throwIfAborted();
    try {
      return await buildFromDockerfile(docker, reference, options);
    } catch (withRegistry) {
      throw new SandboxFault(
        `The base image can neither be made from Debian packages (${text(withoutRegistry)}) nor built from the Dockerfile (${text(withRegistry)}).`,
        {
          code: 'docker-no-image',
          retryable: false,
          hint: 'Install mmdebstrap and run as root, or give the engine a registry.',
        },
      );
    }
  }
}

async function inspectImage(docker: Docker, reference: string): Promise<EngineImage | null> {
  try {
    const found = await docker.getImage(reference).inspect();
    return { reference, imageHash: found.Config.Labels?.[hashLabel] ?? found.Id.replace(/^sha256:/, '') };
  } catch (thrown) {
    if ((thrown as { statusCode?: number }).statusCode === 404) return null;
    throw thrown;
  }
}

async function importImage(
  docker: Docker,
  reference: string,
  image: BaseImage,
  options: PackagesOptions,
): Promise<EngineImage> {
  options.onProgress?.({ step: 'image', detail: 'importing into the Docker engine' });
  const [repo, tag] = reference.split(':');
  const answer = await docker.importImage(image.tarFile, {
    repo,
    tag,
    changes: [`LABEL ${hashLabel}=${image.imageHash}`],
  });
  await follow(docker, answer);
  const imported = await inspectImage(docker, reference);
  if (imported === null) throw new Error('the engine imported the image and does not have it');
  return imported;
}

async function buildFromDockerfile(
  docker: Docker,
  reference: string,
  options: PackagesOptions,
): Promise<EngineImage> {
  const packages = await pythonPackagesForSandboxes(options);
  const tools = await nodeModulesForSandboxes(options);
  if (packages === null || tools === null)
    throw new Error('the packages of Python and Node cannot be had now');
  options.onProgress?.({ step: 'image', detail: 'building from the Dockerfile' });
  const context = pack();
  const filled = fillContext(context, [
    { from: packages, to: 'python' },
    { from: path.join(packages, 'bin'), to: 'bin' },
    { from: path.join(tools, 'bin'), to: 'bin' },
    { from: path.join(tools, 'node_modules'), to: 'node_modules' },
  ]);
  const answer = await docker.buildImage(context as unknown as NodeJS.ReadableStream, { t: reference });
  await Promise.all([filled, follow(docker, answer)]);
  const built = await inspectImage(docker, reference);
  if (built === null) throw new Error('the engine built the image and does not have it');
  return built;
}

async function fillContext(context: Pack, folders: readonly { from: string; to: string }[]): Promise<void> {
  const dockerfile = await readFile(new URL('../images/Dockerfile', import.meta.url));
  context.entry({ name: 'Dockerfile' }, dockerfile);
  const { size } = await stat(process.execPath);
  await pipeline(createReadStream(process.execPath), context.entry({ name: 'node', mode: 0o755, size }));
  for (const { from, to } of folders)
    for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const name = path.posix.join(to, path.relative(from, file));
      const { mode } = await stat(file);
      context.entry({ name, mode: mode & 0o777 }, await readFile(file));
    }
  context.finalize();
}

/** Reads the engine's report to its end. A step that failed is only said in there: the request itself succeeds. */
function follow(docker: Docker, answer: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    const modem = docker.modem as {
      followProgress(
        stream: NodeJS.ReadableStream,
        done: (error: Error | null, lines: readonly { error?: string }[] | undefined) => void,
      ): void;
    };
    modem.followProgress(answer, (error, lines) => {
      const failed = lines?.find((line) => line.error !== undefined)?.error;
      if (error !== null) reject(error);
      else if (failed !== undefined) reject(new Error(failed));
      else resolve();
    });
  });
}

function text(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
