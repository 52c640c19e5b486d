import assert from 'node:assert/strict';
import test from 'node:test';
import type { Op } from '@touchstone/contracts/api';
import { isMoving, progressOf, receiptOf } from './progress.ts';

const op = (fields: Partial<Op>): Op => ({
  ...{ id: 'op', act: 'approve', q: 'cat:code', reason: null, actor: 'ana', state: 'done' },
  ...{ createdAt: '2026-11-24T12:00:00.000Z', endedAt: null },
  ...{ total: 1_200, applied: 1_190, skipped: 10, undone: 0, undoable: true },
  ...fields,
});

test('a receipt accounts for every task of the frozen set', () => {
  assert.equal(receiptOf(op({})), '1,190 tasks approved, 10 skipped because they had moved on.');
  assert.equal(
    receiptOf(op({ state: 'running', applied: 700 })),
    '700 of 1,200 tasks approved, 10 skipped, 490 to go.',
  );
  assert.equal(
    receiptOf(op({ state: 'undone', undone: 1_180 })),
    '1,180 of 1,190 tasks are as they were; 10 had moved on since and were left alone.',
  );
  assert.match(receiptOf(op({ state: 'previewed', applied: 0, skipped: 0 })), /Nothing has been changed/);
  assert.equal(receiptOf(op({ applied: 1, total: 1, skipped: 0 })), '1 task approved.');
});

test('progress counts skipped tasks as dealt with, and undo counts from the beginning again', () => {
  assert.equal(progressOf(op({ state: 'previewed', applied: 0, skipped: 0 })), 0);
  assert.equal(progressOf(op({})), 1);
  assert.equal(progressOf(op({ state: 'undoing', undone: 595 })), 0.5);
  assert.equal(progressOf(op({ total: 0, applied: 0, skipped: 0 })), 1);
});

test('only acts on their way are moving', () => {
  const states = ['previewed', 'running', 'done', 'undoing', 'undone', 'failed'] as const;
  assert.deepEqual(
    states.filter((state) => isMoving(op({ state }))),
    ['running', 'undoing'],
  );
});
