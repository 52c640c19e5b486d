/**
 * The embedded driver: sandboxes that need nothing but npm packages. Python is pyodide (CPython on WebAssembly) in a
 * killable child process, one fresh child per program, shut in as strongly as the machine allows.
 *
 * Unlike the other drivers: there is python3 and no other program; a program cannot start processes or threads; every
 * program starts from the files as they are when it starts, and its changes are there for others once it has ended;
 * sets and dictionaries of strings are in the same order in every run (one hash seed).
 */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { availableParallelism, freemem, tmpdir } from 'node:os';
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
import { Interpreter } from './interpreter.ts';
import { forms, type Form } from './isolation.ts';
import { warmChildBytes, warmChildrenMax, warmMemoryShare } from './limits.ts';
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
  const shut = await findForm(runtime);
  const size = options.poolSize ?? defaultPoolSize();
  const pool = new InterpreterPool({ ...shut, size, nextUid }, shut.first);
  pool.fill();
  return new EmbeddedDriver(runtime, shut, pool);
}

class EmbeddedDriver implements SandboxDriver {
  readonly name = 'embedded';
  readonly weaknesses: readonly Weakness[];
  readonly #runtime: RuntimeFolder;
  readonly #pool: InterpreterPool;
  readonly #copy: string | null;
  readonly #open = new Set<EmbeddedPorter>();

  constructor(runtime: RuntimeFolder, shut: ShutIn, pool: InterpreterPool) {
    this.weaknesses = shut.form.weaknesses;
    this.#runtime = runtime;
    this.#pool = pool;
    this.#copy = shut.runtime === runtime.folder ? null : shut.runtime;
  }

  async open(request: SandboxRequest): Promise<Sandbox> {
    const { pythonVersion, hash } = this.#runtime;
    const runtimes = { languages: { python: `CPython ${pythonVersion}` }, packages: {}, imageHash: hash };
    const realised = realise(this.name, runtimes, request.runtime);
    const [near, far] = duplexPair();
    const porter = new EmbeddedPorter(far, this.#pool);
    this.#open.add(porter);
    return openPorterSandbox({
      id: `embedded-${randomUUID()}`,
      stream: near,
      session: randomUUID(),
      limits: request.limits,
      runtime: realised,
      dispose: async () => {
        this.#open.delete(porter);
        await porter.close();
      },
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open].map((porter) => porter.close()));
    await this.#pool.close();
    if (this.#copy !== null) await rm(this.#copy, { recursive: true, force: true });
  }
}

interface ShutIn {
  form: Form;
  /** As the child finds it. */
  runtime: string;
  /** The interpreter that showed that the form works. */
  first: Interpreter;
}

async function findForm(runtime: RuntimeFolder): Promise<ShutIn> {
  let failure: unknown;
  for (const form of forms) {
    const folder = form.needsReadableRuntime ? await copyForAll(runtime.folder, tmpdir()) : runtime.folder;
    const first = new Interpreter(form, folder, nextUid());
    try {
      await first.ready;
      return { form, runtime: folder, first };
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

function defaultPoolSize(): number {
  const affordable = Math.floor((freemem() * warmMemoryShare) / warmChildBytes);
  return Math.max(1, Math.min(warmChildrenMax, availableParallelism(), affordable));
}
