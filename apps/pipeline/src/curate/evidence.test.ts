import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidenceOf, spansOf } from './environment.ts';

test('documents that must be cited and values to find are told apart, however deep they stand', () => {
  const { required, values } = evidenceOf({
    decided: '1998-03-25',
    numbers: ['D151', 7],
    sources: { required: [['a', 'https://a'], 'b'], permitted: ['c'] },
  });
  assert.deepEqual([...required], ['a', 'https://a', 'b']);
  assert.deepEqual([...values], ['1998-03-25', 'D151', '7']);
});

test('values are found as whole words, in order and apart', () => {
  const text = 'Notice 51/2000 amends 151/2000; see (b+c)? and 51/2000.';
  assert.deepEqual(
    spansOf(text, new Set(['51/2000', '(b+c)?', ' '])).map(({ start, end }) => text.slice(start, end)),
    ['51/2000', '(b+c)?', '51/2000'],
  );
});
