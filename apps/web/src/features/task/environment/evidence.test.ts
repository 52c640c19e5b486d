import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, expectationOf, quotesOf } from './evidence.ts';

test('documents to cite and values to find are told apart in an expected answer', () => {
  assert.deepEqual(
    expectationOf({
      notices: ['106/1999', '51/2000', '51/2000'],
      sources: { required: [['a', 'https://a']], permitted: ['b'] },
    }),
    { required: ['a'], permitted: ['b'], values: ['106/1999', '51/2000'] },
  );
});

test('a value is found as whole words, whatever its case, with its place', () => {
  const text = 'Notice 51/2000 amends 151/2000 and notice 51/2000.';
  const quotes = quotesOf({ id: 'd', text }, '51/2000');
  assert.deepEqual(
    quotes.map(({ start, end }) => [start, text.slice(start, end)]),
    [
      [7, '51/2000'],
      [42, '51/2000'],
    ],
  );
  assert.deepEqual(around(text, quotes[0] as (typeof quotes)[0], 7), ['Notice ', '51/2000', ' amends…']);
});

test('characters of a value that mean something in a pattern stand for themselves', () => {
  assert.equal(quotesOf({ id: 'd', text: 'a (b+c)? yes' }, '(b+c)?').length, 1);
  assert.equal(quotesOf({ id: 'd', text: 'anything' }, ' ').length, 0);
});
