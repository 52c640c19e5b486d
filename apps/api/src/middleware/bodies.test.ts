import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { depthOf } from './bodies.ts';

function depthOfValue(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOfValue));
}

test('the depth of a text is the depth of its value, whatever its strings hold', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      assert.equal(depthOf(JSON.stringify(value)), depthOfValue(value));
    }),
    { seed: 1 },
  );
  assert.equal(depthOf('"[[["'), 0);
  assert.equal(depthOf('["\\"[[", {"]]": "\\\\"}]'), 2);
  assert.equal(depthOf('[['), 2);
});
