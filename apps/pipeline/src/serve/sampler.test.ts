import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learnability } from './sampler.ts';

const of = (solverAttempts: number, solverPassed: number) => learnability({ solverAttempts, solverPassed });

// By hand: ab / ((a + b)(a + b + 1)) is 1/6 for Beta(1, 1), 4/20 for Beta(2, 2), 4/30 for Beta(4, 1).
test('learnability is the expectation of p(1 - p) under the posterior', () => {
  assert.ok(Math.abs(of(0, 0) - 1 / 6) < 1e-12);
  assert.ok(Math.abs(of(2, 1) - 1 / 5) < 1e-12);
  assert.ok(Math.abs(of(3, 3) - 2 / 15) < 1e-12);
  assert.equal(of(3, 0), of(3, 3));
});

test('what is sometimes passed is preferred to the unknown, and both to what is always or never passed', () => {
  const [sometimes, unknown, always, never] = [of(8, 4), of(0, 0), of(8, 8), of(8, 0)];
  assert.ok(sometimes > unknown && unknown > always && always === never);
});
