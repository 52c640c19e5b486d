import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clopperPearson } from './clopper-pearson.ts';

const rounded = (events: number, trials: number, digits: number) => {
  const { low, high } = clopperPearson(events, trials);
  return [low, high].map((bound) => Number(bound.toFixed(digits)));
};

// Golden numbers: two-sided 95 % intervals as printed in textbooks; for 0 of n by hand, 1 - 0.025^(1/n).
test('Clopper-Pearson gives the published intervals', () => {
  assert.deepEqual(rounded(0, 10, 3), [0, 0.308]);
  assert.deepEqual(rounded(0, 30, 3), [0, 0.116]);
  assert.deepEqual(rounded(1, 30, 4), [0.0008, 0.1722]);
  assert.deepEqual(rounded(10, 10, 3), [0.692, 1]);
  assert.equal(clopperPearson(0, 59).high.toFixed(12), (1 - 0.025 ** (1 / 59)).toFixed(12));
});

test('the interval holds the observed rate and narrows with more trials', () => {
  for (const trials of [1, 2, 7, 40]) {
    for (let events = 0; events <= trials; events++) {
      const { low, high } = clopperPearson(events, trials);
      assert.ok(low <= events / trials && events / trials <= high);
      const more = clopperPearson(events * 10, trials * 10);
      assert.ok(more.high - more.low < high - low);
    }
  }
});
