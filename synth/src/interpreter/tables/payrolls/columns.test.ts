import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  columns,
  correction,
  explanations,
  isSwap,
  residuals,
  swapped,
  value,
  type Month,
} from './columns.ts';

/** January 2006 of the source, by hand: 113603 + 21847 = 135450 = 22467 + 112983, and so on. */
const january: Month = {
  month: '2006-01-01',
  values: {
    nonfarm: 135450,
    private: 113603,
    government: 21847,
    goods_producing: 22467,
    service_providing: 112983,
    private_service_providing: 91136,
    mining_and_logging: 656,
    construction: 7601,
    manufacturing: 14210,
    durable_goods: 8982,
    nondurable_goods: 5228,
    trade_transportation_utilities: 26162,
    information: 3052,
    financial_activities: 8307,
    professional_and_business_services: 17299,
    education_and_health_services: 17946,
    leisure_and_hospitality: 12945,
    other_services: 5425,
  },
};
const typed = (column: string, to: number): Month => ({
  ...january,
  values: { ...january.values, [column]: to },
});

test('a published month misses none of its sums', () => {
  assert.deepEqual(residuals(january), [0, 0, 0, 0, 0, 0, 0]);
});

test('exchanged digits of construction are explained by construction alone: 6701 + 900 = 7601', () => {
  const wrong = typed('construction', 6701);
  assert.equal(correction(wrong, 'construction'), 900);
  assert.deepEqual(explanations(wrong), [{ column: 'construction', sound: 7601 }]);
});

test('a cell that stands in three sums is corrected only when all three ask for the same', () => {
  assert.equal(correction(typed('private', 116303), 'private'), -2700);
  assert.equal(correction(typed('private', 116303), 'government'), null);
});

test('an exchange that changes nothing or leads with 0 is none', () => {
  assert.equal(swapped(8802, 0), null);
  assert.equal(swapped(7025, 0), null);
  assert.equal(swapped(7025, 1), 7205);
  assert.equal(swapped(7025, 3), null);
});

test('explanations by residuals agree with trying every exchange in every cell', () => {
  fc.assert(
    fc.property(fc.constantFrom(...columns), fc.nat(4), (column, place) => {
      const to = swapped(value(january.values, column), place);
      fc.pre(to !== null);
      const wrong = typed(column, to);
      const slow = columns.flatMap((other) =>
        Array.from({ length: 6 }, (_, i) => swapped(value(wrong.values, other), i))
          .filter((sound): sound is number => sound !== null)
          .filter((sound) =>
            residuals({ ...wrong, values: { ...wrong.values, [other]: sound } }).every(
              (residual) => residual === 0,
            ),
          )
          .map((sound) => ({ column: other, sound })),
      );
      assert.deepEqual(explanations(wrong), slow);
      assert.ok(isSwap(to, value(january.values, column)));
    }),
  );
});
