import assert from 'node:assert/strict';
import test from 'node:test';
import type { Op, TaskDetail } from '@touchstone/contracts/api';
import { emptyQueue, itemsPerHour, step, type Decision, type QueueItem } from './queue-machine.ts';
import { QueueRunner, type QueueServer } from './queue-runner.ts';

const approve = { act: 'approve', reasonCode: null, comment: null } as const;

function item(name: string, reservedUntil = '2026-11-24T12:10:00.000Z'): QueueItem {
  // Only what a queue reads of a task.
  return { detail: { id: name, state: { revision: 0 } } as unknown as TaskDetail, reservedUntil };
}

const names = (items: readonly QueueItem[]) => items.map(({ detail }) => detail.id).join(' ');

/** A server with tasks `t0`, `t1`, …, whose revisions rise with every act. */
function fakeServer(total: number) {
  const tasks = Array.from({ length: total }, (_, index) => ({ id: `t${index}`, revision: 0, decided: '' }));
  const ops = new Map<string, string>();
  const log: string[] = [];
  const of = (id: string) => tasks.find((each) => each.id === id) as (typeof tasks)[number];
  let refuse: string | null = null;
  const server: QueueServer = {
    async reserve({ count, skip }) {
      log.push(`reserve ${count}`);
      const open = tasks.filter(({ decided }) => decided === '');
      const free = open.filter(({ id }) => !skip.includes(id));
      return { items: free.slice(0, count).map(({ id }) => item(id)), waiting: open.length };
    },
    async decide({ item: { detail }, act }: Decision, revision) {
      const task = of(detail.id);
      if (refuse !== null) throw new Error(refuse);
      assert.equal(revision, task.revision, 'the decision names the revision it has seen');
      task.revision++;
      task.decided = act;
      log.push(`${act} ${task.id}`);
      const id = `op${ops.size}`;
      ops.set(id, task.id);
      return { id } as Op;
    },
    async undo(op) {
      const task = of(ops.get(op) as string);
      task.revision++;
      task.decided = '';
      log.push(`undo ${task.id}`);
      return { id: op } as Op;
    },
    task: async (id) => ({ id, state: { revision: of(id).revision } }) as unknown as TaskDetail,
  };
  return { server, log, tasks, refuse: (message: string | null) => (refuse = message) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('the next item is on screen before the server has heard of the decision, and three more are behind it', async () => {
  const { server, tasks } = fakeServer(20);
  const queue = new QueueRunner(server);
  queue.send({ kind: 'opened' });
  await turn();
  assert.equal(names(queue.state.items), 't0 t1 t2 t3');
  queue.send({ kind: 'decided', verdict: approve, at: 0 });
  assert.equal(queue.state.items[0]?.detail.id, 't1');
  assert.equal(tasks[0]?.decided, '');
  await queue.settled();
  await turn();
  assert.equal(tasks[0]?.decided, 'approve');
  assert.ok(queue.state.items.length >= 4, names(queue.state.items));
  assert.ok(!names(queue.state.items).includes('t0'));
});

test('a queue is worked through to its end, each task decided once', async () => {
  const { server, tasks, log } = fakeServer(23);
  const queue = new QueueRunner(server);
  queue.send({ kind: 'opened' });
  await turn();
  for (let at = 0; at < 60 && queue.state.items.length > 0; at++) {
    queue.send({ kind: 'decided', verdict: approve, at });
    await turn();
  }
  assert.ok(tasks.every(({ decided }) => decided === 'approve'));
  assert.equal(log.filter((line) => line.startsWith('approve')).length, 23);
  assert.equal(queue.state.waiting, 0);
});

test('a refused decision brings its item back with the reason', async () => {
  const { server, refuse } = fakeServer(5);
  const queue = new QueueRunner(server);
  queue.send({ kind: 'opened' });
  await turn();
  refuse('The task has moved on since you saw it.');
  queue.send({ kind: 'decided', verdict: approve, at: 0 });
  await queue.settled();
  assert.equal(queue.state.items[0]?.detail.id, 't0');
  assert.deepEqual(queue.state.fault, { task: 't0', message: 'The task has moved on since you saw it.' });
  assert.equal(queue.state.decisions.length, 0);
});

test('undo waits for the decision it takes back, and redo decides under the new revision', async () => {
  const { server, log, tasks } = fakeServer(5);
  const queue = new QueueRunner(server);
  queue.send({ kind: 'opened' });
  await turn();
  queue.send({ kind: 'decided', verdict: { ...approve, act: 'reject', reasonCode: 'too-easy' }, at: 0 });
  queue.send({ kind: 'undo' });
  assert.equal(queue.state.items[0]?.detail.id, 't0');
  queue.send({ kind: 'redo', at: 5 });
  assert.equal(queue.state.items[0]?.detail.id, 't1');
  await queue.settled();
  assert.deepEqual(
    log.filter((line) => line.endsWith(' t0')),
    ['reject t0', 'undo t0', 'reject t0'],
  );
  assert.deepEqual([tasks[0]?.decided, tasks[0]?.revision], ['reject', 3]);
  assert.equal(queue.state.fault, null);
});

test('a new decision empties what could be done again', () => {
  const filled = step(emptyQueue, { kind: 'reserved', items: [item('a'), item('b')], waiting: 2 }).state;
  const one = step(filled, { kind: 'decided', verdict: approve, at: 0 }).state;
  const back = step(one, { kind: 'undo' }).state;
  assert.equal(back.undone.length, 1);
  const other = step(back, { kind: 'decided', verdict: { ...approve, act: 'hold' }, at: 1 }).state;
  assert.equal(other.undone.length, 0);
  assert.equal(step(other, { kind: 'redo', at: 2 }).state, other);
});

test('an undo that the server refuses leaves the decision standing and says so', () => {
  const filled = step(emptyQueue, { kind: 'reserved', items: [item('a'), item('b')], waiting: 2 }).state;
  const one = step(filled, { kind: 'decided', verdict: approve, at: 0 }).state;
  const back = step(one, { kind: 'undo' }).state;
  const refused = step(back, { kind: 'undo-refused', decision: 1, message: 'It is in a release.' }).state;
  assert.equal(names(refused.items), 'b');
  assert.equal(refused.decisions.length, 1);
  assert.equal(refused.fault?.message, 'It is in a release.');
});

test('skipped tasks come back when nothing else is left', async () => {
  const { server, tasks } = fakeServer(7);
  const queue = new QueueRunner(server);
  queue.open();
  await turn();
  for (let skips = 0; skips < 5; skips++) {
    assert.equal(queue.state.items[0]?.detail.id, `t${skips}`);
    queue.send({ kind: 'skipped' });
    await turn();
  }
  for (let at = 0; at < 20 && queue.state.items.length > 0; at++) {
    queue.send({ kind: 'decided', verdict: approve, at });
    await turn();
  }
  assert.ok(tasks.every(({ decided }) => decided === 'approve'));
});

test('reservations about to end are asked for again, once', () => {
  const filled = step(emptyQueue, { kind: 'reserved', items: [item('a')], waiting: 1 }).state;
  const early = step(filled, { kind: 'ticked', now: Date.parse('2026-11-24T12:05:00Z') });
  assert.deepEqual(early.effects, []);
  const late = step(filled, { kind: 'ticked', now: Date.parse('2026-11-24T12:09:30Z') });
  assert.equal(late.effects[0]?.kind, 'reserve');
  assert.deepEqual(step(late.state, { kind: 'ticked', now: Date.parse('2026-11-24T12:09:31Z') }).effects, []);
  const renewed = step(late.state, {
    kind: 'reserved',
    items: [item('a', '2026-11-24T12:19:30Z')],
    waiting: 1,
  }).state;
  assert.equal(renewed.items[0]?.reservedUntil, '2026-11-24T12:19:30Z');
});

test('items an hour are counted over the last twenty decisions', () => {
  const decision = (decidedAt: number) => ({ decidedAt }) as Decision;
  assert.equal(itemsPerHour([decision(0), decision(1_000)]), null);
  // Three decisions, ten seconds apart: two in twenty seconds are 360 an hour.
  assert.equal(itemsPerHour([decision(0), decision(10_000), decision(20_000)]), 360);
});
