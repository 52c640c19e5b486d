/** An episode over HTTP, as a trainer drives it: every POST with a key of idempotency, sent again when told to wait. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Category, Json, TaskPublic, Tool } from '@touchstone/contracts';
import { wellFormed } from '../well-formed.ts';
import type { Session } from './session.ts';

interface Server {
  url: string;
  key: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1_024 });

export async function touchstoneSession({
  category,
  draw,
  trivial = false,
  ...server
}: Server & { category: Category; draw: number; trivial?: boolean }): Promise<Session> {
  const opened = await post<{
    task: { public: TaskPublic };
    tools: Tool[];
    episodes: { id: string }[];
  }>(server, '/api/v1/episodes', { sampler: { category, draw }, solver: 'load-bench' });
  const path = `/api/v1/episodes/${opened.episodes[0]?.id}`;
  const call = cheapCall(opened.tools, trivial);
  const answer = wellFormed(opened.task.public.answerFormat);
  return {
    kind: trivial ? 'trivial' : category,
    async call() {
      const { isError, text } = await post<{ isError: boolean; text: string }>(server, `${path}/calls`, call);
      if (isError) throw new Error(`${call.tool}: ${text}`);
    },
    async submit() {
      const verdict = await post<{ outcome: string; fault: Json }>(server, `${path}/submit`, { answer });
      if (verdict.outcome !== 'rejected') throw new Error(JSON.stringify(verdict));
    },
  };
}

/** A search for a word that half of the documents have, or, trivially, none; elsewhere the first tool that wants no arguments. */
function cheapCall(
  tools: readonly Tool[],
  trivial: boolean,
): { tool: string; arguments: Record<string, Json> } {
  if (tools.some(({ name }) => name === 'search'))
    return { tool: 'search', arguments: { query: trivial ? 'qqqq' : 'port' } };
  const tool = tools.find(({ inputSchema }) => ((inputSchema['required'] ?? []) as string[]).length === 0);
  return { tool: tool?.name ?? '', arguments: {} };
}

async function post<T>(server: Server, path: string, body: object): Promise<T> {
  const key = randomUUID();
  for (;;) {
    const answer = await send(server, { path, body: JSON.stringify(body), key });
    if (answer.status < 300) return JSON.parse(answer.text) as T;
    if (answer.status !== 503 && answer.status !== 429)
      throw new Error(`${path}: ${answer.status} ${answer.text}`);
    await new Promise((resolve) => setTimeout(resolve, answer.retryAfterSeconds * 1000));
  }
}

function send(
  { url, key: secret }: Server,
  { path, body, key }: { path: string; body: string; key: string },
): Promise<{ status: number; text: string; retryAfterSeconds: number }> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'idempotency-key': key,
      ...(secret !== '' && { authorization: `Bearer ${secret}` }),
    };
    const sent = request(new URL(path, url), { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
          retryAfterSeconds: Number(response.headers['retry-after'] ?? 1),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
