/**
 * Each episode as an MCP server (streamable HTTP, stateless: the state is the episode's). Its tools are the environment's and
 * one that submits. The SDK speaks the protocol; nothing here knows it.
 */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { Fault, jsonObjectSchema, jsonSchema, type Json, type Tool } from '@touchstone/contracts';
import { episodeIdSchema } from '@touchstone/contracts/api';
import { submitSchema, type Serving } from '@touchstone/pipeline';
import { ApiFault } from '../http/api-fault.ts';
import { createRouter, type ApiContext, type ApiRouter, type Caller } from '../http/router.ts';
import type { ApiParts } from '../parts.ts';
import { idempotent, keyOf } from './idempotency.ts';

export function mcpRoutes({ serving }: ApiParts): ApiRouter {
  const router = createRouter();
  router.all('/episodes/:id/mcp', async (c) => {
    const id = episodeIdSchema.safeParse(c.req.param('id'));
    if (!id.success) throw unknown(c.req.param('id'));
    // There is nothing to listen to between requests, and no session to end.
    if (c.req.method !== 'POST') throw onlyPost(c.req.method);
    const server = await episodeServer(await serving(), {
      id: id.data,
      caller: c.var.caller,
      key: sentKey(c),
    });
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    try {
      return await transport.handleRequest(c.req.raw, { parsedBody: await c.req.json<unknown>() });
    } finally {
      await server.close();
    }
  });
  return router;
}

interface Asked {
  id: string;
  caller: Caller;
  key: string | null;
}

async function episodeServer({ house }: Serving, { id, caller, key }: Asked): Promise<Server> {
  const { task } = await house.taskOf(id, caller);
  const submit = submitTool(task.environment.tools, submitSchema(task.answerFormat));
  const server = new Server(
    { name: 'touchstone', version: '1' },
    { capabilities: { tools: {} }, instructions: task.instruction },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [...task.environment.tools, submit].map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema: { ...inputSchema, type: 'object' as const },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const given = jsonObjectSchema.safeParse(params.arguments ?? {});
    if (!given.success) return failure('The arguments are not a JSON object.');
    try {
      if (params.name === submit.name) {
        const answer: Json = jsonSchema.parse(given.data['answer'] ?? null);
        const verdict = await house.submit(id, answer, caller, key);
        return { content: [{ type: 'text', text: JSON.stringify(verdict) }], isError: false };
      }
      const called = { tool: params.name, arguments: given.data };
      const { text, isError } = await house.call(id, called, caller, key);
      return { content: [{ type: 'text', text }], isError };
    } catch (thrown) {
      // A model can read it and go on; what passes by itself says so.
      if (thrown instanceof Fault && thrown.boundary !== 'internal')
        return failure([thrown.message, thrown.hint].filter(Boolean).join(' '));
      throw thrown;
    }
  });
  return server;
}

/** `submit`, or a longer name where the environment has such a tool itself. */
function submitTool(tools: readonly Tool[], inputSchema: Tool['inputSchema']): Tool {
  const taken = new Set(tools.map(({ name }) => name));
  const name =
    ['submit', 'submit_answer', 'submit_final_answer'].find((each) => !taken.has(each)) ?? 'submit_';
  return {
    name,
    description:
      'Hands in the answer and ends the episode. Returns the verdict; a null reward means there is none.',
    inputSchema,
  };
}

function failure(text: string) {
  return { content: [{ type: 'text' as const, text }], isError: true };
}

/** A client that repeats requests sends the header; plain MCP clients do not. */
function sentKey(c: ApiContext): string | null {
  const parsed = idempotent.headers.safeParse({ 'idempotency-key': c.req.header('idempotency-key') });
  return parsed.success ? keyOf(parsed.data) : null;
}

function unknown(id: string): ApiFault {
  return new ApiFault(`There is no episode ${id.slice(0, 80)}.`, {
    code: 'episode-unknown',
    status: 404,
    hint: 'The answer to opening an episode has its MCP address.',
  });
}

function onlyPost(method: string): ApiFault {
  return new ApiFault(`This endpoint is stateless and takes POST, not ${method}.`, {
    code: 'method',
    status: 405,
    hint: 'Send JSON-RPC by POST; no session is kept.',
    headers: { allow: 'POST' },
  });
}
