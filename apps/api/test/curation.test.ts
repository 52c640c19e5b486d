/** Corpus, curation and runs over HTTP, on real parts, with a curator's and a trainer's key. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  auditEntrySchema,
  certificatesSchema,
  facetsSchema,
  opRowSchema,
  opSchema,
  previewResponseSchema,
  problemSchema,
  queueSchema,
  reservationResponseSchema,
  runDetailSchema,
  runSummarySchema,
  taskDetailSchema,
  taskPageSchema,
  taskSecretResponseSchema,
  yieldsSchema,
} from '@touchstone/contracts/api';
import { compose, readConfig } from '@touchstone/pipeline';
import { z } from 'zod';
import { createApp } from '../src/app.ts';
import { openApiParts } from '../src/open-parts.ts';
import { publish, removePublished } from './support/published.ts';

const published = await publish({ 'general.equipment-loans': 2, 'interpreter.chances': 2 });
const rooms = compose(readConfig({ ...process.env, DATABASE_URL: '', TOUCHSTONE_HOME: published.home }));
const parts = await openApiParts(rooms);
const app = createApp(parts, { version: '0.0.0' });
after(async () => {
  await parts[Symbol.asyncDispose]();
  await rooms[Symbol.asyncDispose]();
  await removePublished(published);
});
const keyOf = async (role: 'curator' | 'trainer') =>
  (await parts.keyring.make({ name: role, role, requestsPerMinuteMax: 100_000, episodesMax: 5 })).secret;
const keys = { curator: await keyOf('curator'), trainer: await keyOf('trainer') };
const general = published.ids['general.equipment-loans']?.[0] ?? '';

async function raw(
  path: string,
  {
    body,
    method = body === undefined ? 'GET' : 'POST',
    as = 'curator',
    headers = {},
  }: {
    body?: object;
    method?: string;
    as?: keyof typeof keys;
    headers?: Record<string, string>;
  } = {},
): Promise<Response> {
  return app.request(`/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${keys[as]}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function ask<S extends z.ZodType>(
  schema: S,
  path: string,
  options: Parameters<typeof raw>[1] & { status?: number } = {},
): Promise<z.output<S>> {
  const response = await raw(path, options);
  const answer: unknown = await response.json();
  assert.equal(response.status, options.status ?? 200, JSON.stringify(answer));
  return schema.parse(answer);
}

test('tasks are listed by query, counted by facet and shown with their strip', async () => {
  const page = await ask(taskPageSchema, '/tasks?q=cat:general&sort=-risk&limit=1', { as: 'trainer' });
  assert.equal(page.tasks.length, 1);
  const rest = await ask(taskPageSchema, `/tasks?q=cat:general&sort=-risk&after=${page.next ?? ''}`);
  assert.equal(rest.tasks.length, 1);
  const { total, facets } = await ask(facetsSchema, '/tasks/facets?q=cat:general');
  assert.equal(total.count, 2);
  assert.deepEqual(
    facets.find(({ field }) => field === 'cat')?.values.map(({ count }) => count),
    [2, 2],
  );
  const detail = await ask(taskDetailSchema, `/tasks/${general}`);
  assert.equal(detail.strip.task, general);
  const { place, code } = await ask(problemSchema, '/tasks?q=cat:general%20colour:red', { status: 400 });
  assert.deepEqual([code, place], ['query', { path: 'q', at: 12, length: 6 }]);
  await ask(problemSchema, `/tasks/task_${'0'.repeat(64)}`, { status: 404 });
});

test('what is secret is a curator’s: secret half, certificates, curation, runs', async () => {
  const { secret } = await ask(taskSecretResponseSchema, `/tasks/${general}/secret`);
  assert.equal(secret.schemaVersion, 1);
  await ask(certificatesSchema, `/tasks/${general}/certificates`);
  for (const path of [
    `/tasks/${general}/secret`,
    `/tasks/${general}/certificates`,
    '/ops',
    '/queues',
    '/audit',
    '/runs',
    '/yields',
  ])
    assert.equal((await raw(path, { as: 'trainer' })).status, 403, path);
  const seen = JSON.stringify(await ask(taskDetailSchema, `/tasks/${general}`, { as: 'trainer' }));
  assert.ok(!seen.includes(secret.salt));
});

test('an environment’s files, rows and documents are read by path', async () => {
  const rows = await ask(
    z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
    `/tasks/${general}/environment/rows`,
  );
  assert.ok(Object.values(rows).some((table) => table.length > 0));
  for (const id of published.ids['interpreter.chances'] ?? []) {
    const { task } = await ask(taskDetailSchema, `/tasks/${id}`);
    for (const { path, bytes } of task.environment.files) {
      const response = await raw(`/tasks/${id}/environment/files/${encodeURIComponent(path)}`, {
        as: 'trainer',
      });
      assert.equal((await response.arrayBuffer()).byteLength, bytes);
    }
  }
  await ask(problemSchema, `/tasks/${general}/environment/files/absent`, { status: 404 });
  await ask(problemSchema, `/tasks/${general}/environment/documents/absent`, { status: 404 });
});

test('a decision makes a receipt that undoes it; a second on the same revision is refused', async () => {
  const { state } = await ask(taskDetailSchema, `/tasks/${general}`);
  const body = { act: 'reject', revision: state.revision, reasonCode: 'ambiguous', comment: 'two answers' };
  const op = await ask(opSchema, `/tasks/${general}/decision`, { body });
  assert.deepEqual([op.actor, op.reason, op.applied], ['curator', 'ambiguous: two answers', 1]);
  const { code } = await ask(problemSchema, `/tasks/${general}/decision`, { body, status: 409 });
  assert.equal(code, 'revision-moved');
  assert.equal((await ask(taskPageSchema, '/tasks?q=by:me')).tasks[0]?.id, general);
  assert.equal((await ask(opSchema, `/ops/${op.id}/undo`, { body: {} })).state, 'undone');
  assert.equal((await ask(taskDetailSchema, `/tasks/${general}`)).state.review, 'unreviewed');
  const audit = z.object({ entries: z.array(auditEntrySchema), next: z.string().nullable() });
  const { entries } = await ask(audit, `/audit?task=${general}`);
  assert.deepEqual(
    entries.map(({ act }) => act),
    ['undo', 'decision'],
  );
});

test('a bulk act goes from preview to receipt to undo', async () => {
  const preview = await ask(previewResponseSchema, '/ops', {
    body: { act: 'hold', q: 'cat:interpreter' },
    status: 201,
  });
  assert.deepEqual([preview.op.total, preview.op.state, preview.random.length], [2, 'previewed', 2]);
  const { id } = preview.op;
  const done = await ask(opSchema, `/ops/${id}/apply`, { body: {} });
  assert.deepEqual([done.state, done.applied, done.skipped, done.undoable], ['done', 2, 0, true]);
  await ask(problemSchema, `/ops/${id}/apply`, { body: {}, status: 409 });
  const { rows } = await ask(
    z.object({ rows: z.array(opRowSchema), next: z.string().nullable() }),
    `/ops/${id}/rows?after=&limit=1`,
  );
  assert.equal(rows.length, 1);
  assert.equal((await ask(opSchema, `/ops/${id}/undo`, { body: {} })).undone, 2);
  const { ops } = await ask(
    z.object({ ops: z.array(opSchema), next: z.string().nullable() }),
    '/ops?limit=2',
  );
  assert.equal(ops[0]?.id, id);
  await ask(problemSchema, '/ops/op_999999', { status: 404 });
});

test('a queue is reserved, skipped in and released', async () => {
  const { queues } = await ask(z.object({ queues: z.array(queueSchema) }), '/queues');
  assert.equal(queues.find(({ id }) => id === 'unreviewed')?.waiting, 4);
  const first = await ask(reservationResponseSchema, '/queues/unreviewed/reserve', { body: { count: 2 } });
  assert.equal(first.items.length, 2);
  const skipped = first.items[0]?.detail.id ?? '';
  const second = await ask(reservationResponseSchema, '/queues/unreviewed/reserve', {
    body: { count: 4, skip: [skipped] },
  });
  assert.equal(second.items.length, 3);
  assert.equal((await raw('/queues/unreviewed/reservations', { method: 'DELETE' })).status, 204);
  await ask(problemSchema, '/queues/absent/reserve', { body: {}, status: 404 });
});

test('runs are listed, shown, watched from the last id on, paused and resumed', async () => {
  const { runs } = await ask(z.object({ runs: z.array(runSummarySchema) }), '/runs');
  const id = runs[0]?.id ?? '';
  const detail = await ask(runDetailSchema, `/runs/${id}`);
  assert.equal(detail.run.counts.published, 4);
  const { steps, cpuSecondsPerTask } = await ask(yieldsSchema, '/yields');
  assert.deepEqual([steps.at(-1)?.count, cpuSecondsPerTask], [4, null]);
  const ids = await eventIds(await raw(`/runs/${id}/events`), 3);
  assert.deepEqual(
    [...ids].sort((a, b) => a - b),
    ids,
  );
  const resumed = await eventIds(
    await raw(`/runs/${id}/events`, { headers: { 'last-event-id': String(ids[1]) } }),
    1,
  );
  assert.deepEqual(resumed, ids.slice(2, 3));
  for (const [wish, state] of [
    ['pause', 'paused'],
    ['stop', 'stopped'],
    ['resume', 'running'],
    ['retry', 'running'],
  ])
    assert.equal((await ask(runDetailSchema, `/runs/${id}/${wish}`, { body: {} })).run.state, state);
  await ask(problemSchema, `/runs/${id}/delete`, { body: {}, status: 400 });
  await ask(problemSchema, '/runs/absent', { status: 404 });
});

/** The first ids of a stream, which is then left. */
async function eventIds(response: Response, count: number): Promise<number[]> {
  assert.equal(response.status, 200);
  const reader = response.body?.getReader();
  assert.ok(reader);
  let text = '';
  for (;;) {
    const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    if (ids.length >= count) {
      await reader.cancel();
      return ids.slice(0, count);
    }
    const read = await reader.read();
    if (read.done) throw new Error(`the stream ended after ${text}`);
    text += Buffer.from(read.value as Uint8Array).toString('utf8');
  }
}
