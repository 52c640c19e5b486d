/**
 * Sandboxes by a Docker engine (dockerode): a container each, whose only process of ours is the porter, as PID 1,
 * talked to over the attached streams. When the stream ends (our death included) the porter ends, and with it the
 * container, which removes itself. What happens inside is the porter's business.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { PassThrough, type Duplex } from 'node:stream';
import {
  SandboxFault,
  type Sandbox,
  type SandboxDriver,
  type SandboxRequest,
  type Weakness,
} from '@touchstone/contracts';
import Docker from 'dockerode';
import type { PackagesOptions } from '../images/packages.ts';
import { lastWordsBytesMax, probeLimits } from '../limits.ts';
import { openPorterSandbox } from '../porter/client.ts';
import { joinStreams } from '../porter/join-streams.ts';
import { probeRuntimes, realise, type Runtimes } from '../runtimes.ts';
import { lockFreeUid } from '../uid-lock.ts';
import { containerOptions, type EngineUsers } from './container.ts';
import { ensureEngineImage, type EngineImage } from './image.ts';
import { reapContainers } from './reap-containers.ts';

export interface DockerOptions extends PackagesOptions {
  /** Whether an image that is missing may be built, which takes minutes. */
  mayBuild: boolean;
}

/** Finds out what the engine can do by really running it. Throws a `SandboxFault` that says why it cannot. */
export async function openDockerDriver(options: DockerOptions): Promise<SandboxDriver> {
  const docker = new Docker();
  const info = await askEngine(docker);
  const image = await faultOnError(ensureEngineImage(docker, options));
  await faultOnError(reapContainers(docker));
  const remapped = (info.SecurityOptions ?? []).some((option) => /name=(userns|rootless)/.test(option));
  const driver = new DockerDriver(docker, image, remapped ? 'remapped' : 'host', weaknessesOf(info));
  await driver.probe(options.signal);
  return driver;
}

class DockerDriver implements SandboxDriver {
  readonly name = 'docker';
  readonly weaknesses: readonly Weakness[];
  readonly #docker: Docker;
  readonly #image: EngineImage;
  readonly #users: EngineUsers;
  readonly #open = new Set<Sandbox>();
  #runtimes: Runtimes | null = null;

  constructor(docker: Docker, image: EngineImage, users: EngineUsers, weaknesses: readonly Weakness[]) {
    this.weaknesses = weaknesses;
    this.#docker = docker;
    this.#image = image;
    this.#users = users;
  }

  async probe(signal: AbortSignal | undefined): Promise<void> {
    const { imageHash } = this.#image;
    const runtime = { driver: this.name, runtime: 'unknown', packages: {}, imageHash };
    await using sandbox = await this.#launch(runtime, probeLimits, signal);
    this.#runtimes = { ...(await probeRuntimes(sandbox)), imageHash };
  }

  async open(request: SandboxRequest): Promise<Sandbox> {
    if (this.#runtimes === null) throw new Error('probe() comes first');
    const runtime = realise(this.name, this.#runtimes, request.runtime);
    return this.#launch(runtime, request.limits, request.signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open].map((sandbox) => sandbox[Symbol.asyncDispose]()));
  }

  async #launch(
    runtime: Sandbox['runtime'],
    limits: Sandbox['limits'],
    signal: AbortSignal | undefined,
  ): Promise<Sandbox> {
    signal?.throwIfAborted();
    const lock = await lockFreeUid();
    const id = `docker-${randomUUID()}`;
    const launched = await launch(
      this.#docker,
      containerOptions({ id, image: this.#image.reference, uid: lock.uid, users: this.#users, limits }),
    ).catch(async (thrown: unknown) => {
      await lock[Symbol.asyncDispose]();
      throw asFault(thrown);
    });
    let sandbox: Sandbox | null = null;
    sandbox = await openPorterSandbox({
      id,
      runtime,
      limits,
      stream: launched.stream,
      session: randomBytes(24).toString('hex'),
      explainDeath: launched.lastWords,
      ...(signal === undefined ? {} : { signal }),
      dispose: async () => {
        await removeContainer(launched.container);
        await lock[Symbol.asyncDispose]();
        if (sandbox !== null) this.#open.delete(sandbox);
      },
    });
    this.#open.add(sandbox);
    return sandbox;
  }
}

/** The part of docker-modem that dockerode's types leave out. */
interface Demultiplexer {
  demuxStream(stream: Duplex, stdout: PassThrough, stderr: PassThrough): void;
}

interface Launched {
  container: Docker.Container;
  stream: Duplex;
  lastWords: () => string;
}

async function launch(docker: Docker, options: Docker.ContainerCreateOptions): Promise<Launched> {
  const container = await docker.createContainer(options);
  try {
    const wire = (await container.attach({
      stream: true,
      stdin: true,
      stdout: true,
      stderr: true,
      hijack: true,
    })) as unknown as Duplex;
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    let words = '';
    stderr.on('data', (chunk: Uint8Array) => {
      words = (words + Buffer.from(chunk).toString('utf8')).slice(-lastWordsBytesMax);
    });
    (container.modem as Demultiplexer).demuxStream(wire, stdout, stderr);
    wire.on('end', () => stdout.end());
    wire.on('close', () => stdout.end());
    await container.start();
    return { container, stream: joinStreams(stdout, wire), lastWords: () => words };
  } catch (thrown) {
    await removeContainer(container).catch(() => undefined);
    throw thrown;
  }
}

/** Idempotent: a container that is gone, or going by itself, is removed. */
async function removeContainer(container: Docker.Container): Promise<void> {
  try {
    await container.remove({ force: true, v: true });
  } catch (thrown) {
    const status = (thrown as { statusCode?: number }).statusCode;
    if (status !== 404 && status !== 409) throw asFault(thrown);
  }
}

interface EngineInfo {
  SecurityOptions?: string[] | null;
  MemoryLimit?: boolean;
  PidsLimit?: boolean;
}

async function askEngine(docker: Docker): Promise<EngineInfo> {
  try {
    return (await docker.info()) as EngineInfo;
  } catch (thrown) {
    throw new SandboxFault(`No Docker engine answers: ${(thrown as Error).message}.`, {
      code: 'docker-absent',
      retryable: false,
      hint: 'Start a Docker engine, or set DOCKER_HOST to one that this user may talk to.',
      cause: thrown,
    });
  }
}

/** An engine without control groups (rootless ones, often) takes limits and does not keep them. */
function weaknessesOf(info: EngineInfo): Weakness[] {
  const missing = (attack: string, what: string): Weakness => ({
    attack,
    consequence: `This engine cannot limit ${what}: rlimits and the porter, which looks every 25 ms, bound it.`,
  });
  return [
    ...(info.PidsLimit === false ? [missing('fork-bomb', 'processes')] : []),
    ...(info.MemoryLimit === false ? [missing('memory-bomb', 'memory')] : []),
    ...(info.MemoryLimit === false ? [missing('memory-bomb-javascript', 'memory')] : []),
  ];
}

async function faultOnError<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (thrown) {
    throw asFault(thrown);
  }
}

function asFault(thrown: unknown): Error {
  if (thrown instanceof SandboxFault) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') return thrown;
  return new SandboxFault(
    `The Docker engine refused: ${thrown instanceof Error ? thrown.message : String(thrown)}.`,
    {
      code: 'docker-failed',
      retryable: true,
      cause: thrown,
    },
  );
}
