/** Test only: ports over the local driver, a world in memory, and attempts that run programs with the machine's python3. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  Fault,
  canonicalJson,
  hashBytes,
  type AttemptResult,
  type Environment,
  type Hash,
  type Json,
  type JsonObject,
  type Program,
  type Rows,
  type ToolCall,
  type ToolResult,
  type ToolSession,
  type VerifyPorts,
} from '@touchstone/contracts';
import { localDriver, localRuntime, type LocalDriver } from './local-driver.ts';

/** A world's tools: each changes the rows it is given, or throws an Error that the caller reads. */
export type TestTools = Record<string, (rows: Rows, args: JsonObject) => Json>;

export interface TestPorts extends VerifyPorts {
  driver: LocalDriver;
  blobMap: Map<Hash, Uint8Array>;
}

export function testPorts(options: { tools?: TestTools; rows?: Rows; driver?: LocalDriver } = {}): TestPorts {
  const driver = options.driver ?? localDriver();
  const blobMap = new Map<Hash, Uint8Array>();
  let sessions = 0;
  let attempts = 0;
  const open = (environment: Environment, hidden: readonly string[] = []): ToolSession => {
    sessions++;
    return session(environment, hiding(options.tools ?? {}, hidden), options.rows ?? {});
  };
  return {
    driver,
    blobMap,
    toolHost: { open: async (environment) => open(environment) },
    attempts: {
      attempt: async (environment, program, { access, withoutDocuments = [] }) => {
        attempts++;
        await using tools = environment.tools.length > 0 ? open(environment, withoutDocuments) : null;
        return await attempt(
          environment,
          program,
          access === 'full' ? tools : null,
          access === 'full' ? blobMap : null,
        );
      },
    },
    blobs: {
      readBlob: async (hash) => {
        const bytes = blobMap.get(hash);
        if (!bytes)
          throw new Fault(`no blob ${hash}`, {
            code: 'blob-missing',
            boundary: 'database',
            retryable: false,
          });
        return bytes;
      },
    },
    usage: () => ({ sandboxRuns: driver.opened + sessions + attempts, cpuSeconds: driver.cpuSeconds }),
  };
}

export function putBlob(ports: TestPorts, bytes: Uint8Array): Hash {
  const hash = hashBytes(bytes);
  ports.blobMap.set(hash, bytes);
  return hash;
}

/** Of a document that is hidden every tool says what it says of one that is not there. */
function hiding(tools: TestTools, hidden: readonly string[]): TestTools {
  const guarded = Object.entries(tools).map(([name, tool]): [string, TestTools[string]] => [
    name,
    (rows, args) =>
      tool(
        rows,
        hidden.includes(typeof args['id'] === 'string' ? args['id'] : '') ? { ...args, id: 'hidden' } : args,
      ),
  ]);
  return Object.fromEntries(guarded);
}

function session(environment: Environment, tools: TestTools, first: Rows): ToolSession {
  let rows = structuredClone(first);
  let log: ToolCall[] = [];
  return {
    tools: environment.tools,
    runtime: localRuntime,
    get log() {
      return log;
    },
    files: () => Promise.reject(new Error('no tool reaches files here')),
    async call(call): Promise<ToolResult> {
      log.push(call);
      const tool = tools[call.tool];
      if (!tool) return { text: `unknown tool ${call.tool}`, isError: true };
      const copy = structuredClone(rows);
      try {
        const result = tool(copy, call.arguments);
        rows = copy;
        return { text: canonicalJson(result), isError: false };
      } catch (thrown) {
        if (thrown instanceof Fault) throw thrown;
        return { text: String(thrown), isError: true };
      }
    },
    snapshot: async () => structuredClone(rows),
    async reset() {
      rows = structuredClone(first);
      log = [];
    },
    async [Symbol.asyncDispose]() {},
  };
}

const harness = `
import json, sys
channel, sys.stdout = sys.stdout, sys.stderr
class Tools:
    def call(self, name, **arguments):
        channel.write(json.dumps({"tool": name, "arguments": arguments}) + "\\n"); channel.flush()
        reply = json.loads(sys.stdin.readline())
        if reply["isError"]:
            raise RuntimeError(reply["text"])
        return json.loads(reply["text"])
namespace = {}
exec(compile(open("program.py").read(), "program.py", "exec"), namespace)
channel.write(json.dumps({"answer": namespace["solve"](Tools())}) + "\\n"); channel.flush()
`;

async function attempt(
  environment: Environment,
  program: Program,
  tools: ToolSession | null,
  files: ReadonlyMap<Hash, Uint8Array> | null,
): Promise<AttemptResult> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-attempt-'));
  try {
    await writeFile(join(folder, 'harness.py'), harness);
    await writeFile(join(folder, 'program.py'), program.source);
    for (const file of files ? environment.files : []) {
      await writeFile(join(folder, file.path), files?.get(file.blob) ?? new Uint8Array());
    }
    return await converse(folder, tools);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function converse(folder: string, tools: ToolSession | null): Promise<AttemptResult> {
  const child = spawn('python3', ['harness.py'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder },
  });
  const closed = new Promise((resolve) => child.on('close', resolve));
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const calls: ToolCall[] = [];
  const common = () => ({ calls, toolCalls: calls.length, cpuSeconds: 0, runtime: localRuntime });
  let answer: { answer: Json } | null = null;
  for await (const line of createInterface(child.stdout)) {
    const message = JSON.parse(line) as { answer: Json } | ToolCall;
    if ('answer' in message) answer = message;
    else {
      calls.push(message);
      const reply = (await tools?.call(message)) ?? { text: 'no tools here', isError: true };
      child.stdin.write(`${JSON.stringify(reply)}\n`);
    }
  }
  await closed;
  if (answer) return { outcome: 'answered', answer: answer.answer, ...common() };
  return {
    outcome: 'crashed',
    message: stderr.trim().split('\n').at(-1) ?? '',
    ending: 'exited',
    ...common(),
  };
}
