import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { beacons } from './beacons.ts';
import { checks } from './checks.ts';
import { keypad } from './keypad.ts';
import { serials } from './serials.ts';

test('weights 3 and 1 (EAN) miss the swaps of digits that differ by 5: 3 places × 10 pairs × 10 numbers among four digits', () => {
  const { slips } = checks.answer({ weights: [3, 1, 3, 1], modulus: 10, crossSum: false, slip: 'swap' });
  assert.equal(slips, 300);
});

test('the bank-card scheme (Luhn 1960) misses no swap but 09 and 90: 2 pairs × 3 places × 10 numbers', () => {
  const { slips } = checks.answer({ weights: [1, 2, 1, 2], modulus: 10, crossSum: true, slip: 'swap' });
  assert.equal(slips, 60);
});

test('rising weights modulo 11 (ISBN-10) notice every swap', () => {
  const scheme = { weights: [5, 4, 3, 2, 1], modulus: 11, crossSum: false, slip: 'swap' as const };
  assert.equal(checks.answer(scheme).slips, 0);
  assert.notEqual(checks.objection(scheme), null);
});

test('numbers with unnoticed slips are those that trying every number finds', () => {
  const schemes = fc.record({
    weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }),
    modulus: fc.constantFrom(7, 9, 10),
    crossSum: fc.boolean(),
    slip: fc.constantFrom('swap' as const, 'jump' as const, 'twin' as const),
  });
  fc.assert(
    fc.property(schemes, (scheme) => {
      const valid = (digits: readonly number[]) =>
        digits.reduce((sum, digit, place) => {
          const product = digit * (scheme.weights[place] as number);
          return sum + (scheme.crossSum ? [...String(product)].reduce((a, b) => a + Number(b), 0) : product);
        }, 0) %
          scheme.modulus ===
        0;
      let slips = 0;
      let numbers = 0;
      for (let number = 0; number < 10_000; number++) {
        const digits = [...String(number).padStart(4, '0')].map(Number);
        if (!valid(digits)) continue;
        const cases = slipsOf(digits, scheme.slip).filter(valid).length;
        slips += cases;
        if (cases > 0) numbers++;
      }
      assert.deepEqual(checks.answer(scheme), { slips, numbers });
    }),
    { seed: 3, numRuns: 25 },
  );
});

function slipsOf(digits: readonly number[], slip: 'swap' | 'jump' | 'twin'): number[][] {
  const step = slip === 'jump' ? 2 : 1;
  const results: number[][] = [];
  for (let place = 0; place + step < digits.length; place++) {
    const [a, b] = [digits[place], digits[place + step]] as [number, number];
    if (slip === 'twin') {
      if (a === b)
        for (let c = 0; c <= 9; c++)
          if (c !== a) results.push(digits.map((digit, i) => (i === place || i === place + 1 ? c : digit)));
    } else if (a !== b)
      results.push(digits.map((digit, i) => (i === place ? b : i === place + step ? a : digit)));
  }
  return results;
}

test('serial numbers are those that counting one by one issues', () => {
  const plans = fc.record({
    from: fc.integer({ min: 1000, max: 4000 }),
    to: fc.integer({ min: 6000, max: 9999 }),
    without: fc.option(fc.integer({ min: 0, max: 9 })),
    pair: fc.option(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))),
    doubles: fc.boolean(),
    by: fc.integer({ min: 1, max: 5 }),
    nth: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(plans, (drawn) => {
      const plan = { ...drawn, rest: drawn.by - 1 };
      const issued: number[] = [];
      for (let number = plan.from; number <= plan.to; number++) {
        const text = String(number);
        const digits = [...text].map(Number);
        if (plan.without !== null && digits.includes(plan.without)) continue;
        if (plan.pair && text.includes(plan.pair.join(''))) continue;
        if (!plan.doubles && digits.some((digit, i) => digit === digits[i + 1])) continue;
        if (digits.reduce((a, b) => a + b, 0) % plan.by === plan.rest) issued.push(number);
      }
      const answer = serials.answer(plan);
      assert.equal(answer.issued, issued.length);
      if (issued.length >= plan.nth) assert.equal(answer.number, issued[plan.nth - 1]);
    }),
    { seed: 4, numRuns: 60 },
  );
});

test('beacons are garbled and silent in the milliseconds in which looking at each finds it so', () => {
  const beacon = fc.integer({ min: 3, max: 60 }).chain((period) =>
    fc.integer({ min: 1, max: period }).chain((on) =>
      fc.record({
        period: fc.constant(period),
        on: fc.constant(on),
        first: fc.integer({ min: 0, max: period - on }),
      }),
    ),
  );
  fc.assert(
    fc.property(fc.tuple(beacon, beacon, beacon), (list) => {
      let [garbled, silent] = [0, 0];
      for (let t = 0; t < 3_600_000; t++) {
        const sending = list.filter(({ period, on, first }) => (t - first + period) % period < on).length;
        if (sending >= 2) garbled++;
        if (sending === 0) silent++;
      }
      assert.deepEqual(beacons.answer({ beacons: list, hours: 1 }), { garbled, silent });
    }),
    { seed: 5, numRuns: 4 },
  );
});

test('keypad codes with every worn key are surjections: 36 of length 4 on 3 keys, and their order is the numerical one', () => {
  // 3! S(4, 3) = 6 × 6 = 36. Sorted: 1123, 1132, 1213, …
  const lock = { keys: [1, 2, 3], length: 4, repeats: true, neighbours: true, multiple: 1 };
  assert.deepEqual(keypad.answer({ ...lock, code: '1213' }), { codes: 36, attempt: 3 });
});

test('keys that touch on the pad may not follow each other where the maker says so', () => {
  // 1, 3 and 5: 5 touches neither 1 nor 3. 1 and 2 touch, so that 1, 2 and 9 leave 191 … only through 9.
  const lock = { keys: [1, 2, 9], length: 3, repeats: true, neighbours: false, multiple: 1, code: '192' };
  assert.deepEqual(keypad.answer(lock), { codes: 2, attempt: 1 });
});
