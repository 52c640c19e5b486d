import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { problemSchema } from '@touchstone/contracts/api';
import { createDrain } from '../src/drain.ts';
import { eventStream, type StreamedEvent } from '../src/http/event-stream.ts';
import { createRouter } from '../src/http/router.ts';
import { eventStreamsPerKeyMax, headerBytesMax } from '../src/limits.ts';
import { localCaller } from '../src/middleware/authenticate.ts';
import { serve, type RunningServer } from '../src/server.ts';

const loopback = { host: '127.0.0.1', port: 0 };

/** What comes back for these bytes, until the server closes the connection. */
function sendRaw(server: RunningServer, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (data: Buffer) => (text += data.toString()));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

test('what is no HTTP, too large in its headers or slow to arrive gets a problem and is cut off', async () => {
  await using server = await serve(createRouter(), loopback, {
    drain: createDrain(),
    headersMs: 100,
    checkMs: 20,
  });
  const answers = [
    [400, 'GET / HTTP/9\r\n\r\n'],
    [431, `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(headerBytesMax)}\r\n\r\n`],
    [408, 'GET / HTTP/1.1\r\nhost: loc'],
  ] as const;
  for (const [status, bytes] of answers) {
    const text = await sendRaw(server, bytes);
    assert.match(text, new RegExp(`^HTTP/1.1 ${status} `));
    assert.match(text, /content-type: application\/problem\+json/);
    assert.equal(problemSchema.parse(JSON.parse(text.slice(text.indexOf('{')))).status, status);
  }
});

test('a taken port and an address that is not ours are said in words', async () => {
  await using server = await serve(createRouter(), loopback, { drain: createDrain() });
  const again = serve(createRouter(), { ...loopback, port: server.port }, { drain: createDrain() });
  await assert.rejects(again, { code: 'port-taken', boundary: 'input' });
  const elsewhere = serve(createRouter(), { host: '192.0.2.1', port: 0 }, { drain: createDrain() });
  await assert.rejects(elsewhere, { code: 'address-unusable' });
});

test('draining lets a running request finish, begins nothing new, and ends idle connections', async () => {
  const drain = createDrain();
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const router = createRouter();
  router.get('/slow', async (c) => {
    begun.resolve();
    await finish.promise;
    return c.text(`finished while draining: ${drain.draining}`);
  });
  const server = await serve(router, loopback, { drain });
  const running = fetch(`${server.address}/slow`);
  await begun.promise;
  const ended = server[Symbol.asyncDispose]();
  assert.equal(drain.draining, true);
  assert.throws(() => drain.throwIfDraining(), { code: 'draining', status: 503 });
  await assert.rejects(fetch(`${server.address}/slow`));
  finish.resolve();
  assert.equal(await (await running).text(), 'finished while draining: true');
  await ended;
});

test('a request that does not finish within the limit is cut off', async () => {
  const begun = Promise.withResolvers<void>();
  const router = createRouter();
  router.get('/never', () => {
    begun.resolve();
    return new Promise<Response>(() => {});
  });
  const server = await serve(router, loopback, { drain: createDrain(), drainMs: 50 });
  const running = assert.rejects(fetch(`${server.address}/never`));
  await begun.promise;
  await server[Symbol.asyncDispose]();
  await running;
});

const drain = createDrain();
const streams = new Map<string, number>();
const asked: (number | null)[] = [];
const ended = { count: 0 };

async function* count(after: number | null, signal: AbortSignal): AsyncGenerator<StreamedEvent> {
  asked.push(after);
  try {
    for (let id = (after ?? 0) + 1; id <= 3; id++) yield { id, event: 'tick', data: { line: `${id}\n` } };
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  } finally {
    ended.count += 1;
  }
}

const router = createRouter();
router.use(async (c, next) => {
  c.set('caller', localCaller);
  await next();
});
router.get('/events', (c) => eventStream(c, { drain, streams }, count));
const server = await serve(router, loopback, { drain });
after(() => server[Symbol.asyncDispose]());

async function readUntil(response: Response, text: string): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let all = '';
  while (reader !== undefined && !all.includes(text)) {
    const { value, done } = await reader.read();
    if (done) break;
    all += value;
  }
  await reader?.cancel();
  return all;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('a stream goes on behind the last id that the client saw', async () => {
  const first = await fetch(`${server.address}/events`);
  assert.match(first.headers.get('content-type') ?? '', /text\/event-stream/);
  const text = await readUntil(first, 'id: 3');
  assert.deepEqual(
    [...text.matchAll(/^id: (\d)$/gm)].map(([, id]) => id),
    ['1', '2', '3'],
  );
  assert.match(text, /^event: tick\ndata: \{"line":"1\\n"\}$/m);
  const again = await fetch(`${server.address}/events`, { headers: { 'last-event-id': '2' } });
  const rest = await readUntil(again, 'id: 3');
  assert.deepEqual(
    [...rest.matchAll(/^id: (\d)$/gm)].map(([, id]) => id),
    ['3'],
  );
  assert.deepEqual(asked, [null, 2]);
  await until(() => ended.count === 2 && streams.size === 0);
});

test('an id that is none is refused, and so is one stream too many', async () => {
  router.onError((thrown) => new Response(null, { status: (thrown as { status?: number }).status ?? 500 }));
  const wrong = await fetch(`${server.address}/events`, { headers: { 'last-event-id': 'x' } });
  assert.equal(wrong.status, 400);
  const open = await Promise.all(
    Array.from({ length: eventStreamsPerKeyMax }, () => fetch(`${server.address}/events`)),
  );
  assert.equal((await fetch(`${server.address}/events`)).status, 429);
  for (const each of open) await each.body?.cancel();
  await until(() => streams.size === 0);
});

test('streams end when the server drains', async () => {
  const response = await fetch(`${server.address}/events`);
  const whole = response.text();
  await server[Symbol.asyncDispose]();
  assert.match(await whole, /id: 3/);
  assert.equal(streams.size, 0);
});
