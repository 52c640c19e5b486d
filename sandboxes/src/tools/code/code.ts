/**
 * The backend of the code tools: one sandbox with the environment's files in `/work`. `shell` is a fresh bash in it for
 * every call; the file tools are a small Python program there. State is the tree and nothing else.
 */
import { readFileSync } from 'node:fs';
import {
  Fault,
  InputFault,
  SandboxFault,
  attribute,
  codeTools,
  type ExecResult,
  type JsonObject,
  type Rows,
  type Sandbox,
  type SandboxFile,
  type ToolResult,
} from '@touchstone/contracts';
import { z } from 'zod';
import type { BackendParts, ToolBackend } from '../backend.ts';
import { environmentFiles } from '../environment-files.ts';
import { argumentsBytesMax, fileToolLimits, kernelLimits, shellTextCharactersMax } from '../limits.ts';
import { shellText } from './shell-text.ts';
import { plainCommand } from './plain-command.ts';

const filesSource = readFileSync(new URL('./files.py', import.meta.url), 'utf8');
const replySchema = z.strictObject({ text: z.string(), isError: z.boolean() });

export const codeToolNames: ReadonlySet<string> = new Set(codeTools.map(({ name }) => name));

/** Nothing of what runs leaves files that nobody wrote: no byte code, no cache of pytest. */
const shellEnv = { PYTHONDONTWRITEBYTECODE: '1', PYTEST_ADDOPTS: '-p no:cacheprovider' };

/** Tens of thousands of files, folders a thousand deep, names that no archive may have. */
const unreadable: ReadonlySet<string> = new Set([
  'sandbox-archive-foul',
  'sandbox-transfer-failed',
  'sandbox-transfer-too-large',
]);

export async function openCode(parts: BackendParts): Promise<ToolBackend> {
  const code = new CodeBackend(parts);
  await code.reset();
  return code;
}

class CodeBackend implements ToolBackend {
  readonly #parts: BackendParts;
  #sandbox: Sandbox | null = null;
  /** Known after the first call: the embedded sandbox has no shell. */
  #hasShell: boolean | null = null;

  constructor(parts: BackendParts) {
    this.#parts = parts;
  }

  get runtime() {
    return alive(this.#sandbox).runtime;
  }

  async call(tool: string, args: JsonObject): Promise<ToolResult> {
    if (tool !== 'shell') return this.#fileTool(tool, args);
    const { command } = args;
    return typeof command === 'string'
      ? this.#shell(command)
      : { text: 'shell needs the argument `command`, a text.', isError: true };
  }

  /** `InputFault` with code `tree-unreadable` for a tree that its tools have made such that nobody can take it. */
  async files(): Promise<SandboxFile[]> {
    const { diskBytesMax } = this.#parts.environment.limits;
    const sandbox = alive(this.#sandbox);
    try {
      return await sandbox.getFiles('', { bytesMax: diskBytesMax });
    } catch (thrown) {
      if (!(thrown instanceof Fault) || !unreadable.has(thrown.code)) throw thrown;
      // A sandbox that still works is not what failed; one that gave a foul archive has been given up.
      if (thrown.code !== 'sandbox-archive-foul')
        await sandbox.exec({ argv: ['python3', '-I', '-S', '-c', 'pass'] });
      throw new InputFault(`The files cannot be taken as they are now: ${thrown.message}`, {
        code: 'tree-unreadable',
        cause: thrown,
      });
    }
  }

  async snapshot(): Promise<Rows> {
    throw new InputFault('A tree of files has no rows to take a snapshot of.', { code: 'no-world' });
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
    } catch (thrown) {
      await this[Symbol.asyncDispose]();
      throw attribute(thrown, 'sandbox');
    }
  }

  async #shell(command: string): Promise<ToolResult> {
    const { limits } = this.#parts.environment;
    const sandbox = alive(this.#sandbox);
    this.#hasShell ??= (await sandbox.exec({ argv: ['bash', '-c', 'exit 7'] })).exitCode === 7;
    // One stream, so that output and errors keep their order.
    const script = `exec 2>&1\n${command}`;
    const argv = this.#hasShell ? (['bash', '-c', script] as const) : plainCommand(command);
    if ('refused' in argv) return { text: argv.refused, isError: true };
    const result = await sandbox.exec({ argv, env: shellEnv, limits });
    return { text: shellText(result, shellTextCharactersMax), isError: result.ending !== 'exited' };
  }

  async #fileTool(tool: string, args: JsonObject): Promise<ToolResult> {
    const { limits } = this.#parts.environment;
    const message = JSON.stringify({ tool, arguments: args, limits: fileToolLimits });
    const result = await alive(this.#sandbox).exec({
      argv: ['python3', '-I', '-S', '-c', filesSource],
      stdin: Buffer.from(message),
      // Its own output; the environment's limit is for what the attempt prints.
      limits: { ...limits, outputBytesMax: 8 * argumentsBytesMax },
    });
    return readReply(result) ?? { text: `[ended: ${result.ending}] ${lastLine(result)}`, isError: true };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const sandbox = this.#sandbox;
    this.#sandbox = null;
    await sandbox?.[Symbol.asyncDispose]();
  }
}

function alive(sandbox: Sandbox | null): Sandbox {
  if (sandbox === null)
    throw new SandboxFault('The sandbox of the code tools was closed.', {
      code: 'session-closed',
      retryable: false,
    });
  return sandbox;
}

function readReply({ ending, exitCode, stdout }: ExecResult): ToolResult | null {
  if (ending !== 'exited' || exitCode !== 0) return null;
  try {
    return replySchema.parse(JSON.parse(Buffer.from(stdout).toString('utf8')));
  } catch {
    return null;
  }
}

function lastLine({ stderr }: ExecResult): string {
  return Buffer.from(stderr).toString('utf8').trim().split('\n').at(-1)?.slice(0, 500) ?? '';
}
