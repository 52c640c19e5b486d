/**
 * The `ToolHost` port: brings an environment's tools to life and keeps the log of what was executed. Every call goes
 * through an MCP client and server in this process. Budgets are the caller's business; sizes are bounded here.
 */
import {
  InputFault,
  SandboxFault,
  attribute,
  type BlobReader,
  type Environment,
  type Hash,
  type JsonObject,
  type OfflineWeb,
  type RealisedRuntime,
  type Rows,
  type SandboxDriver,
  type SandboxFile,
  type Tool,
  type ToolCall,
  type ToolHost,
  type ToolResult,
  type ToolSession,
} from '@touchstone/contracts';
import type { BackendParts, ToolBackend } from './backend.ts';
import { codeToolNames, openCode } from './code/code.ts';
import { openKernel } from './python/kernel.ts';
import { connectInProcess, createToolServer, type ToolClient } from './tool-server.ts';
import { openWebBackend, webToolNames } from './web/web-backend.ts';
import { openWorld } from './world/world.ts';
import type { WorldPool } from './world/world-pool.ts';

/** Where an environment's web comes from, by its hash. */
export interface WebResolver {
  resolve(hash: Hash, blobs: BlobReader): Promise<OfflineWeb>;
}

interface HostParts {
  driver: SandboxDriver;
  blobs: BlobReader;
  /** Without it an environment with a web cannot be opened. */
  webs?: WebResolver;
  /** Where sessions of worlds share processes; without it each world has a sandbox of its own. */
  worlds?: WorldPool;
}

/**
 * A sandbox each for a world server (`environment.world`; none where `worlds` are shared), a kernel (a tool named `python`) and a tree of files (tools
 * named as `codeTools`); the web's tools need none. `open` throws `InputFault` for an environment whose tools nothing here can do.
 */
export function createToolHost(parts: HostParts): ToolHost {
  return {
    async open(environment, { signal, withoutDocuments } = {}) {
      signal?.throwIfAborted();
      const backends = await openBackends(
        { ...parts, environment, ...(signal && { signal }) },
        withoutDocuments,
      );
      try {
        const session = new Session(environment.tools, backends);
        await session.connect();
        return session;
      } catch (thrown) {
        await disposeAll(backends);
        throw thrown;
      }
    },
  };
}

/** Which backend does the work. */
interface Backends {
  world: ToolBackend | null;
  kernel: ToolBackend | null;
  web: ToolBackend | null;
  code: ToolBackend | null;
}

/** A backend that an environment does not ask for. */
const nothing = Promise.resolve(null);

async function openBackends(
  parts: BackendParts & HostParts,
  withoutDocuments: readonly string[] | undefined,
): Promise<Backends> {
  const { world, web, tools } = parts.environment;
  const wantsKernel = tools.some(({ name }) => name === 'python');
  // A world may have tools of these names itself.
  const wantsCode = world === null && tools.some(({ name }) => codeToolNames.has(name));
  if (world === null) refuseUnknownTools(parts.environment);
  if (world === null && web === null && !wantsKernel && !wantsCode)
    throw new InputFault('The environment has no world, no web and no tool: there is nothing to open.', {
      code: 'environment-without-tools',
    });
  const opening: Promise<ToolBackend | null>[] = [
    world === null ? nothing : (parts.worlds?.open({ ...parts, world }) ?? openWorld({ ...parts, world })),
    wantsKernel ? openKernel(parts) : nothing,
    web === null ? nothing : openWeb(parts, web.hash, withoutDocuments),
    wantsCode ? openCode(parts) : nothing,
  ];
  const settled = await Promise.allSettled(opening);
  const [openedWorld = null, kernel = null, openedWeb = null, code = null] = settled.map((each) =>
    each.status === 'fulfilled' ? each.value : null,
  );
  const backends = { world: openedWorld, kernel, web: openedWeb, code };
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed === undefined) return backends;
  await disposeAll(backends);
  throw failed.reason;
}

async function openWeb(
  { driver, blobs, webs }: HostParts,
  hash: Hash,
  withoutDocuments: readonly string[] | undefined,
): Promise<ToolBackend> {
  if (webs === undefined)
    throw new InputFault('The environment has a web, and nobody here resolves webs.', {
      code: 'tool-without-backend',
    });
  return openWebBackend({ web: await webs.resolve(hash, blobs), driver, withoutDocuments });
}

