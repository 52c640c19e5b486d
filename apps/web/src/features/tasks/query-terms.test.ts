import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery } from '@touchstone/contracts/api';
import { queryOfIds, rangeOf, setRange, setValue, stateOf, termsOf } from './query-terms.ts';

test('choosing a value adds it, choosing a second joins them, choosing again takes one away', () => {
  const one = setValue('words', 'cat', 'code', 'included');
  assert.equal(one, 'words cat:code');
  const two = setValue(one, 'cat', 'search', 'included');
  assert.equal(two, 'words cat:(code OR search)');
  assert.equal(setValue(two, 'cat', 'code', 'included'), 'words cat:search');
});

test('excluding a value that was included turns it round', () => {
  const q = setValue('cat:code', 'cat', 'code', 'excluded');
  assert.equal(q, '-cat:code');
  assert.equal(stateOf(termsOf(q) ?? [], 'cat', 'code'), 'excluded');
  assert.equal(setValue(q, 'cat', 'code', 'excluded'), '');
});

test('a range takes the place of the range before, and an empty one goes', () => {
  const q = setRange('far:<0.1 cat:code', 'far', '<0.03');
  assert.equal(q, 'cat:code far:<0.03');
  assert.equal(rangeOf(parseQuery(q), 'far'), '<0.03');
  assert.equal(setRange(q, 'far', ' '), 'cat:code');
  assert.throws(() => setRange('', 'far', 'few'), /number/);
});

test('a query that cannot be read has no terms', () => {
  assert.equal(termsOf('nofield:1'), null);
});

test('ids become a query that parses, and fits for what the page selects by hand', () => {
  const ids = Array.from({ length: 90 }, (_, at) => `task_${at.toString(16).padStart(64, '0')}`);
  assert.equal(parseQuery(queryOfIds(ids)).length, 1);
});
