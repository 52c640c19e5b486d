import assert from 'node:assert/strict';
import { test } from 'node:test';
import { upperBound } from './upper-bound.ts';

// Two-sided 95 % intervals as printed in textbooks; for 0 of n by hand, 1 - 0.025^(1/n).
test('the upper bound is the published one', () => {
  assert.equal(upperBound(0, 10)?.toFixed(3), '0.308');
  assert.equal(upperBound(1, 30)?.toFixed(4), '0.1722');
  assert.equal(upperBound(0, 59)?.toFixed(12), (1 - 0.025 ** (1 / 59)).toFixed(12));
  assert.equal(upperBound(10, 10), 1);
  assert.equal(upperBound(0, 0), null);
});
