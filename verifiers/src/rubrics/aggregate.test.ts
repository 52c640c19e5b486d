import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Criterion, Rubric } from '@touchstone/contracts';
import { aggregate } from './aggregate.ts';

const name = { executor: 'function', version: 1 };
const criterion = (id: string, fields: Partial<Criterion> = {}): Criterion => ({
  id,
  text: id,
  polarity: 'positive',
  weight: 1,
  role: 'score',
  check: { kind: 'program' },
  ...fields,
});
const judge = (criteria: Criterion[], findings: Record<string, boolean | null>, abstainAbove = 0.1) => {
  const rubric: Rubric = { criteria, abstainAbove };
  const list = Object.entries(findings).map(([id, holds]) => ({ id, holds, detail: '' }));
  return aggregate(name, rubric, list);
};

test('a broken veto decides alone', () => {
  const criteria = [criterion('legal', { role: 'veto' }), criterion('short'), criterion('cheap')];
  const verdict = judge(criteria, { legal: false, short: true, cheap: null });
  assert.equal(verdict.outcome === 'rejected' && verdict.reason, 'legal');
  assert.equal(verdict.reward, 0);
});

test('a veto that could not be assessed gives no reward', () => {
  const verdict = judge([criterion('legal', { role: 'veto' }), criterion('short')], {
    legal: null,
    short: true,
  });
  assert.equal(verdict.outcome, 'abstained');
  assert.equal(verdict.reward, null);
});

test('scored criteria are averaged by weight, and one that is unmet rejects with a partial reward', () => {
  const criteria = [criterion('a', { weight: 3 }), criterion('b', { weight: 1 })];
  const verdict = judge(criteria, { a: true, b: false });
  assert.equal(verdict.outcome === 'rejected' && verdict.reason, 'b');
  assert.equal(verdict.reward, 0.75);
  assert.equal(judge(criteria, { a: true, b: true }).outcome, 'accepted');
});

test('a negative criterion that holds is unmet', () => {
  const criteria = [criterion('second-hold', { polarity: 'negative', role: 'veto' })];
  assert.equal(judge(criteria, { 'second-hold': true }).outcome, 'rejected');
  const verdict = judge(criteria, { 'second-hold': false });
  assert.equal(verdict.outcome, 'accepted');
  assert.deepEqual(verdict.outcome === 'accepted' && verdict.checks[0], {
    id: 'second-hold',
    met: true,
    detail: '',
  });
});

test('what is unassessed is bounded and never dropped: nobody gains by it', () => {
  const criteria = [criterion('easy', { weight: 9 }), criterion('hard', { weight: 1 })];
  const narrow = judge(criteria, { easy: true, hard: null }, 0.1);
  assert.equal(narrow.reward, 0.95);
  assert.equal(judge(criteria, { easy: true, hard: null }, 0.05).outcome, 'abstained');
});

test('diagnostics are shown and count for nothing', () => {
  const verdict = judge([criterion('a'), criterion('style', { role: 'diagnostic' })], {
    a: true,
    style: false,
  });
  assert.equal(verdict.outcome, 'accepted');
  assert.equal(verdict.reward, 1);
});
