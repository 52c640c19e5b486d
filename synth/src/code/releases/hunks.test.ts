import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patchBetween, type Tree } from '@touchstone/contracts';
import { hunksOf, neededHunks, withHunks } from './hunks.ts';

const lines = (changed: Readonly<Record<number, string>>) =>
  Array.from({ length: 40 }, (_, index) => changed[index] ?? `line ${index}`).join('\n');
const before: Tree = new Map([
  ['a.py', lines({})],
  ['b.py', lines({})],
]);
const after: Tree = new Map([
  ['a.py', lines({ 2: 'first', 30: 'second' })],
  ['b.py', lines({ 10: 'third' })],
]);
const hunks = hunksOf(patchBetween(before, after));

test('a patch of two files with three places has three hunks, and all of them give the whole change', () => {
  assert.equal(hunks.length, 3);
  assert.deepEqual(withHunks(before, hunks), after);
});

test('a hunk alone changes its own place, also where lines before it were to move', () => {
  const tree = withHunks(before, hunks.slice(1, 2));
  assert.equal(tree?.get('a.py'), lines({ 30: 'second' }));
  assert.equal(tree?.get('b.py'), before.get('b.py'));
});

test('only the hunks that the question needs are kept', async () => {
  const needed = await neededHunks(
    before,
    hunks,
    (tree) => Promise.resolve(tree.get('b.py')?.includes('third') ?? false),
    20,
  );
  assert.deepEqual(needed, hunks.slice(2));
});
