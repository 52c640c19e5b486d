import assert from 'node:assert/strict';
import test from 'node:test';
import {
  actsOf,
  emptyBoard,
  faultGroups,
  stagesOf,
  tailEventsMax,
  withEvent,
  type RunDetail,
  type RunEvent,
} from './board.ts';

const event = (id: number, status: RunEvent['status'] = 'published'): RunEvent => ({
  ...{ id, at: '2026-11-24T12:00:00.000Z', run: 'run', family: 'codes', item: id, status },
  ...{ gate: null, code: '', reason: '', task: null },
});

const detail: RunDetail = {
  run: {
    ...{ id: 'run', name: 'quickstart', startedAt: '2026-11-24T12:00:00.000Z', state: 'running', quota: 40 },
    counts: { drafted: 31, certified: 4, published: 20, refused: 6, parked: 1, surplus: 0 },
    ...{ sandboxRuns: 100, cpuSeconds: 20, costUsd: 0, secondsLeft: 30 },
  },
  families: [],
  faults: [
    { gate: 'repeats', code: 'sandbox-died', count: 1, example: 'The sandbox ended.' },
    { gate: null, code: 'few-clauses', count: 2, example: 'x' },
    { gate: null, code: 'ambiguous', count: 5, example: 'y' },
  ],
  jobs: { waiting: 9, active: 2, failed: 0 },
};

test('an event that comes twice after a reconnect counts once', () => {
  const once = withEvent(emptyBoard, event(5));
  const twice = withEvent(withEvent(once, event(4)), event(5));
  assert.equal(twice.seen.published, 1);
  assert.equal(withEvent(twice, event(6, 'refused')).seen.refused, 1);
});

test('the tail keeps the newest events first and does not grow without end', () => {
  let board = emptyBoard;
  for (let id = 1; id <= 1_000; id++) board = withEvent(board, event(id));
  assert.equal(board.tail.length, tailEventsMax);
  assert.equal(board.tail[0]?.id, 1_000);
  assert.equal(board.seen.published, 1_000);
});

test('failures of our own stand apart from refusals', () => {
  const own = stagesOf(detail).filter(({ own }) => own);
  assert.deepEqual(
    own.map(({ title, count }) => [title, count]),
    [
      ['Parked', 1],
      ['Failed jobs', 0],
    ],
  );
});

test('faults are grouped by gate, most first', () => {
  assert.deepEqual(
    faultGroups(detail.faults).map(({ gate, count }) => [gate, count]),
    [
      ['outside the gates', 7],
      ['repeats', 1],
    ],
  );
});

test('a run offers only what applies to it, and retry says that refusals are left alone', () => {
  assert.deepEqual(
    actsOf(detail).map(({ act }) => act),
    ['pause', 'stop', 'retry'],
  );
  const retry = actsOf(detail).find(({ act }) => act === 'retry');
  assert.match(
    retry?.effect ?? '',
    /^1 parked item and 0 failed jobs are tried again\. The 6 refused are not/,
  );
  const done: RunDetail = {
    ...detail,
    run: { ...detail.run, state: 'done', counts: { ...detail.run.counts, parked: 0 } },
  };
  assert.deepEqual(actsOf(done), []);
});