function refuseUnknownTools({ tools, web }: Environment): void {
  const known = (name: string) =>
    name === 'python' || codeToolNames.has(name) || (web !== null && webToolNames.has(name));
  const unknown = tools.filter(({ name }) => !known(name)).map(({ name }) => name);
  if (unknown.length > 0)
    throw new InputFault(
      `Nothing can do the work of the tools ${unknown.join(', ')} without a world or a web.`,
      { code: 'tool-without-backend' },
    );
}

function allOf({ world, kernel, web, code }: Backends): (ToolBackend | null)[] {
  return [world, kernel, web, code];
}

async function disposeAll(backends: Backends): Promise<void> {
  await Promise.all(allOf(backends).map(async (backend) => backend?.[Symbol.asyncDispose]()));
}

class Session implements ToolSession {
  readonly tools: readonly Tool[];
  readonly #backends: Backends;
  readonly #log: ToolCall[] = [];
  #client: ToolClient | null = null;
  /** Calls reach a backend one after another. */
  #queue: Promise<unknown> = Promise.resolve();
  /** What ended the session; MCP carries no `Fault`, so it is kept here for the caller. */
  #fault: Error | null = null;

  constructor(tools: readonly Tool[], backends: Backends) {
    this.tools = tools;
    this.#backends = backends;
  }

  async connect(): Promise<void> {
    this.#client = await connectInProcess(
      createToolServer(this.tools, (tool, args) => this.#inTurn(() => this.#execute(tool, args))),
    );
  }

  get log(): readonly ToolCall[] {
    return [...this.#log];
  }

  get runtime(): RealisedRuntime {
    return this.#either().runtime;
  }

  /** An abort ends the waiting, not the call: what has begun is finished, logged, and done before the next one. */
  async call(call: ToolCall, { signal }: { signal?: AbortSignal } = {}): Promise<ToolResult> {
    signal?.throwIfAborted();
    const client = this.#open();
    const result = client.call(call.tool, call.arguments).catch((thrown: unknown) => {
      throw this.#fault ?? (this.#client === null ? closed() : attribute(thrown, 'internal'));
    });
    return signal === undefined ? result : untilAborted(result, signal);
  }

  async snapshot(): Promise<Rows> {
    this.#open();
    return this.#inTurn(() => this.#either().snapshot());
  }

  async files(): Promise<SandboxFile[]> {
    this.#open();
    const { code } = this.#backends;
    if (code?.files === undefined)
      throw new InputFault('No tool of this environment reaches files.', { code: 'files-out-of-reach' });
    return this.#inTurn(() => code.files?.() ?? Promise.resolve([]));
  }

  async reset(): Promise<void> {
    this.#open();
    await this.#inTurn(async () => {
      await Promise.all(allOf(this.#backends).map(async (backend) => backend?.reset()));
      this.#log.length = 0;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await disposeAll(this.#backends);
    await client?.[Symbol.asyncDispose]();
  }

  /** A world's where there is one: it is what has a state to look at. */
  #either(): ToolBackend {
    const { world, kernel, code, web } = this.#backends;
    return (world ?? kernel ?? code ?? web) as ToolBackend;
  }

  #open(): ToolClient {
    if (this.#fault !== null) throw this.#fault;
    if (this.#client === null) throw closed();
    return this.#client;
  }

  async #execute(tool: string, args: JsonObject): Promise<ToolResult> {
    const { world, kernel, web, code } = this.#backends;
    const named = codeToolNames.has(tool) ? code : webToolNames.has(tool) ? web : null;
    const backend = ((tool === 'python' ? kernel : named) ?? world) as ToolBackend;
    this.#log.push({ tool, arguments: args });
    return backend.call(tool, args);
  }

  async #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => {
      if (this.#fault !== null) throw this.#fault;
      if (this.#client === null) throw closed();
      return act();
    });
    this.#queue = turn.catch(() => undefined);
    try {
      return await turn;
    } catch (thrown) {
      const fault = attribute(thrown, 'sandbox');
      if (!(fault instanceof InputFault)) this.#fault ??= fault;
      throw fault;
    }
  }
}

function closed(): SandboxFault {
  return new SandboxFault('The tool session was closed.', { code: 'session-closed', retryable: false });
}

async function untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  result.catch(() => undefined);
  try {
    return await Promise.race([result, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
