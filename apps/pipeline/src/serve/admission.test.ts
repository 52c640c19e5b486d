import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admission, type Cost } from './admission.ts';
import { Refusal } from './refusal.ts';

const one: Cost = { episodes: 1, sandboxes: 1, bytes: 10 };
const of = (count: number): Cost[] => Array.from({ length: count }, () => one);
const house = (sandboxes: number, clock = () => 0) =>
  new Admission({ episodes: 1_000, sandboxes, bytes: 1_000_000 }, clock);
const refusal = (code: string) => (thrown: unknown) => {
  assert.ok(thrown instanceof Refusal);
  assert.equal(thrown.code, code);
  assert.ok(thrown.retryable && thrown.retryAfterSeconds >= 1);
  return true;
};

test('a key alone may fill the house; what does not fit is told to come again, and fits once something has ended', () => {
  const admission = house(10);
  const tickets = admission.admit('a', 100, of(10));
  assert.throws(() => admission.admit('a', 100, of(1)), refusal('house-full'));
  tickets[0]?.release();
  tickets[0]?.release();
  assert.equal(admission.held.sandboxes, 9);
  admission.admit('a', 100, of(1));
  assert.throws(() => admission.admit('a', 100, of(11)), refusal('house-full'));
});

test('a group is admitted as a whole or not at all', () => {
  const admission = house(10);
  admission.admit('a', 100, of(8));
  assert.throws(() => admission.admit('a', 100, of(3)), refusal('house-full'));
  assert.equal(admission.held.episodes, 8);
});

test('a key has no more open than it may', () => {
  const admission = house(10);
  admission.admit('a', 3, of(2));
  assert.throws(() => admission.admit('a', 3, of(2)), refusal('too-many-episodes'));
});

test('a key that was refused gets its share as the others’ episodes end', () => {
  const admission = house(10);
  const tickets = admission.admit('greedy', 100, of(10));
  assert.throws(() => admission.admit('late', 100, of(1)), refusal('house-full'));
  tickets.slice(0, 2).forEach((ticket) => ticket.release());
  // Room again, and the greedy one asks first: it has more than its half.
  assert.throws(() => admission.admit('greedy', 100, of(1)), refusal('too-many-episodes'));
  admission.admit('late', 100, of(2));
});

test('a key that went away is not waited for', () => {
  let now = 0;
  const admission = house(10, () => now);
  const tickets = admission.admit('a', 100, of(10));
  assert.throws(() => admission.admit('b', 100, of(1)), refusal('house-full'));
  tickets.slice(0, 2).forEach((ticket) => ticket.release());
  now = 60_000;
  admission.admit('a', 100, of(2));
});

test('a house that closes admits nothing', () => {
  const admission = house(10);
  admission.close();
  assert.throws(() => admission.admit('a', 100, of(1)), refusal('draining'));
});
