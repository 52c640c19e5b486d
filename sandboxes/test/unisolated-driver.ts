/**
 * Child processes of this machine behind the `SandboxDriver` port, with NO isolation and no limits but the CPU's.
 * Only for tests of what stands above the drivers, where the programs are the tests' own.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  SandboxFault,
  type Command,
  type ExecResult,
  type Limits,
  type Sandbox,
  type SandboxDriver,
  type SandboxFile,
  type SandboxProcess,
  type SandboxRequest,
} from '@touchstone/contracts';

export interface UnisolatedDriver extends SandboxDriver {
  /** Sandboxes opened and not yet disposed of. */
  readonly alive: ReadonlySet<UnisolatedSandbox>;
  /** Sandboxes opened so far. */
  readonly opened: number;
}

export function createUnisolatedDriver(): UnisolatedDriver {
  const alive = new Set<UnisolatedSandbox>();
  let opened = 0;
  return {
    name: 'embedded',
    weaknesses: [{ attack: 'all', consequence: 'Nothing is isolated.' }],
    alive: alive,
    get opened() {
      return opened;
    },
    async open(request: SandboxRequest) {
      request.signal?.throwIfAborted();
      opened += 1;
      const folder = await mkdtemp(path.join(tmpdir(), 'touchstone-unisolated-'));
      const sandbox = new UnisolatedSandbox(folder, request.limits, () => alive.delete(sandbox));
      alive.add(sandbox);
      return sandbox;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...alive].map((sandbox) => sandbox[Symbol.asyncDispose]()));
    },
  };
}

class UnisolatedSandbox implements Sandbox {
  readonly id: string;
  readonly runtime = { driver: 'unisolated', runtime: 'CPython', packages: {}, imageHash: 'none' };
  readonly limits: Limits;
  readonly processes = new Set<UnisolatedProcess>();
  readonly #folder: string;
  readonly #closed: () => void;
  #dead = false;

  constructor(folder: string, limits: Limits, closed: () => void) {
    this.id = path.basename(folder);
    this.limits = limits;
    this.#folder = folder;
    this.#closed = closed;
  }

  async exec(command: Command): Promise<ExecResult> {
    const running = await this.start(command);
    await running.closeStdin();
    const chunks: Uint8Array[] = [];
    for await (const chunk of running.stdout) chunks.push(chunk);
    return { ...(await running.result), stdout: Buffer.concat(chunks) };
  }

  async start(command: Command): Promise<SandboxProcess> {
    command.signal?.throwIfAborted();
    if (this.#dead) throw dead();
    const limits = { ...this.limits, ...command.limits };
    const child = spawn(
      'sh',
      ['-c', `ulimit -t ${Math.ceil(limits.cpuSecondsMax)}; exec "$@"`, 'sh', ...command.argv],
      {
        cwd: path.join(this.#folder, command.cwd ?? '.'),
        env: { PATH: process.env['PATH'], ...command.env },
      },
    );
    const running = new UnisolatedProcess(child, limits);
    this.processes.add(running);
    if (command.stdin) await running.write(command.stdin);
    return running;
  }

  async putFiles(files: readonly SandboxFile[]): Promise<void> {
    for (const file of files) {
      const target = path.join(this.#folder, file.path);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, file.bytes);
      await chmod(target, 0o644);
    }
  }

  async getFiles(below: string): Promise<SandboxFile[]> {
    const entries = await readdir(path.join(this.#folder, below), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return Promise.all(
      files.map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return { path: path.relative(this.#folder, file), bytes: await readFile(file) };
      }),
    );
  }

  /** As if the sandbox itself had died: its processes end as a fault, not as a result. */
  die(): void {
    this.#dead = true;
    for (const running of this.processes) running.lose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.processes].map((running) => running.kill()));
    await rm(this.#folder, { recursive: true, force: true });
    this.#closed();
  }
}

class UnisolatedProcess implements SandboxProcess {
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly result: Promise<ExecResult>;
  readonly #child: ChildProcess;
  readonly #stderr: Uint8Array[] = [];
  #lost = false;
  #reject: (fault: Error) => void = () => undefined;

  constructor(child: ChildProcess, limits: Limits) {
    this.#child = child;
    child.stdin?.on('error', () => undefined);
    this.stdout = child.stdout as AsyncIterable<Uint8Array>;
    let outputBytes = 0;
    let flooded = false;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Uint8Array) => {
        outputBytes += chunk.length;
        if (outputBytes > limits.outputBytesMax) flooded = child.kill('SIGKILL');
        else if (stream === child.stderr) this.#stderr.push(chunk);
      });
    const started = performance.now();
    this.result = new Promise((resolve, reject) => {
      this.#reject = reject;
      child.on('error', reject);
      child.on('close', (code, signal) => {
        if (this.#lost) return reject(dead());
        const ending = flooded
          ? 'output-limit'
          : signal === 'SIGXCPU'
            ? 'cpu-limit'
            : signal !== null
              ? 'signalled'
              : 'exited';
        resolve({
          ending,
          exitCode: ending === 'exited' ? code : null,
          stdout: new Uint8Array(0),
          stderr: this.stderr(),
          droppedBytes: 0,
          cpuSeconds: 0,
          wallSeconds: (performance.now() - started) / 1000,
          memoryBytesPeak: null,
        });
      });
    });
    this.result.catch(() => undefined);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#child.stdin?.write(bytes);
  }

  async closeStdin(): Promise<void> {
    this.#child.stdin?.end();
  }

  stderr(): Uint8Array {
    return Buffer.concat(this.#stderr);
  }

  lose(): void {
    this.#lost = true;
    this.#child.kill('SIGKILL');
    this.#reject(dead());
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    // Output that nobody reads any more would keep the end from being told.
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    await this.result.catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}

function dead(): SandboxFault {
  return new SandboxFault('The sandbox died.', { code: 'sandbox-died', retryable: true });
}
