import assert from 'node:assert/strict';
import test from 'node:test';
import { align } from './align.ts';

const words = (text: string) => text.split('');

test('equal transcripts have no divergence', () => {
  const { pairs, firstDivergence } = align(words('abc'), words('abc'));
  assert.equal(firstDivergence, null);
  assert.deepEqual(
    pairs.map(({ left, right, same }) => [left, right, same]),
    [
      [0, 0, true],
      [1, 1, true],
      [2, 2, true],
    ],
  );
});

test('an extra event on one side stands alone and the two meet again behind it', () => {
  const { pairs, firstDivergence } = align(words('abcd'), words('abXcd'));
  assert.equal(firstDivergence, 2);
  assert.deepEqual(pairs[2], { left: null, right: 2, same: false });
  assert.deepEqual(pairs[3], { left: 2, right: 3, same: true });
});

test('a transcript that ends early diverges where it ends', () => {
  const { pairs, firstDivergence } = align(words('ab'), words('abcd'));
  assert.equal(firstDivergence, 2);
  assert.equal(pairs.length, 4);
});

test('every event of both stands exactly once and in order, whatever they say', () => {
  let state = 7;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
  for (let round = 0; round < 200; round++) {
    const left = Array.from({ length: next(60) }, () => String(next(4)));
    const right = Array.from({ length: next(60) }, () => String(next(4)));
    const { pairs, firstDivergence } = align(left, right);
    assert.deepEqual(
      pairs.flatMap((pair) => pair.left ?? []),
      left.map((_, index) => index),
    );
    assert.deepEqual(
      pairs.flatMap((pair) => pair.right ?? []),
      right.map((_, index) => index),
    );
    for (const { left: l, right: r, same } of pairs)
      if (same) assert.equal(left[l as number], right[r as number]);
    const common = left.findIndex((each, index) => each !== right[index]);
    if (firstDivergence !== null) assert.equal(firstDivergence, common < 0 ? left.length : common);
  }
});
