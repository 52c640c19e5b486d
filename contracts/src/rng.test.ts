import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRng } from './rng.ts';

test('the same seed text gives the same stream and another label another one', () => {
  const draw = (label: string) => Array.from({ length: 5 }, () => createRng('7/x').fork(label).next());
  assert.deepEqual(draw('a'), draw('a'));
  assert.notDeepEqual(draw('a'), draw('b'));
});

test('drawing from a stream does not shift its forks', () => {
  const plain = createRng('s');
  const drawn = createRng('s');
  drawn.next();
  assert.equal(plain.fork('x').next(), drawn.fork('x').next());
});

test('10,000 seed texts give 10,000 different first draws', () => {
  const first = new Set(Array.from({ length: 10_000 }, (_, i) => createRng(`1/f/${i}`).next()));
  assert.equal(first.size, 10_000);
});

test('integers stay within their bounds and shuffles keep every element', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, min, width) => {
      const rng = createRng(seed);
      const drawn = rng.integer(min, min + width);
      assert.ok(drawn >= min && drawn <= min + width);
      assert.deepEqual(
        rng.shuffle([1, 2, 3, 4, 5]).sort((a, b) => a - b),
        [1, 2, 3, 4, 5],
      );
    }),
  );
});

test('uniform draws of 60,000 over six sides pass a chi-square test at 0.1 %', () => {
  const rng = createRng('dice');
  const counts = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 60_000; i++) counts[rng.integer(0, 5)]! += 1;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  assert.ok(chiSquare < 20.52, `chi-square ${chiSquare} with 5 degrees of freedom`);
});
