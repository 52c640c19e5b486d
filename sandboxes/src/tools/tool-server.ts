/**
 * Tools as MCP has them: a server that lists and checks, and a client in the same process that calls. Whoever reaches
 * the tools, in process or remote, goes through such a server, so all see the same list, checks and texts.
 */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { InputFault, type JsonObject, type Tool, type ToolResult } from '@touchstone/contracts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { argumentsBytesMax, compiledSchemasMax } from './limits.ts';

/** Runs a call that has been checked. */
export type Dispatch = (tool: string, args: JsonObject) => Promise<ToolResult>;

const implementation = { name: 'touchstone', version: '1' };

/** A server of these tools, to be connected to any MCP transport. `InputFault` for a schema that cannot be compiled. */
export function createToolServer(tools: readonly Tool[], dispatch: Dispatch): Server {
  const checks = compileSchemas(tools);
  const server = new Server(implementation, { capabilities: { tools: {} } });
  const listed = tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    // MCP wants to see that arguments are an object.
    inputSchema: { ...inputSchema, type: 'object' as const },
  }));
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const args = (params.arguments ?? {}) as JsonObject;
    const refused = refuse(params.name, args, checks);
    const { text, isError } =
      refused === null ? await dispatch(params.name, args) : { text: refused, isError: true };
    return { content: [{ type: 'text', text }], isError };
  });
  return server;
}

export interface ToolClient extends AsyncDisposable {
  call(tool: string, args: JsonObject): Promise<ToolResult>;
}

const resultSchema = z.object({
  content: z.tuple([z.object({ type: z.literal('text'), text: z.string() })]),
  isError: z.boolean(),
});

/** No limit of its own: calls are bounded where they run. The largest that a timer takes. */
const requestTimeoutMs = 2 ** 31 - 1;

/** A client of a server in this process. */
export async function connectInProcess(server: Server): Promise<ToolClient> {
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client(implementation);
  await Promise.all([server.connect(far), client.connect(near)]);
  return {
    async call(tool, args) {
      const params = { name: tool, arguments: args };
      const result = resultSchema.parse(
        await client.callTool(params, undefined, { timeout: requestTimeoutMs }),
      );
      return { text: result.content[0].text, isError: result.isError };
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await server.close();
    },
  };
}

/** Compiling takes milliseconds a tool, and thousands of sessions have the same tools. */
const compiled = new Map<string, ValidateFunction>();

function compileSchema(inputSchema: JsonObject): ValidateFunction {
  const text = JSON.stringify(inputSchema);
  const known = compiled.get(text);
  if (known !== undefined) return known;
  // An instance each: two tools may use one $id.
  const check = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(inputSchema);
  if (compiled.size >= compiledSchemasMax) compiled.clear();
  compiled.set(text, check);
  return check;
}

function compileSchemas(tools: readonly Tool[]): Map<string, ValidateFunction> {
  const checks = new Map<string, ValidateFunction>();
  for (const { name, inputSchema } of tools) {
    try {
      checks.set(name, compileSchema(inputSchema));
    } catch (thrown) {
      throw new InputFault(`The input schema of tool ${name} is not a JSON Schema: ${String(thrown)}`, {
        code: 'tool-schema-unusable',
      });
    }
  }
  return checks;
}

/** Why a call may not reach the sandbox, in words for whoever made it; null when it may. */
function refuse(name: string, args: JsonObject, checks: Map<string, ValidateFunction>): string | null {
  const check = checks.get(name);
  if (check === undefined)
    return `There is no tool ${JSON.stringify(name.slice(0, 100))}. Tools: ${[...checks.keys()].join(', ')}.`;
  const bytes = Buffer.byteLength(JSON.stringify(args));
  if (bytes > argumentsBytesMax) return `The arguments have ${bytes} bytes, more than ${argumentsBytesMax}.`;
  if (check(args)) return null;
  const errors = (check.errors ?? []).slice(0, 5).map(({ instancePath, message, params }) => {
    const extra = 'additionalProperty' in params ? ` (${String(params['additionalProperty'])})` : '';
    return `${instancePath === '' ? 'arguments' : instancePath.slice(1).replaceAll('/', '.')} ${message}${extra}`;
  });
  return `Invalid arguments for ${name}: ${errors.join('; ')}.`;
}
