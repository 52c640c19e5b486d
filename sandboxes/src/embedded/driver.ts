/**
 * The embedded driver: sandboxes that need nothing but npm packages. Python is pyodide (CPython on WebAssembly) in a
 * killable child process, one fresh child per program, shut in as strongly as the machine allows; JavaScript is this
 * process's own Node under its permission model, in namespaces of its own, and absent where there are none.
 *
 * Unlike the other drivers: there is no other program and no shell; a program cannot start processes or threads; every
 * program starts from the files as they are when it starts, and its changes are there for others once it has ended;
 * what a program wrote that a limit killed is lost; sets of strings are in the same order in every run (one hash seed).
 */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { availableParallelism, freemem, tmpdir } from 'node:os';
import path from 'node:path';
import { duplexPair } from 'node:stream';
import {
  SandboxFault,
  type Sandbox,
  type SandboxDriver,
  type SandboxRequest,
  type Weakness,
} from '@touchstone/contracts';
import { openPorterSandbox } from '../porter/client.ts';
import { realise } from '../runtimes.ts';
import { pythonPackages, pythonPackagesFolder } from '../sources/python-packages.ts';
import { installedWith } from '../sources/python-pins.ts';
import { Interpreter } from './interpreter.ts';
import { forms, type Form } from './isolation.ts';
import { warmChildBytes, warmChildrenMax, warmMemoryShare } from './limits.ts';
import { openNodeRuntime, type NodeRuntime } from './node-runtime.ts';
import { InterpreterPool } from './pool.ts';
import { EmbeddedPorter } from './porter.ts';
import { copyForAll, ensureRuntimeFolder, type RuntimeFolder } from './runtime-folder.ts';

export interface EmbeddedOptions {
  /** Where snapshots are kept between runs (`TOUCHSTONE_HOME`). */
  home: string;
  /** Interpreters that wait ready for a program, each some 210 MB; by default as many as a quarter of the free memory
   *  and the processors bear. */
  poolSize?: number;
  onProgress?: (text: string) => void;
  signal?: AbortSignal;
}

/** Opens the driver: makes the snapshot if it is missing and finds the strongest isolation that works here. */
export async function openEmbeddedDriver(options: EmbeddedOptions): Promise<SandboxDriver> {
  const runtime = await ensureRuntimeFolder(options);
  const { form, folder, first } = await findForm(runtime);
  return new EmbeddedDriver(options, form, equip({ form, runtime, folder, first, size: options.poolSize }));
}

class EmbeddedDriver implements SandboxDriver {
  readonly name = 'embedded';
  readonly weaknesses: readonly Weakness[];
  readonly #options: EmbeddedOptions;
  readonly #form: Form;
  readonly #plain: Equipment;
  /** By the packages in it, joined. */
  readonly #withPackages = new Map<string, Promise<Equipment>>();
  #node: Promise<NodeRuntime | null> | null = null;
  readonly #open = new Set<EmbeddedPorter>();

  constructor(options: EmbeddedOptions, form: Form, plain: Equipment) {
    this.weaknesses = form.weaknesses;
    this.#options = options;
    this.#form = form;
    this.#plain = plain;
  }

  async open(request: SandboxRequest): Promise<Sandbox> {
    request.signal?.throwIfAborted();
    const { pythonVersion, hash } = this.#plain.runtime;
    const node = request.runtime.language === 'node' ? await this.#openNode() : null;
    const offered = {
      languages: { python: `CPython ${pythonVersion}`, ...(node && { node: node.name }) },
      packages: { python: pythonPackages, ...(node && { node: node.packages }) },
    };
    // Refuses what cannot be had before anything is fetched for it.
    realise(this.name, { ...offered, imageHash: hash }, request.runtime);
    const { pool, runtime } = await this.#equipmentFor(request);
    const realised = { ...offered, imageHash: node?.hash ?? runtime.hash };
    const [near, far] = duplexPair();
    const porter = new EmbeddedPorter(far, {
      python: pool,
      node: node && { ...node.jail, uid: this.#nodeUid() },
    });
    this.#open.add(porter);
    return openPorterSandbox({
      id: `embedded-${randomUUID()}`,
      stream: near,
      session: randomUUID(),
      limits: request.limits,
      runtime: realise(this.name, realised, request.runtime),
      dispose: async () => {
        this.#open.delete(porter);
        await porter.close();
      },
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open].map((porter) => porter.close()));
    await this.#plain.close();
    for (const equipment of this.#withPackages.values()) await (await equipment.catch(() => null))?.close();
  }

  /** Opened when first asked for. Beside JavaScript such a sandbox has the plain Python. */
  #openNode(): Promise<NodeRuntime | null> {
    const { home, signal, onProgress } = this.#options;
    this.#node ??= openNodeRuntime({
      home,
      form: this.#form.name,
      place: path.join(this.#plain.runtime.folder, 'root'),
      uid: this.#nodeUid(),
      signal,
      onProgress: ({ detail }) => onProgress?.(detail),
    });
    this.#node.catch(() => (this.#node = null));
    return this.#node;
  }

