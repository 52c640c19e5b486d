import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRng } from '@touchstone/contracts';
import { addDays, addMonths, dayByWeekday, longDate, mondayOf, weekday, weekdayName } from './dates.ts';
import { distinctNames } from './names.ts';
import { logNormal, skewed, zipf } from './quantities.ts';

test('months are added on the calendar, to the last day of a shorter month', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2027-11-30', 3), '2028-02-29');
  assert.equal(addMonths('2026-08-15', 18), '2028-02-15');
  assert.equal(addMonths('2026-12-01', 1), '2027-01-01');
});

test('days of the week and long dates are those of the calendar', () => {
  // 24 November 2026 is a Tuesday.
  assert.equal(weekday('2026-11-24'), 1);
  assert.equal(weekdayName('2026-11-24'), 'Tuesday');
  assert.equal(mondayOf('2026-11-29'), '2026-11-23');
  assert.equal(addDays('2028-02-28', 2), '2028-03-01');
  assert.equal(longDate('2026-03-03'), '3 March 2026');
});

test('a weekday of weight zero is never drawn', () => {
  const rng = createRng('weekdays');
  for (let draw = 0; draw < 200; draw++)
    assert.ok(weekday(dayByWeekday(rng, '2026-01-01', '2026-03-31', [3, 2, 2, 2, 1, 0, 0])) < 5);
});

test('names are distinct and drawn again alike; common ones come more often', () => {
  const mix = { british: 3, slavic: 1 };
  const names = distinctNames(createRng('names'), 300, mix);
  assert.equal(new Set(names).size, 300);
  assert.deepEqual(distinctNames(createRng('names'), 300, mix), names);
  const count = (word: string) => names.filter((name) => name.endsWith(` ${word}`)).length;
  assert.ok(count('Smith') > count('Ogilvie'));
});

test('quantities are uneven: half below the median, first elements most often', () => {
  const rng = createRng('quantities');
  const draws = Array.from({ length: 4000 }, () => logNormal(rng, 100, 0.8));
  const below = draws.filter((value) => value < 100).length;
  assert.ok(below > 1850 && below < 2150, `${below} of 4000 below the median`);
  const letters = ['a', 'b', 'c', 'd'];
  for (const draw of [zipf, skewed]) {
    const picked = Array.from({ length: 2000 }, () => draw(rng, letters));
    assert.ok(picked.filter((one) => one === 'a').length > 2 * picked.filter((one) => one === 'd').length);
  }
});
