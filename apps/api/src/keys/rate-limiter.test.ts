import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRateLimiter } from './rate-limiter.ts';

test('a minute’s worth at once, then evenly, and the wait said is enough', () => {
  let now = 0;
  const limiter = createRateLimiter({ clock: () => now, namesMax: 10 });
  for (let i = 0; i < 6; i++) assert.equal(limiter.take('a', 6), 0);
  assert.equal(limiter.take('a', 6), 10);
  assert.equal(limiter.take('b', 6), 0, 'another name has its own');
  now += 9_000;
  assert.ok(limiter.take('a', 6) > 0);
  now += 1_000;
  assert.equal(limiter.take('a', 6), 0);
  assert.ok(limiter.take('a', 6) > 0);
  now += 3_600_000;
  for (let i = 0; i < 6; i++) assert.equal(limiter.take('a', 6), 0);
  assert.ok(limiter.take('a', 6) > 0, 'an hour saves no more than a minute');
});

test('of too many names the one unused for longest is forgotten', () => {
  const limiter = createRateLimiter({ clock: () => 0, namesMax: 2 });
  for (const name of ['a', 'b']) assert.equal(limiter.take(name, 1), 0);
  assert.ok(limiter.take('a', 1) > 0);
  assert.equal(limiter.take('c', 1), 0);
  assert.ok(limiter.take('a', 1) > 0);
  assert.equal(limiter.take('b', 1), 0);
});
