/**
 * Messages as JSON lines with one process in a sandbox. Everything that comes is foreign: bounded here, checked by
 * whoever knows what it should be.
 */
import type { ExecResult, Sandbox, SandboxProcess } from '@touchstone/contracts';

export type Received =
  | { kind: 'message'; message: unknown }
  /** The process ended; nothing more will come. */
  | { kind: 'ended'; result: ExecResult }
  /** It sent something that is no message, or too much of it: whoever runs in there broke the channel. */
  | { kind: 'garbled' }
  /** Nothing came in time. */
  | { kind: 'late' };

export class JsonLines implements AsyncDisposable {
  readonly process: SandboxProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(process: SandboxProcess, lineBytesMax: number) {
    this.process = process;
    this.#lines = splitLines(process.stdout, lineBytesMax);
  }

  static async start(
    sandbox: Sandbox,
    argv: readonly [string, ...string[]],
    { lineBytesMax, env = {} }: { lineBytesMax: number; env?: Record<string, string> },
  ): Promise<JsonLines> {
    return new JsonLines(await sandbox.start({ argv, env }), lineBytesMax);
  }

  /** Never waits: a process that does not read is noticed by the answer that does not come. */
  send(message: unknown): void {
    this.process.write(Buffer.from(`${JSON.stringify(message)}\n`)).catch(() => undefined);
  }

  /** The next message within so many seconds. Throws the `SandboxFault` of a sandbox that died. */
  async receive(wallSecondsMax: number): Promise<Received> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Received>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'late' }), wallSecondsMax * 1000);
    });
    try {
      return await Promise.race([this.#next(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #next(): Promise<Received> {
    try {
      const line = await this.#lines.next();
      if (line.done === true) return { kind: 'ended', result: await this.process.result };
      return { kind: 'message', message: JSON.parse(line.value) };
    } catch (thrown) {
      if (thrown instanceof SyntaxError || thrown instanceof RangeError) return { kind: 'garbled' };
      throw thrown;
    }
  }

  /** Waits for the end, so that whoever counts CPU seconds has seen them before the sandbox goes. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.process.kill();
    await this.process.result.catch(() => undefined);
  }
}

async function* splitLines(chunks: AsyncIterable<Uint8Array>, lineBytesMax: number): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    let rest = chunk;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8');
      parts = [];
      bytes = 0;
      rest = rest.subarray(end + 1);
    }
    parts.push(rest);
    bytes += rest.length;
    if (bytes > lineBytesMax) throw new RangeError('line too long');
  }
}

/** How a process ended, for a message: the ending, the exit code, and the last of what it wrote to standard error. */
export function describeEnd(result: ExecResult): string {
  const how = result.ending === 'exited' ? `exit code ${result.exitCode}` : result.ending;
  const said = Buffer.from(result.stderr).toString('utf8').trim().slice(-2000);
  return said === '' ? how : `${how}: ${said}`;
}
