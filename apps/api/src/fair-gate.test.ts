import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FairGate } from './fair-gate.ts';

const gateOf = (fields = {}) =>
  new FairGate({ turns: 1, waitingPerKeyMax: 3, waitingMsMax: 60_000, ...fields });

test('keys that wait are served one after the other, however many requests one of them has', async () => {
  const gate = gateOf();
  const order: string[] = [];
  const first = await gate.enter('greedy');
  const waiting = ['greedy', 'greedy', 'greedy', 'modest', 'other'].map(async (key) => {
    using _ = await gate.enter(key);
    order.push(key);
  });
  assert.equal(gate.waiting, 5);
  first[Symbol.dispose]();
  await Promise.all(waiting);
  assert.deepEqual(order, ['greedy', 'modest', 'other', 'greedy', 'greedy']);
  assert.deepEqual([gate.taken, gate.waiting], [0, 0]);
});

test('no more than the turns are taken, and giving one back twice gives back one', async () => {
  const gate = gateOf({ turns: 2 });
  const turns = [await gate.enter('a'), await gate.enter('a')];
  const third = gate.enter('a');
  assert.deepEqual([gate.taken, gate.waiting], [2, 1]);
  turns[0]?.[Symbol.dispose]();
  turns[0]?.[Symbol.dispose]();
  await third;
  assert.deepEqual([gate.taken, gate.waiting], [2, 0]);
});

test('too many of one key are refused at once, another key may still wait', async () => {
  const gate = gateOf({ waitingPerKeyMax: 1 });
  const turn = await gate.enter('a');
  const waits = gate.enter('a');
  await assert.rejects(gate.enter('a'), { code: 'too-many-waiting', status: 429 });
  const other = gate.enter('b');
  turn[Symbol.dispose]();
  (await waits)[Symbol.dispose]();
  (await other)[Symbol.dispose]();
});

test('who gives up or has waited too long leaves the line', async () => {
  const gate = gateOf({ waitingMsMax: 5 });
  const turn = await gate.enter('a');
  const controller = new AbortController();
  const gone = gate.enter('b', controller.signal);
  controller.abort();
  await assert.rejects(gone, { name: 'AbortError' });
  await assert.rejects(gate.enter('c'), { code: 'busy', status: 503 });
  assert.equal(gate.waiting, 0);
  turn[Symbol.dispose]();
  assert.equal(gate.taken, 0);
});