  /** In a user namespace of its own a program stays who we are. */
  #nodeUid(): number {
    return this.#form.name === 'jail' ? nextUid() : 0;
  }

  /** Packages are fetched, and a snapshot of their own is made, when first asked for; a failure may be tried again. */
  #equipmentFor({ runtime }: SandboxRequest): Promise<Equipment> {
    if (runtime.language !== 'python' || runtime.packages.length === 0) return Promise.resolve(this.#plain);
    const names = installedWith(runtime.packages);
    const key = names.join();
    const equipment = this.#withPackages.get(key) ?? this.#equipWithPackages(names);
    this.#withPackages.set(key, equipment);
    equipment.catch(() => this.#withPackages.delete(key));
    return equipment;
  }

  async #equipWithPackages(names: readonly string[]): Promise<Equipment> {
    const { home, onProgress, poolSize } = this.#options;
    const packagesFolder = await pythonPackagesFolder(names, {
      home,
      onProgress: ({ source, event }) => {
        if (event !== 'fetch-progressed') onProgress?.(`${source}: ${event}`);
      },
    });
    const runtime = await ensureRuntimeFolder({ ...this.#options, packagesFolder });
    const folder = this.#form.needsReadableRuntime
      ? await copyForAll(runtime.folder, tmpdir())
      : runtime.folder;
    return equip({ form: this.#form, runtime, folder, size: poolSize });
  }
}

/** One runtime folder with its interpreters. */
interface Equipment {
  runtime: RuntimeFolder;
  pool: InterpreterPool;
  close(): Promise<void>;
}

function equip(parts: {
  form: Form;
  runtime: RuntimeFolder;
  /** The runtime folder as a child finds it: itself, or a copy that is removed at the end. */
  folder: string;
  first?: Interpreter;
  size: number | undefined;
}): Equipment {
  const { form, runtime, folder, first } = parts;
  const pool = new InterpreterPool(
    { form, runtime: folder, size: parts.size ?? affordablePoolSize(), nextUid },
    first,
  );
  pool.fill();
  const close = async (): Promise<void> => {
    await pool.close();
    if (folder !== runtime.folder) await rm(folder, { recursive: true, force: true });
  };
  return { runtime, pool, close };
}

interface Found {
  form: Form;
  folder: string;
  /** The interpreter that showed that the form works. */
  first: Interpreter;
}

async function findForm(runtime: RuntimeFolder): Promise<Found> {
  let failure: unknown;
  for (const form of forms) {
    const folder = form.needsReadableRuntime ? await copyForAll(runtime.folder, tmpdir()) : runtime.folder;
    const first = new Interpreter(form, folder, nextUid());
    try {
      await first.ready;
      return { form, folder, first };
    } catch (thrown) {
      failure = thrown;
      if (folder !== runtime.folder) await rm(folder, { recursive: true, force: true });
    }
  }
  throw new SandboxFault('The embedded Python does not start on this machine.', {
    code: 'embedded-unavailable',
    retryable: false,
    hint: `Remove ${runtime.folder} and try again; if that does not help, use bubblewrap or Docker.`,
    cause: failure,
  });
}

let uidsGiven = 0;

/** A user id of its own for every child, above those of the other drivers' sandboxes, whose processes are counted by
 *  user. Two that meet by chance do no harm: a child can start nothing and sees no other process. */
function nextUid(): number {
  uidsGiven += 1;
  return 231_072 + ((process.pid * 61 + uidsGiven) % 65_536);
}

function affordablePoolSize(): number {
  const affordable = Math.floor((freemem() * warmMemoryShare) / warmChildBytes);
  return Math.max(1, Math.min(warmChildrenMax, availableParallelism(), affordable));
}
