import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, citedIn } from './evidence.ts';

test('documents to cite come before those that may be cited, each by its first name and once', () => {
  assert.deepEqual(
    citedIn({
      notices: ['106/1999'],
      sources: { required: [['a', 'https://a']], permitted: ['b', ['a', 'https://a']] },
    }),
    ['a', 'b'],
  );
  assert.deepEqual(citedIn('no document'), []);
});

test('a quote is shown with the words round it, and says where it was cut', () => {
  const text = 'Notice 51/2000 amends 151/2000.';
  assert.deepEqual(around(text, { start: 7, end: 14 }, 7), ['Notice ', '51/2000', ' amends…']);
  assert.deepEqual(around(text, { start: 7, end: 14 }, 3), ['…ce ', '51/2000', ' am…']);
});
