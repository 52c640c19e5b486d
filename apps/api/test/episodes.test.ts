/** Episodes over HTTP and MCP, with keys, on real parts. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  apiVerdictSchema,
  episodePageSchema,
  openEpisodesResponseSchema,
  posteriorListSchema,
  problemSchema,
  transcriptPageSchema,
  verifyResponseSchema,
} from '@touchstone/contracts/api';
import { compose, readConfig } from '@touchstone/pipeline';
import { createApp } from '../src/app.ts';
import { openApiParts } from '../src/open-parts.ts';
import { serve } from '../src/server.ts';
import { publish, removePublished } from './support/published.ts';

const published = await publish({ 'general.equipment-loans': 1, 'interpreter.chances': 1 });
const task = published.ids['general.equipment-loans']?.[0] ?? '';
const rooms = compose(readConfig({ ...process.env, DATABASE_URL: '', TOUCHSTONE_HOME: published.home }));
const parts = await openApiParts(rooms);
const server = await serve(
  createApp(parts, { version: '0.0.0' }),
  { host: '127.0.0.1', port: 0 },
  { drain: parts.drain, drainMs: 1_000 },
);
after(async () => {
  await parts.endEpisodes(0);
  await server[Symbol.asyncDispose]();
  await parts[Symbol.asyncDispose]();
  await rooms[Symbol.asyncDispose]();
  await removePublished(published);
});
const { secret: ours } = await parts.keyring.make({
  name: 'ours',
  role: 'trainer',
  requestsPerMinuteMax: 100_000,
  episodesMax: 5,
});
const { secret: theirs } = await parts.keyring.make({
  name: 'theirs',
  role: 'trainer',
  requestsPerMinuteMax: 100_000,
  episodesMax: 5,
});

async function ask(
  path: string,
  {
    body,
    key = ours,
    once,
    method = body === undefined ? 'GET' : 'POST',
  }: {
    body?: object;
    key?: string;
    once?: string;
    method?: string;
  } = {},
): Promise<Response> {
  return fetch(`${server.address}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(once && { 'idempotency-key': once }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function opened(fields: object = {}, once?: string) {
  const response = await ask('/episodes', {
    body: { task, solver: 'a model', ...fields },
    ...(once && { once }),
  });
  assert.equal(response.status, 201, await response.clone().text());
  return openEpisodesResponseSchema.parse(await response.json());
}

async function problemOf(response: Response, status: number) {
  assert.equal(response.status, status, await response.clone().text());
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  return problemSchema.parse(await response.json());
}

test('an episode is opened, called, submitted and read again, each answer by its schema', async () => {
  const { episodes, tools, functions } = await opened({}, 'open-1');
  assert.deepEqual(
    functions.map((each) => each.function.name),
    tools.map(({ name }) => name),
  );
  const path = `/episodes/${episodes[0]?.id}`;
  const call = { tool: tools[0]?.name, arguments: {} };
  const called = await ask(`${path}/calls`, { body: call, once: 'call-1' });
  assert.equal(called.status, 200);
  assert.deepEqual(
    await (await ask(`${path}/calls`, { body: call, once: 'call-1' })).json(),
    await called.json(),
  );
  const submitted = await ask(`${path}/submit`, { body: { answer: null }, once: 'submit-1' });
  const verdict = apiVerdictSchema.parse(await submitted.json());
  assert.equal(verdict.reward, 0);
  assert.equal((await problemOf(await ask(`${path}/calls`, { body: call }), 409)).code, 'episode-ended');
  const page = transcriptPageSchema.parse(await (await ask(`${path}/events?bodies=true`)).json());
  assert.deepEqual(
    page.events.map(({ type }) => type),
    ['tool-called', 'submitted', 'verdict'],
  );
  const { outcomes } = posteriorListSchema.parse(await (await ask(`/outcomes?task=${task}`)).json());
  assert.equal(outcomes[0]?.attempts, 1);
});

test('a trainer neither sees nor uses the episodes of another, and has no more open than its key allows', async () => {
  const { episodes } = await opened({ n: 5 });
  const path = `/episodes/${episodes[0]?.id}`;
  assert.equal((await problemOf(await ask(path, { key: theirs }), 404)).code, 'episode-unknown');
  assert.equal(
    (await problemOf(await ask(`${path}/cancel`, { key: theirs, method: 'POST' }), 404)).status,
    404,
  );
  const listed = episodePageSchema.parse(await (await ask('/episodes', { key: theirs })).json());
  assert.deepEqual(listed.episodes, []);
  const refused = await ask('/episodes', { body: { task, solver: 'a model' } });
  assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  assert.equal((await problemOf(refused, 429)).code, 'too-many-episodes');
  const mine = episodePageSchema.parse(await (await ask('/episodes?state=open&limit=2')).json());
  assert.equal(mine.episodes.length, 2);
  const next = episodePageSchema.parse(await (await ask(`/episodes?state=open&after=${mine.next}`)).json());
  assert.equal(next.episodes.length, 3);
  for (const { id } of episodes) await ask(`/episodes/${id}/cancel`, { method: 'POST' });
});

test('what does not fit is a problem with its place', async () => {
  const neither = await ask('/episodes', { body: { solver: 'a model' } });
  assert.equal((await problemOf(neither, 400)).code, 'task-or-sampler');
  const badQuery = await ask('/episodes', { body: { solver: 'a', sampler: { q: 'cat:nonsense' } } });
  assert.equal((await problemOf(badQuery, 400)).place?.path, 'q');
  assert.equal((await problemOf(await ask('/episodes/episode_1'), 400)).code, 'schema');
  const nowhere = await ask('/episodes', { body: { task: `task_${'0'.repeat(64)}`, solver: 'a' } });
  assert.equal((await problemOf(nowhere, 404)).code, 'task-unknown');
  const release = await ask('/episodes', { body: { task, solver: 'a', release: 'none@1.0.0' } });
  assert.equal((await problemOf(release, 404)).code, 'release-unknown');
});

test('verdicts without an episode come in the order of their items', async () => {
  const item = {
    task: published.ids['interpreter.chances']?.[0],
    submission: { kind: 'answer', answer: 'no' },
  };
  const response = await ask('/verify', { body: { items: [item, item] }, once: 'verify-1' });
  const { verdicts } = verifyResponseSchema.parse(await response.json());
  assert.deepEqual(
    verdicts.map(({ reward }) => reward),
    [0, 0],
  );
});

test('an MCP client lists the tools of an episode, calls one and submits', async () => {
  const { episodes, tools } = await opened();
  const episode = episodes[0];
  const connect = async (key: string) => {
    const client = new Client({ name: 'test', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(`${server.address}${episode?.mcp}`), {
      requestInit: { headers: { authorization: `Bearer ${key}` } },
    });
    await client.connect(transport);
    return client;
  };
  const client = await connect(ours);
  const listed = await client.listTools();
  assert.deepEqual(
    listed.tools.map(({ name }) => name),
    [...tools.map(({ name }) => name), 'submit'],
  );
  const called = await client.callTool({ name: tools[0]?.name ?? '', arguments: {} });
  assert.equal((called.content as { type: string }[])[0]?.type, 'text');
  const submitted = await client.callTool({ name: 'submit', arguments: { answer: null } });
  const [said] = submitted.content as { text: string }[];
  assert.equal(apiVerdictSchema.parse(JSON.parse(said?.text ?? '')).reward, 0);
  const after = await client.callTool({ name: 'submit', arguments: { answer: null } });
  assert.equal(after.isError, true);
  await client.close();
  await assert.rejects(connect(theirs));
  await assert.rejects(connect('ts_wrong'));
});
