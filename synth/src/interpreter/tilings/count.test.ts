import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countLayouts } from './count.ts';
import { countUnchanged } from './enumerate.ts';
import { pieceKinds, ruleNames, type Floor } from './floor.ts';
import { countClasses, symmetriesOf, type Symmetry } from './symmetry.ts';

const dominoes: Floor = {
  width: 8,
  height: 8,
  blocked: [],
  pieces: ['full'],
  by: 'half',
  number: null,
  rules: [],
};
const identity = (floor: Floor) => symmetriesOf(floor)[0] as Symmetry;
const sum = (counts: ReadonlyMap<number, bigint> | null) =>
  [...(counts ?? [])].reduce((total, [, ways]) => total + ways, 0n);

test('a chessboard has 12,988,816 domino tilings (Kasteleyn 1961; OEIS A004003)', () => {
  assert.equal(sum(countLayouts(dominoes)), 12_988_816n);
});

test('an n by n room with n half mats and no four corners meeting has n 2^(n-1) layouts (Erickson, Ruskey et al. 2011)', () => {
  for (const n of [3, 4, 5, 6, 7]) {
    const floor: Floor = {
      ...dominoes,
      width: n,
      height: n,
      pieces: ['full', 'half'],
      rules: ['no-four-corners'],
    };
    assert.equal(countLayouts(floor)?.get(n), BigInt(n * 2 ** (n - 1)));
  }
});

test('L-shaped pieces tile a 2 by 3 room in 2 ways, a 3 by 3 room not at all, a 4 by 6 room in 18 (OEIS A165791)', () => {
  const corners = (width: number, height: number): Floor => ({
    ...dominoes,
    width,
    height,
    pieces: ['corner'],
    by: 'corner',
  });
  assert.equal(sum(countLayouts(corners(3, 2))), 2n);
  assert.equal(sum(countLayouts(corners(3, 3))), 0n);
  assert.equal(sum(countLayouts(corners(6, 4))), 18n);
});

test('a 6 by 6 chessboard has no domino tiling without a through joint, a 5 by 6 one has 6 (Graham 1981)', () => {
  const free = (width: number, height: number): Floor => ({
    ...dominoes,
    width,
    height,
    rules: ['no-through-joint'],
  });
  assert.equal(sum(countLayouts(free(6, 6))), 0n);
  assert.equal(sum(countLayouts(free(6, 5))), 6n);
});

test('a 4 by 4 chessboard has 36 domino tilings, 9 up to turns and reflections', () => {
  const floor = { ...dominoes, width: 4, height: 4 };
  assert.equal(sum(countLayouts(floor)), 36n);
  assert.equal(countClasses(floor, symmetriesOf(floor), 36n), 9n);
});

test('the sweep counts what the search lists, for any floor, pieces and rules', () => {
  const floors = fc.record({
    width: fc.integer({ min: 2, max: 5 }),
    height: fc.integer({ min: 2, max: 3 }),
    blocked: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
    pieces: fc.uniqueArray(fc.constantFrom(...pieceKinds), { minLength: 1 }),
    by: fc.constantFrom(...pieceKinds),
    rules: fc.uniqueArray(fc.constantFrom(...ruleNames), { maxLength: 3 }),
  });
  let tooLarge = 0;
  fc.assert(
    fc.property(floors, (parts) => {
      // Through joints are asked for on floors without pillars only.
      const blocked = parts.rules.includes('no-through-joint') ? [] : parts.blocked;
      const floor: Floor = { ...parts, blocked, number: null };
      const counts = countLayouts(floor);
      // The sweep gives a floor up where it would take seconds; what it does count must be right.
      if (counts === null) return void tooLarge++;
      const listed = countUnchanged(floor, identity(floor), 2_000_000);
      assert.equal(sum(counts), BigInt(listed ?? -1));
      for (const number of [0, 2, 4])
        assert.equal(
          counts.get(number) ?? 0n,
          BigInt(countUnchanged({ ...floor, number }, identity(floor), 2_000_000) ?? -1),
        );
    }),
    { numRuns: 100, seed: 7 },
  );
  assert.ok(tooLarge <= 10, `${tooLarge} of 100 small floors were given up`);
});
