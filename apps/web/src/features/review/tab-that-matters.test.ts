import assert from 'node:assert/strict';
import test from 'node:test';
import type { TaskDetail } from '@touchstone/contracts/api';
import { tabThatMatters } from './tab-that-matters.ts';

const detail = (category: string, outcome = 'passed', stale = false) =>
  ({ task: { category }, strip: { gates: [{ outcome, stale }] } }) as unknown as TaskDetail;

test('search and code are looked at where they happen, answers and states by what is expected', () => {
  assert.deepEqual(
    ['search', 'code', 'interpreter', 'general'].map((category) => tabThatMatters(detail(category))),
    ['environment', 'environment', 'verifier', 'verifier'],
  );
});

test('a gate that failed, abstained or is stale leads to the verifier', () => {
  assert.equal(tabThatMatters(detail('search', 'failed')), 'verifier');
  assert.equal(tabThatMatters(detail('code', 'abstained')), 'verifier');
  assert.equal(tabThatMatters(detail('code', 'passed', true)), 'verifier');
});
