import assert from 'node:assert/strict';
import test from 'node:test';
import { bodiesMax, TranscriptStore, type FetchEvents, type TranscriptEvent } from './transcript-store.ts';

function eventAt(index: number, bodies: boolean): TranscriptEvent {
  return {
    index,
    type: index % 10 === 0 ? 'message' : 'tool-called',
    title: `event ${index}`,
    isError: index % 777 === 776,
    bytes: 10,
    at: '2026-11-24T12:00:00.000Z',
    body: bodies ? { text: `body ${index}` } : null,
  };
}

/** A server that answers at most `atMost` events a request. */
function server(total: number, atMost = Infinity) {
  const asked: { from: number; to: number; bodies: boolean }[] = [];
  const fetch: FetchEvents = async (range) => {
    asked.push(range);
    const to = Math.min(range.to, total, range.from + atMost);
    const length = Math.max(0, to - range.from);
    return {
      total,
      events: Array.from({ length }, (_, offset) => eventAt(range.from + offset, range.bodies)),
    };
  };
  return { fetch, asked };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('ten thousand events open with the bodies around the wanted one in the first request, and every outline follows', async () => {
  const { fetch, asked } = server(10_000);
  const store = new TranscriptStore(fetch);
  await store.open(4_321);
  assert.deepEqual(asked[0], { from: 4_300, to: 4_350, bodies: true });
  assert.equal(store.total, 10_000);
  assert.equal(store.event(4_321)?.body, 'here');
  assert.equal(store.outlinesComplete, true);
  assert.equal(store.outlines.filter((each) => each !== undefined).length, 10_000);
});

test('a server that answers less than asked is asked again until nothing is missing', async () => {
  const { fetch } = server(230, 7);
  const store = new TranscriptStore(fetch);
  await store.open(0);
  store.ensureBodies({ from: 0, to: 230 });
  for (let turn = 0; turn < 60; turn++) await settled();
  for (let index = 0; index < 230; index++) assert.equal(store.event(index)?.body, 'here', `event ${index}`);
});

test('a server that withholds events is a fault in their place, not a shorter transcript', async () => {
  const store = new TranscriptStore(async () => ({ events: [], total: 12 }));
  await store.open(0);
  assert.match(store.fault(3) ?? '', /sent nothing from event 0 on, of 12/);
  assert.equal(store.total, 12);
  assert.equal(store.outlinesComplete, false);
});

test('a page that failed is tried again when asked, not by itself', async () => {
  const { fetch } = server(200);
  let failing = true;
  const store = new TranscriptStore((range, signal) =>
    failing && range.from === 100 ? Promise.reject(new Error('connection lost')) : fetch(range, signal),
  );
  await store.open(0);
  store.ensureBodies({ from: 100, to: 150 });
  await settled();
  assert.equal(store.fault(120), 'connection lost');
  failing = false;
  store.ensureBodies({ from: 100, to: 150 });
  await settled();
  assert.equal(store.fault(120), 'connection lost');
  store.retry(120);
  await settled();
  assert.equal(store.fault(120), null);
  assert.equal(store.event(120)?.body, 'here');
});

test('bodies far from the screen are let go and come back when scrolled to', async () => {
  const { fetch } = server(10_000);
  const store = new TranscriptStore(fetch);
  await store.open(0);
  for (let from = 0; from < 4_000; from += 50) {
    store.ensureBodies({ from, to: from + 50 });
    await settled();
  }
  const held = Array.from({ length: 10_000 }, (_, index) => store.event(index)?.body === 'here').filter(
    Boolean,
  );
  assert.ok(held.length <= bodiesMax + 50, `${held.length} bodies held`);
  assert.equal(store.event(10)?.body, 'coming');
  store.ensureBodies({ from: 0, to: 50 });
  await settled();
  assert.equal(store.event(10)?.body, 'here');
});

test('errors and turns are found in both directions', async () => {
  const store = new TranscriptStore(server(3_000).fetch);
  await store.open(0);
  assert.equal(store.nextError(0, 1), 776);
  assert.equal(store.nextError(776, 1), 1_553);
  assert.equal(store.nextError(776, -1), null);
  assert.equal(store.nextTurn(5, 1), 10);
  assert.equal(store.nextTurn(5, -1), 0);
});

test('an episode that goes on is followed from its old end', async () => {
  let total = 70;
  const store = new TranscriptStore(async (range, signal) => server(total).fetch(range, signal));
  await store.open(0);
  total = 130;
  await store.follow();
  assert.equal(store.total, 130);
  assert.equal(store.outlinesComplete, true);
  store.ensureBodies({ from: 60, to: 130 });
  await settled();
  for (let index = 60; index < 130; index++) assert.equal(store.event(index)?.body, 'here', `event ${index}`);
});

test('a body too large for a page is asked for by itself, and only when wanted', async () => {
  const large = 17;
  const asked: number[] = [];
  const store = new TranscriptStore(async (range, signal) => {
    const page = await server(40).fetch(range, signal);
    if (range.to - range.from === 1) asked.push(range.from);
    const alone = range.to - range.from === 1;
    return {
      ...page,
      events: page.events.map((event) =>
        event.index === large && !alone ? { ...event, bytes: 1e6, body: null } : event,
      ),
    };
  });
  await store.open(0);
  assert.equal(store.event(large)?.body, 'large');
  assert.equal(store.event(large + 1)?.body, 'here');
  assert.deepEqual(asked, []);
  await store.loadWhole(large);
  assert.deepEqual(store.event(large)?.event.body, { text: 'body 17' });
  assert.deepEqual(asked, [large]);
});
