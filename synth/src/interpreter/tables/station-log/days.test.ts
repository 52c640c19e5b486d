import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runsOf, thresholdFinds, toCelsius, toFahrenheit, unclearDay, written, type Day } from './days.ts';

/** A mild year with a season: 10 °C ± 8 °C, nights 6 °C colder. */
const year: Day[] = Array.from({ length: 730 }, (_, i) => {
  const date = new Date(Date.UTC(2013, 0, 1 + i)).toISOString().slice(0, 10);
  const max = Math.round((10 - 8 * Math.cos((2 * Math.PI * i) / 365)) * 10) / 10;
  return { date, max, min: Math.round((max - 6) * 10) / 10, row: {} };
});

test('a reading in °F to one decimal comes back to the same tenth of a degree Celsius', () => {
  assert.equal(toFahrenheit(-40), -40);
  assert.equal(toFahrenheit(37), 98.6);
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 500 }), (tenths) =>
      assert.equal(toCelsius(toFahrenheit(tenths / 10)), tenths / 10),
    ),
  );
});

test('every day of a plain spell can be told, and the file shows °F in it and °C outside', () => {
  const spells = [{ first: 180, days: 5 }];
  assert.equal(unclearDay(year, spells, 3), -1);
  const file = written(year, spells);
  assert.equal(file[179]?.max, year[179]?.max);
  assert.equal(file[180]?.max, toFahrenheit(year[180]?.max ?? 0));
});

test('a spell over days so cold that °F looks like a usual °C is unclear', () => {
  // -6 °C is 21.2 °F; in a July of 18 °C that reads as a warm day, nearer to the usual than -6.
  const cold = year.map((day, i) => (i >= 180 && i < 185 ? { ...day, max: -6, min: -10 } : day));
  assert.ok(unclearDay(cold, [{ first: 180, days: 5 }], 3) >= 177);
});

test('a threshold finds spells in mild weather and does not find one over a cold snap', () => {
  assert.equal(thresholdFinds(year, [{ first: 100, days: 4 }]), true);
  const cold = year.map((day, i) => (i >= 5 && i < 9 ? { ...day, max: -9, min: -14 } : day));
  assert.equal(thresholdFinds(cold, [{ first: 5, days: 4 }]), false);
});

test('runs are maximal', () => {
  assert.deepEqual(
    runsOf([1, 1, 0, 1, 1, 1], (i) => [1, 1, 0, 1, 1, 1][i] === 1),
    [
      { first: 0, days: 2 },
      { first: 3, days: 3 },
    ],
  );
});
