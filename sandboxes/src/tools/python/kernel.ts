/**
 * The backend of the `python` tool: `kernel.py` in a sandbox with the environment's files. A kernel that dies is
 * replaced in the same sandbox, and the reply says that its state is gone: what a cell does to its kernel is the
 * caller's doing, only the sandbox's own death is a fault.
 */
import {
  InputFault,
  SandboxFault,
  attribute,
  type JsonObject,
  type Rows,
  type Sandbox,
  type ToolResult,
} from '@touchstone/contracts';
import { z } from 'zod';
import { withChannel, type BackendParts, type ToolBackend } from '../backend.ts';
import { environmentFiles } from '../environment-files.ts';
import { JsonLines, describeEnd, type Received } from '../json-lines.ts';
import { callWallSecondsMax, cellOutputBytesMax, kernelLimits, lineBytesMax } from '../limits.ts';

const kernelSource = withChannel(new URL('./kernel.py', import.meta.url));

const readySchema = z.strictObject({ ready: z.literal(true) });
const resultSchema = z.strictObject({ text: z.string(), isError: z.boolean() });

export async function openKernel(parts: BackendParts): Promise<ToolBackend> {
  const kernel = new KernelBackend(parts);
  await kernel.reset();
  return kernel;
}

/** The text of a reply after which the kernel's state is gone starts so, with the ending or another word for it. */
export const kernelStopped = (how: string): string => `[kernel stopped: ${how}]`;

class KernelBackend implements ToolBackend {
  readonly #parts: BackendParts;
  #sandbox: Sandbox | null = null;
  #lines: JsonLines | null = null;

  constructor(parts: BackendParts) {
    this.#parts = parts;
  }

  get runtime() {
    return alive(this.#sandbox).runtime;
  }

  async call(_tool: string, args: JsonObject): Promise<ToolResult> {
    const { limits } = this.#parts.environment;
    const code = args['code'];
    if (typeof code !== 'string') return { text: 'python needs the argument `code`, a text.', isError: true };
    const lines = alive(this.#lines);
    lines.send({
      code,
      limits: {
        cpuSeconds: limits.cpuSecondsMax,
        outputBytes: Math.min(limits.outputBytesMax, cellOutputBytesMax),
      },
    });
    const received = await lines.receive(limits.wallSecondsMax);
    if (received.kind === 'message') {
      const parsed = resultSchema.safeParse(received.message);
      if (parsed.success) return parsed.data;
    }
    await lines.process.kill();
    await this.#startKernel();
    return { text: explainStop(received, limits), isError: true };
  }

  async snapshot(): Promise<Rows> {
    throw new InputFault('A notebook kernel has no rows to take a snapshot of.', { code: 'no-world' });
  }

  /** A fresh sandbox with the files as they were. */
  async reset(): Promise<void> {
    const { driver, blobs, environment, signal } = this.#parts;
    await this[Symbol.asyncDispose]();
    const files = await environmentFiles(environment, blobs);
    this.#sandbox = await driver.open({
      runtime: environment.runtime,
      limits: kernelLimits(environment.limits),
      ...(signal && { signal }),
    });
    try {
      await this.#sandbox.putFiles(files);
      await this.#startKernel();
    } catch (thrown) {
      await this[Symbol.asyncDispose]();
      throw attribute(thrown, 'sandbox');
    }
  }

  async #startKernel(): Promise<void> {
    const argv = ['python3', '-c', kernelSource] as const;
    this.#lines = await JsonLines.start(alive(this.#sandbox), argv, { lineBytesMax });
    const received = await this.#lines.receive(callWallSecondsMax);
    if (received.kind === 'message' && readySchema.safeParse(received.message).success) return;
    const how = received.kind === 'ended' ? describeEnd(received.result) : received.kind;
    throw new SandboxFault(`A notebook kernel did not start: ${how}.`, {
      code: 'kernel-not-started',
      retryable: true,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const [sandbox, lines] = [this.#sandbox, this.#lines];
    this.#sandbox = null;
    this.#lines = null;
    await lines?.[Symbol.asyncDispose]();
    await sandbox?.[Symbol.asyncDispose]();
  }
}

function alive<T>(part: T | null): T {
  if (part === null)
    throw new SandboxFault('The notebook kernel was closed.', { code: 'session-closed', retryable: false });
  return part;
}

function explainStop(
  received: Received,
  { cpuSecondsMax, wallSecondsMax }: { cpuSecondsMax: number; wallSecondsMax: number },
): string {
  const [how, why] = stopReason(received, cpuSecondsMax, wallSecondsMax);
  return `${kernelStopped(how)} ${why} A new kernel was started: variables, functions and imports are gone.`;
}

function stopReason(received: Received, cpuSecondsMax: number, wallSecondsMax: number): [string, string] {
  if (received.kind === 'late')
    return ['wall-limit', `The cell did not end within ${wallSecondsMax} seconds.`];
  if (received.kind !== 'ended') return ['garbled', 'The cell broke the channel to the kernel.'];
  const { ending, exitCode } = received.result;
  // The soft limit that the kernel sets for each cell shows as SIGXCPU, which drivers may report as either.
  if (ending === 'cpu-limit') return [ending, `The cell used more than ${cpuSecondsMax} CPU seconds.`];
  if (ending === 'exited') return [ending, `The cell ended the kernel's process with exit code ${exitCode}.`];
  if (ending === 'signalled')
    return [ending, `The cell crashed the kernel, or used more than ${cpuSecondsMax} CPU seconds.`];
  return [ending, `The cell ran into the ${ending.replace('-', ' ')}.`];
}
