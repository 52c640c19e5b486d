import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isGivenUp, wantedRanges, type FamilyStanding } from './schedule.ts';

const start: FamilyStanding = { quota: 5, published: 0, nextItem: 0, drafted: 0, passed: 0 };
const options = { itemsPerJob: 2, draftsPerTaskMax: 50 };

test('before anything is known a family is asked for its quota at a pass rate of five in six', () => {
  // 5 / (5/6) = 6 items: three jobs of two.
  assert.deepEqual(wantedRanges(start, options), [
    { start: 0, end: 2 },
    { start: 2, end: 4 },
    { start: 4, end: 6 },
  ]);
});

test('a family that passes rarely is asked for more items', () => {
  // 10 drafted, 1 passed: rate (1+5)/(10+6) = 0.375; 4 missing / 0.375 = 10.67 -> items 10 to 20.
  const ranges = wantedRanges({ quota: 5, published: 1, nextItem: 10, drafted: 10, passed: 1 }, options);
  assert.equal(ranges[0]?.start, 10);
  assert.equal(ranges.at(-1)?.end, 22);
});

test('ranges are aligned, so that workers who look at different moments name the same jobs', () => {
  const ranges = wantedRanges({ quota: 5, published: 2, nextItem: 3, drafted: 4, passed: 3 }, options);
  assert.equal(ranges[0]?.start, 2);
  for (const range of ranges) assert.equal(range.start % 2, 0);
});

test('a family whose quota is met wants nothing', () => {
  assert.deepEqual(wantedRanges({ ...start, published: 5, nextItem: 6, drafted: 9, passed: 8 }, options), []);
});

test('a family is given up at an item number, whatever was seen on the way', () => {
  const poor = { quota: 2, published: 1, nextItem: 5, drafted: 7, passed: 1 };
  const limit = { itemsPerJob: 4, draftsPerTaskMax: 3 };
  assert.deepEqual(wantedRanges(poor, limit), [{ start: 4, end: 6 }]);
  assert.ok(!isGivenUp(poor, 3));
  assert.ok(isGivenUp({ ...poor, nextItem: 6 }, 3));
  assert.deepEqual(wantedRanges({ ...poor, nextItem: 6 }, limit), []);
});

test('a large quota is asked for a bounded number of ranges at a time', () => {
  const ranges = wantedRanges({ ...start, quota: 100_000 }, { itemsPerJob: 50, draftsPerTaskMax: 50 });
  assert.equal(ranges.length, 16);
  assert.deepEqual(ranges[0], { start: 0, end: 50 });
});
