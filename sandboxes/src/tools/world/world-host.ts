/** One process that holds many sessions of worlds (`world_host.py`), and what it still has room for. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  attribute,
  InputFault,
  type BlobReader,
  type Environment,
  type Rows,
  type Sandbox,
  type SandboxDriver,
  type World,
} from '@touchstone/contracts';
import type { z } from 'zod';
import type { ToolBackend } from '../backend.ts';
import { JsonLines } from '../json-lines.ts';
import {
  callCpuSecondsMax,
  callWallSecondsMax,
  hostBytesMax,
  hostedSessionBytes,
  hostedSessionsMax,
  hostLimits,
  hostReplyBytesMax,
  hostWallSecondsMax,
  lineBytesMax,
  replyBytesMax,
  rowsBytesMax,
} from '../limits.ts';
import { doneSchema, lost, resultSchema, rowsSchema, serverSource, startedTools, unusable } from './world.ts';

const hostSource = `${serverSource}\n\n${readFileSync(new URL('./world_host.py', import.meta.url), 'utf8')}`;

export async function startHost(
  driver: SandboxDriver,
  version: string,
  signal?: AbortSignal,
): Promise<WorldHost> {
  const sandbox = await driver.open({
    runtime: { language: 'python', version, packages: [] },
    limits: hostLimits,
    ...(signal && { signal }),
  });
  try {
    // Replies must not depend on the order of sets: a log is replayed in another process.
    const env = { PYTHONHASHSEED: '0' };
    const lines = await JsonLines.start(sandbox, ['python3', '-c', hostSource], { lineBytesMax, env });
    return new WorldHost(sandbox, lines, version);
  } catch (thrown) {
    await sandbox[Symbol.asyncDispose]();
    throw attribute(thrown, 'sandbox');
  }
}

interface Loaded {
  sessions: number;
  bytes: number;
  tools: Promise<string[]>;
}

export class WorldHost implements AsyncDisposable {
  readonly #sandbox: Sandbox;
  readonly #lines: JsonLines;
  readonly #version: string;
  readonly #startedAt = performance.now();
  readonly #worlds = new Map<string, Loaded>();
  #sessions = 0;
  #bytes = 0;
  #replyBytes = 0;
  #fault: Error | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(sandbox: Sandbox, lines: JsonLines, version: string) {
    this.#sandbox = sandbox;
    this.#lines = lines;
    this.#version = version;
  }

  get sessions(): number {
    return this.#sessions;
  }

  get alive(): boolean {
    return this.#fault === null;
  }

  holds(world: World): boolean {
    return this.#worlds.has(keyOf(world));
  }

  /** A process that has served long is left to those it has: its clock and its output have limits. */
  hasRoom(version: string): boolean {
    return (
      this.alive &&
      version === this.#version &&
      this.#sessions < hostedSessionsMax &&
      this.#bytes < hostBytesMax &&
      this.#replyBytes < hostReplyBytesMax &&
      performance.now() - this.#startedAt < hostWallSecondsMax * 1000
    );
  }

  /** `InputFault` with code `world-unusable` when the program or the rows are at fault. */
  async open({ environment, world, blobs }: OpenRequest): Promise<ToolBackend> {
    this.#sessions += 1;
    const loaded = this.#load(world, blobs);
    loaded.sessions += 1;
    const session = randomUUID();
    const bytes = hostedSessionBytes + loaded.bytes;
    this.#bytes += bytes;
    const leave = async (isOpen: boolean) => {
      this.#sessions -= 1;
      this.#bytes -= hostedSessionBytes;
      loaded.sessions -= 1;
      if (isOpen && this.alive)
        await this.#ask(world, { do: 'close', session }, doneSchema).catch(() => undefined);
      if (loaded.sessions === 0) await this.#unload(world, loaded);
    };
    try {
      const tools = await loaded.tools;
      const absent = environment.tools.filter(({ name }) => name !== 'python' && !tools.includes(name));
      if (absent.length > 0)
        throw unusable(world, `its TOOLS lack ${absent.map(({ name }) => name).join(', ')}`);
      await this.#ask(world, { do: 'open', session, world: keyOf(world) }, doneSchema);
    } catch (thrown) {
      await leave(false);
      throw attribute(thrown, 'sandbox');
    }
    const cpuSeconds = Math.min(callCpuSecondsMax, environment.limits.cpuSecondsMax);
    const limits = { cpuSeconds, replyBytes: replyBytesMax };
    let left: Promise<void> | null = null;
    return {
      runtime: this.#sandbox.runtime,
      call: (tool, args) =>
        this.#ask(world, { do: 'call', session, tool, arguments: args, limits }, resultSchema),
      snapshot: async (): Promise<Rows> =>
        (await this.#ask(world, { do: 'snapshot', session }, rowsSchema)).rows,
      reset: async () => void (await this.#ask(world, { do: 'reset', session }, doneSchema)),
      [Symbol.asyncDispose]: () => (left ??= leave(true)),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#fault ??= new InputFault('The process of worlds was closed.', { code: 'session-closed' });
    await this.#lines[Symbol.asyncDispose]();
    await this.#sandbox[Symbol.asyncDispose]();
  }

  #load(world: World, blobs: BlobReader): Loaded {
    const found = this.#worlds.get(keyOf(world));
    if (found !== undefined) return found;
    const loaded: Loaded = { sessions: 0, bytes: 0, tools: Promise.resolve([]) };
    loaded.tools = (async () => {
      const [program, rows] = await Promise.all([blobs.readBlob(world.program), blobs.readBlob(world.rows)]);
      if (rows.length > rowsBytesMax)
        throw unusable(world, `its rows have ${rows.length} bytes, more than ${rowsBytesMax}`);
      loaded.bytes = rows.length;
      this.#bytes += rows.length * 3;
      const [source, first] = [program, rows].map((bytes) => Buffer.from(bytes).toString('utf8'));
      return this.#tell(
        world,
        { do: 'load', world: keyOf(world), program: source, rows: first },
        (received) => startedTools(world, received),
      );
    })();
    loaded.tools.catch(() => undefined);
    this.#worlds.set(keyOf(world), loaded);
    return loaded;
  }

  async #unload(world: World, loaded: Loaded): Promise<void> {
    if (this.#worlds.get(keyOf(world)) === loaded) this.#worlds.delete(keyOf(world));
    this.#bytes -= loaded.bytes * 3;
    const isThere = await loaded.tools.then(
      () => true,
      () => false,
    );
    if (isThere && this.alive)
      await this.#ask(world, { do: 'unload', world: keyOf(world) }, doneSchema).catch(() => undefined);
  }

  #ask<T>(world: World, message: object, schema: z.ZodType<T>): Promise<T> {
    return this.#tell(world, message, async (received) => {
      if (received.kind === 'message') {
        const parsed = schema.safeParse(received.message);
        if (parsed.success) return parsed.data;
      }
      throw lost(world, received);
    });
  }

  /** One message at a time, so that the clock of a call starts when the process turns to it. */
  async #tell<T>(
    world: World,
    message: object,
    read: (received: Awaited<ReturnType<JsonLines['receive']>>) => Promise<T>,
  ): Promise<T> {
    const turn = this.#queue.then(async () => {
      if (this.#fault !== null) throw this.#fault;
      this.#lines.send(message);
      const received = await this.#lines.receive(callWallSecondsMax);
      // Whatever is not a message is the end of all in here, also where it is the doing of one world.
      if (received.kind !== 'message') this.#fault ??= lost(world, received);
      this.#replyBytes += replyBytes('message' in received ? received : {});
      return read(received);
    });
    this.#queue = turn.catch(() => undefined);
    try {
      return await turn;
    } catch (thrown) {
      const fault = attribute(thrown, 'sandbox');
      // A world that cannot be used is its own affair; anything else is the end of all in here.
      if (!(fault instanceof InputFault)) this.#fault ??= fault;
      if (this.#fault !== null) await this.#lines.process.kill().catch(() => undefined);
      throw fault;
    }
  }
}

interface OpenRequest {
  environment: Environment;
  world: World;
  blobs: BlobReader;
}

function keyOf(world: World): string {
  return `${world.program}/${world.rows}`;
}

function replyBytes({ message }: { message?: unknown }): number {
  const text = (message as { text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text.length : 0;
}
