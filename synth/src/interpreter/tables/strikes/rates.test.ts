import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ratesOf, type Question } from './rates.ts';
import type { Report, Strike } from './records.ts';

const question: Question = { group: 'airport', stratum: 'size', outcome: 'any', least: 1 };

/** Strikes of an airport by size: how many and how many of them damaged. */
function airport(
  name: string,
  small: [number, number],
  large: [number, number],
): { strikes: Strike[]; reports: Report[] } {
  const strikes: Strike[] = [];
  const reports: Report[] = [];
  for (const [size, [number, damaged]] of [
    ['Small', small],
    ['Large', large],
  ] as const)
    for (let i = 0; i < number; i++) {
      const id = `${name}-${size}-${i}`;
      const damage = i < damaged ? 'Minor' : 'None';
      strikes.push({
        id,
        date: '1995-01-01',
        airport: name,
        operator: 'X',
        state: 'Y',
        size,
        time_of_day: 'Day',
        phase: 'Climb',
        damage,
      });
      reports.push({ id, revision: 1, damage });
    }
  return { strikes, reports };
}

function rates(parts: ReturnType<typeof airport>[], extra: Report[] = []) {
  const strikes = parts.flatMap((part) => part.strikes);
  return ratesOf(
    strikes,
    [...parts.flatMap((part) => part.reports), ...extra],
    strikes.map((strike) => strike.airport),
    question,
  );
}

test('the standardised share weighs each size by its share among all groups taken', () => {
  // A: 8 small (2 damaged), 2 large (1). B: 4 small (0), 6 large (3). Together 12 small, 8 large: weights 0.6 and 0.4.
  // A crude 3/10 = 30 %, standardised 0.6 × 25 % + 0.4 × 50 % = 35 %. B crude 30 %, standardised 0.4 × 50 % = 20 %.
  assert.deepEqual(rates([airport('A', [8, 2], [2, 1]), airport('B', [4, 0], [6, 3])]), [
    { group: 'A', strikes: 10, crude: 30, standardised: 35 },
    { group: 'B', strikes: 10, crude: 30, standardised: 20 },
  ]);
});

test('only the last revision of a report counts, wherever it stands in the file', () => {
  const parts = [airport('A', [4, 0], [1, 0]), airport('B', [4, 0], [1, 0])];
  const [first] = rates(parts, [
    { id: 'A-Large-0', revision: 3, damage: 'Medium' },
    { id: 'A-Large-0', revision: 2, damage: 'None' },
  ]);
  assert.deepEqual(first, { group: 'A', strikes: 5, crude: 20, standardised: 20 });
});

test('a strike without a report is left out everywhere, and a group too small in one class does not qualify', () => {
  const [a, b] = [airport('A', [4, 1], [2, 1]), airport('B', [4, 1], [1, 1])];
  b.reports.pop();
  assert.deepEqual(
    rates([a, b]).map(({ group, strikes }) => [group, strikes]),
    [['A', 6]],
  );
});
