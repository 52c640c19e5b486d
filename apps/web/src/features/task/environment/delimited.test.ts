import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstRows, separatorOf } from './delimited.ts';

test('quoted cells keep separators, quotes and line breaks', () => {
  const { header, rows } = firstRows('a,b\r\n"x, y","say ""no""\nagain"\n1,2\n', ',');
  assert.deepEqual(header, ['a', 'b']);
  assert.deepEqual(rows, [
    ['x, y', 'say "no"\nagain'],
    ['1', '2'],
  ]);
});

test('only as many rows as asked for are read, and the rest is counted', () => {
  const text = `n\n${Array.from({ length: 100 }, (_, at) => at).join('\n')}`;
  const { rows, lines } = firstRows(text, ',', 10);
  assert.equal(rows.length, 10);
  assert.equal(lines, 100);
});

test('what is no table has no separator', () => {
  assert.equal(separatorOf('a.json'), null);
  assert.equal(separatorOf('a.tsv'), '\t');
});
