import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitQuota } from './quota.ts';

test('ten tasks over three equal families are 4, 3 and 3, the first by name getting the odd one', () => {
  // 10/3 = 3.33 each: 3 + 3 + 3, and one left for the largest remainder; all tie, so "a" gets it.
  assert.deepEqual(splitQuota(10, { c: 1, a: 1, b: 1 }), { a: 4, b: 3, c: 3 });
});

test('weights decide shares and the largest remainder gets what is left', () => {
  // Weights 5:3:2 of 11 tasks: 5.5, 3.3, 2.2 -> 5, 3, 2 and one left for the remainder .5.
  assert.deepEqual(splitQuota(11, { a: 5, b: 3, c: 2 }), { a: 6, b: 3, c: 2 });
});

test('a quota is always split whole, within one task of the exact share, whatever the order of the families', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.integer({ min: 1, max: 1000 }), { minKeys: 1 }),
      (tasks, weights) => {
        const quotas = splitQuota(tasks, weights);
        const total = Object.values(weights).reduce((a, b) => a + b, 0);
        assert.equal(
          Object.values(quotas).reduce((a, b) => a + b, 0),
          tasks,
        );
        for (const [id, weight] of Object.entries(weights))
          assert.ok(Math.abs((quotas[id] ?? NaN) - (tasks * weight) / total) < 1);
        const reversed = Object.fromEntries(Object.entries(weights).reverse());
        assert.deepEqual(splitQuota(tasks, reversed), quotas);
      },
    ),
  );
});
