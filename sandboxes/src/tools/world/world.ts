/** The backend of a world's tools: `world_server.py` in a sandbox of its own, which nothing of the attempt enters. */
import {
  InputFault,
  SandboxFault,
  attribute,
  jsonObjectSchema,
  type ExecResult,
  type Fault,
  type Rows,
  type Sandbox,
  type World,
} from '@touchstone/contracts';
import { z } from 'zod';
import { withChannel, type BackendParts, type ToolBackend } from '../backend.ts';
import { JsonLines, describeEnd, type Received } from '../json-lines.ts';
import {
  callCpuSecondsMax,
  callWallSecondsMax,
  lineBytesMax,
  replyBytesMax,
  rowsBytesMax,
  worldLimits,
} from '../limits.ts';

export const serverSource = withChannel(new URL('./world_server.py', import.meta.url));

const startedSchema = z.union([
  z.strictObject({ tools: z.array(z.string()) }),
  z.strictObject({ unusable: z.string() }),
]);
export const resultSchema = z.strictObject({ text: z.string(), isError: z.boolean() });
export const rowsSchema = z.strictObject({ rows: z.record(z.string(), z.array(jsonObjectSchema)) });
export const doneSchema = z.strictObject({ done: z.literal(true) });

/** `InputFault` with code `world-unusable` when the program or the rows are at fault; its message says where. */
export async function openWorld(parts: BackendParts & { world: World }): Promise<ToolBackend> {
  const { driver, blobs, environment, world, signal } = parts;
  const [program, rows] = await Promise.all([blobs.readBlob(world.program), blobs.readBlob(world.rows)]);
  if (rows.length > rowsBytesMax)
    throw unusable(world, `its rows have ${rows.length} bytes, more than ${rowsBytesMax}`);
  const sandbox = await driver.open({
    runtime: { language: 'python', version: environment.runtime.version, packages: [] },
    limits: worldLimits,
    ...(signal && { signal }),
  });
  try {
    await sandbox.putFiles([
      { path: 'world.py', bytes: program },
      { path: 'rows.json', bytes: rows },
    ]);
    // Replies must not depend on the order of sets: a log is replayed in another process.
    const env = { PYTHONHASHSEED: '0' };
    const argv = ['python3', '-c', serverSource, 'world.py', 'rows.json'] as const;
    const lines = await JsonLines.start(sandbox, argv, { lineBytesMax, env });
    const tools = await startedTools(world, await lines.receive(callWallSecondsMax));
    const absent = environment.tools.filter(({ name }) => name !== 'python' && !tools.includes(name));
    if (absent.length > 0)
      throw unusable(world, `its TOOLS lack ${absent.map(({ name }) => name).join(', ')}`);
    const cpuSeconds = Math.min(callCpuSecondsMax, environment.limits.cpuSecondsMax);
    return new WorldBackend(world, { sandbox, lines, cpuSeconds });
  } catch (thrown) {
    await sandbox[Symbol.asyncDispose]();
    throw attribute(thrown, 'sandbox');
  }
}

class WorldBackend implements ToolBackend {
  readonly #world: World;
  readonly #sandbox: Sandbox;
  readonly #lines: JsonLines;
  /** Of one call. */
  readonly #cpuSeconds: number;

  constructor(world: World, parts: { sandbox: Sandbox; lines: JsonLines; cpuSeconds: number }) {
    this.#world = world;
    this.#sandbox = parts.sandbox;
    this.#lines = parts.lines;
    this.#cpuSeconds = parts.cpuSeconds;
  }

  get runtime() {
    return this.#sandbox.runtime;
  }

  async call(tool: string, args: Parameters<ToolBackend['call']>[1]) {
    const limits = { cpuSeconds: this.#cpuSeconds, replyBytes: replyBytesMax };
    return this.#ask({ do: 'call', tool, arguments: args, limits }, resultSchema);
  }

  async snapshot(): Promise<Rows> {
    return (await this.#ask({ do: 'snapshot' }, rowsSchema)).rows;
  }

  async reset(): Promise<void> {
    await this.#ask({ do: 'reset' }, doneSchema);
  }

  async #ask<T>(message: object, schema: z.ZodType<T>): Promise<T> {
    this.#lines.send(message);
    const received = await this.#lines.receive(callWallSecondsMax);
    if (received.kind === 'message') {
      const parsed = schema.safeParse(received.message);
      if (parsed.success) return parsed.data;
    }
    await this.#lines.process.kill();
    throw lost(this.#world, received);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lines[Symbol.asyncDispose]();
    await this.#sandbox[Symbol.asyncDispose]();
  }
}

export async function startedTools(world: World, received: Received): Promise<string[]> {
  if (received.kind === 'message') {
    const started = startedSchema.safeParse(received.message);
    if (started.success) {
      if ('tools' in started.data) return started.data.tools;
      throw unusable(world, started.data.unusable);
    }
  }
  if (received.kind === 'ended' && isOwnDoing(received.result))
    throw unusable(world, `loading it ended with ${describeEnd(received.result)}`);
  throw lost(world, received);
}

/** A limit that loading ran into, or an exit, is the program's doing. */
function isOwnDoing({ ending }: ExecResult): boolean {
  return ending !== 'signalled' && ending !== 'wall-limit';
}

export function unusable(world: World, why: string): InputFault {
  return new InputFault(
    `World ${world.id} (program ${world.program.slice(0, 12)}) cannot be served: ${why}.`,
    {
      code: 'world-unusable',
      hint: 'Mend the world program or its rows; no attempt was scored.',
    },
  );
}

export function lost(world: World, received: Received): Fault {
  const how =
    received.kind === 'ended'
      ? `its process ended (${describeEnd(received.result)})`
      : received.kind === 'late'
        ? `no answer came within ${callWallSecondsMax} s`
        : 'its answer could not be read';
  return new SandboxFault(`The tools of world ${world.id} are gone: ${how}.`, {
    code: 'tools-lost',
    retryable: true,
  });
}
