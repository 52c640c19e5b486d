import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, refusals, shortId, table, wrap } from './text.ts';

test('durations are said as people say them', () => {
  assert.deepEqual([7.4, 65, 7380].map(duration), ['7 s', '1 min 05 s', '2 h 03 min']);
});

test('refusals are a total with its parts, the most frequent first', () => {
  assert.equal(refusals({ 'no-legal-move': 1, 'wrong-fails': 2 }), '3 (wrong-fails 2, no-legal-move 1)');
  assert.equal(refusals({}), '0');
});

test('an id is shown with twelve digits', () => {
  assert.equal(shortId(`task_${'0123456789abcdef'.repeat(4)}`), 'task_0123456789ab');
});

test('wrapping keeps words, paragraphs and the indent within the width', () => {
  assert.equal(wrap('aaa bbb ccc\nddd', { width: 9, indent: '  ' }), '  aaa bbb\n  ccc\n  ddd');
});

test('a table pads all columns but the last', () => {
  assert.equal(
    table([
      ['a', 'bb'],
      ['ccc', 'd'],
    ]),
    'a    bb\nccc  d',
  );
});
