/**
 * `Sandbox` of contracts over any duplex stream that leads to a porter: exec, long-lived processes, files, limits,
 * abort and disposal, written once for all drivers. Knows no driver: it gets a stream and a way to remove the sandbox.
 */
import {
  InputFault,
  SandboxFault,
  type Command,
  type ExecResult,
  type Limits,
  type RealisedRuntime,
  type Sandbox,
  type SandboxFile,
  type SandboxProcess,
} from '@touchstone/contracts';
import { ByteQueue } from './byte-queue.ts';
import { abortReason, PorterConnection, type ConnectionOptions } from './connection.ts';
import { execResult, protocolFault, type Exchange } from './exchange.ts';
import { checkPath, packFiles, pathProblem, unpackFiles } from './files.ts';
import { frameBinaryBytesMax, killSecondsMax, transferSecondsMax, wallGraceSecondsMax } from './limits.ts';
import type { PorterEvent } from './protocol.ts';

export interface PorterSandboxOptions extends ConnectionOptions {
  id: string;
  runtime: RealisedRuntime;
  signal?: AbortSignal;
}

/** Greets the porter behind the stream. Throws a `SandboxFault`, and removes the sandbox, if it does not answer. */
export async function openPorterSandbox(options: PorterSandboxOptions): Promise<Sandbox> {
  const connection = new PorterConnection(options);
  try {
    await connection.ready(options.signal);
  } catch (thrown) {
    await connection.dispose().catch(() => undefined);
    throw thrown;
  }
  return new PorterSandbox(options, connection);
}

class PorterSandbox implements Sandbox {
  readonly id: string;
  readonly runtime: RealisedRuntime;
  readonly limits: Limits;
  readonly #connection: PorterConnection;

  constructor(options: PorterSandboxOptions, connection: PorterConnection) {
    this.id = options.id;
    this.runtime = options.runtime;
    this.limits = options.limits;
    this.#connection = connection;
  }

  async exec(command: Command): Promise<ExecResult> {
    const { signal, stdin = new Uint8Array(0), ...rest } = command;
    throwIfAborted(signal);
    const whole = stdin.length <= frameBinaryBytesMax;
    const running = this.#begin(rest, whole ? stdin : new Uint8Array(0), whole);
    const output = collect(running.stdout);
    const aborted = (): void => void running.kill();
    signal?.addEventListener('abort', aborted, { once: true });
    try {
      if (!whole) await running.write(stdin).then(() => running.closeStdin());
      const result = await running.result;
      throwIfAborted(signal);
      return { ...result, stdout: await output };
    } finally {
      signal?.removeEventListener('abort', aborted);
    }
  }

  async start(command: Command): Promise<SandboxProcess> {
    const { signal, stdin = new Uint8Array(0), ...rest } = command;
    throwIfAborted(signal);
    const running = this.#begin(rest, new Uint8Array(0), false);
    const aborted = (): void => void running.kill();
    signal?.addEventListener('abort', aborted, { once: true });
    const forget = (): void => signal?.removeEventListener('abort', aborted);
    running.result.then(forget, forget);
    // Not awaited: a process may want to say something before it reads.
    void running.write(stdin);
    return running;
  }

  async putFiles(files: readonly SandboxFile[], options: { signal?: AbortSignal } = {}): Promise<void> {
    const tar = await packFiles(files);
    const { id, exchange } = this.#connection.begin((id) => ({ id, op: 'put' }), {
      stdout: new ByteQueue(),
      outputBytesMax: 0,
    });
    const sent = sendStdin(this.#connection, { id, exchange }, tar).then(() =>
      this.#connection.send({ id, op: 'stdin-close' }),
    );
    const [event] = await this.#transfer(id, Promise.all([exchange.settled, sent]), options.signal);
    refuseTransfer(event);
  }

  async getFiles(path: string, options: { bytesMax: number; signal?: AbortSignal }): Promise<SandboxFile[]> {
    if (path !== '' && path !== '.') checkPath(path);
    const stdout = new ByteQueue();
    const { bytesMax } = options;
    const { id, exchange } = this.#connection.begin(
      (id) => ({ id, op: 'get', path: path === '.' ? '' : path, bytesMax }),
      // A tar pads every file to 512 bytes and heads it with up to three blocks or a long path: far less than this.
      { stdout, outputBytesMax: bytesMax + 512 * 1024 * 1024 },
    );
    const files = unpackFiles(stdout, bytesMax);
    files.catch(() => undefined);
    const event = await this.#transfer(id, exchange.settled, options.signal);
    if (event.event === 'error' && event.code === 'not-found') return [];
    refuseTransfer(event);
    try {
      return await files;
    } catch (thrown) {
      const fault =
        thrown instanceof SandboxFault
          ? thrown
          : protocolFault(`an archive that cannot be read (${String(thrown)})`);
      this.#connection.lose(fault);
      throw fault;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection.dispose();
  }

  #begin(command: Omit<Command, 'signal' | 'stdin'>, stdin: Uint8Array, stdinClosed: boolean): PorterProcess {
    const limits = tighten(this.limits, command.limits);
    const cwd = command.cwd === undefined || command.cwd === '.' ? '' : command.cwd;
    if (cwd !== '' && pathProblem(cwd) !== null) checkPath(cwd);
    const argv = [...command.argv];
    const env = { ...command.env };
    if ([...argv, ...Object.keys(env), ...Object.values(env)].some((text) => text.includes('\0'))) {
      throw new InputFault('An argument or environment variable of a command holds a NUL.', {
        code: 'sandbox-command-refused',
      });
    }
    const stdout = new ByteQueue();
    const { id, exchange } = this.#connection.begin(
      (id) => ({ id, op: 'start', argv, env, cwd, limits, stdinClosed }),
      { stdout, outputBytesMax: limits.outputBytesMax, bytes: stdin },
    );
    return new PorterProcess(this.#connection, { id, exchange }, stdout, limits);
  }

  async #transfer<T>(id: number, settled: Promise<T>, signal?: AbortSignal): Promise<T> {
    const late = () =>
      new SandboxFault(`A transfer of files took more than ${transferSecondsMax} seconds.`, {
        code: 'sandbox-transfer-late',
        retryable: true,
      });
    try {
      return await this.#connection.within(settled, transferSecondsMax, late, signal);
    } catch (thrown) {
      if (signal?.aborted === true) this.#connection.send({ id, op: 'kill' });
      throw thrown;
    }
  }
}

