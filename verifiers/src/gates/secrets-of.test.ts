import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bitsOf } from './secrets-of.ts';

test('a text of ten digits or thirteen letters has 32 bits, padding has none', () => {
  // By hand: 10 * log2(10) = 33.2; 9 * log2(10) = 29.9; 13 * 2.5 = 32.5.
  assert.ok(bitsOf('1234567891') >= 32 && bitsOf('123456789') < 32);
  assert.ok(bitsOf('Marit Solveig') < 32 && bitsOf('Marit Solveigs') >= 32);
  assert.ok(bitsOf('5000000000000') < 32 && bitsOf('0.0000000000005') < 32);
});
