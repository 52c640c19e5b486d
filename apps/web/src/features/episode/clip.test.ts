import assert from 'node:assert/strict';
import test from 'node:test';
import { clip } from './clip.ts';

test('short texts are whole', () => {
  assert.equal(clip('a\nb'), null);
  assert.equal(clip('x'.repeat(3_000)), null);
});

test('many lines show their first and last ones and say how many lie between', () => {
  const text = Array.from({ length: 100 }, (_, line) => `line ${line}`).join('\n');
  const clipped = clip(text);
  assert.ok(clipped !== null);
  assert.ok(clipped.head.startsWith('line 0\n') && clipped.head.endsWith('line 13'));
  assert.ok(clipped.tail.endsWith('line 99'));
  assert.equal(clipped.left, '82 more lines');
});

test('one endless line is cut by its length', () => {
  const clipped = clip('x'.repeat(1_000_000));
  assert.equal((clipped?.head.length ?? 0) + (clipped?.tail.length ?? 0), 3_000);
  assert.equal(clipped?.left, '997.0 kB more');
});