interface Handle {
  id: number;
  exchange: Exchange;
}

class PorterProcess implements SandboxProcess {
  readonly stdout: ByteQueue;
  readonly result: Promise<ExecResult>;
  readonly #connection: PorterConnection;
  readonly #handle: Handle;

  constructor(connection: PorterConnection, handle: Handle, stdout: ByteQueue, limits: Limits) {
    this.#connection = connection;
    this.#handle = handle;
    this.stdout = stdout;
    const silent = () =>
      new SandboxFault(
        `The sandbox's porter let a command run ${wallGraceSecondsMax} seconds beyond its ${limits.wallSecondsMax}.`,
        { code: 'porter-silent', retryable: true },
      );
    const seconds = limits.wallSecondsMax + wallGraceSecondsMax;
    this.result = connection.within(handle.exchange.settled, seconds, silent).then((event) => {
      if (event.event === 'end') return execResult(event, new Uint8Array(0), handle.exchange.stderr());
      throw new SandboxFault(`The sandbox could not start a command: ${errorText(event)}.`, {
        code: 'sandbox-start-failed',
        retryable: true,
      });
    });
    this.result.catch(() => undefined);
  }

  /** Resolves when the process (not only the porter) has taken the bytes, or has ended. */
  async write(bytes: Uint8Array): Promise<void> {
    await sendStdin(this.#connection, this.#handle, bytes);
    await this.#handle.exchange.stdinBelow(0);
  }

  async closeStdin(): Promise<void> {
    this.#connection.send({ id: this.#handle.id, op: 'stdin-close' });
  }

  stderr(): Uint8Array {
    return this.#handle.exchange.stderr();
  }

  /** Resolves when the process and all its children are gone; a porter that cannot do it loses the sandbox. */
  async kill(): Promise<void> {
    const { id, exchange } = this.#handle;
    if (exchange.isSettled) return;
    this.#connection.send({ id, op: 'kill' });
    const late = () =>
      new SandboxFault(`A killed command did not end within ${killSecondsMax} seconds.`, {
        code: 'sandbox-kill-late',
        retryable: true,
      });
    await this.#connection.within(exchange.settled, killSecondsMax, late).catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}

async function sendStdin(connection: PorterConnection, handle: Handle, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length; offset += stdinFrameBytes) {
    await handle.exchange.stdinWindow();
    if (handle.exchange.isSettled) return;
    const part = bytes.subarray(offset, offset + stdinFrameBytes);
    handle.exchange.sent(part.length);
    connection.send({ id: handle.id, op: 'stdin' }, part);
  }
}

/** Small enough that a `kill` is never far behind in the stream. */
const stdinFrameBytes = 256 * 1024;

async function collect(stdout: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stdout) chunks.push(chunk);
  } catch {
    // The sandbox is lost: `result` rejects with the same fault, and that is what the caller awaits.
  }
  return Buffer.concat(chunks);
}

/** The sandbox's limits, each lowered to the command's where that is lower. */
function tighten(limits: Limits, wanted: Partial<Limits> = {}): Limits {
  const lower = (key: keyof Limits): number => Math.min(limits[key], wanted[key] ?? limits[key]);
  return {
    cpuSecondsMax: lower('cpuSecondsMax'),
    wallSecondsMax: lower('wallSecondsMax'),
    memoryBytesMax: lower('memoryBytesMax'),
    processesMax: lower('processesMax'),
    diskBytesMax: lower('diskBytesMax'),
    outputBytesMax: lower('outputBytesMax'),
  };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw abortReason(signal);
}

function refuseTransfer(event: PorterEvent): void {
  if (event.event === 'ok') return;
  const code = event.event === 'error' ? event.code : 'failed';
  if (code === 'failed') {
    throw new SandboxFault(`The sandbox could not transfer files: ${errorText(event)}.`, {
      code: 'sandbox-transfer-failed',
      retryable: true,
    });
  }
  throw new InputFault(`The sandbox refused a transfer of files: ${errorText(event)}.`, {
    code: `sandbox-transfer-${code}`,
  });
}

function errorText(event: PorterEvent): string {
  return event.event === 'error' ? event.message : `it answered "${event.event}"`;
}
