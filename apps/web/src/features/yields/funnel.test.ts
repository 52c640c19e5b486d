import assert from 'node:assert/strict';
import test from 'node:test';
import { barsOf, durationText, hasEnough, publishedMin, type Yields } from './funnel.ts';

const reason = (code: string, count: number) => ({ code, count, example: code });
const step = (name: string, count: number, lost: number, reasons: ReturnType<typeof reason>[] = []) => ({
  ...{ step: name, title: name, count, lost, cpuSeconds: 1, reasons },
});
const yieldsOf = (...steps: Yields['steps']): Yields => ({
  steps,
  parked: 0,
  cpuSecondsPerTask: null,
  costUsdPerTask: null,
  tasksPerHour: null,
});

test('bars are shares of the first step, losses shares of their own step', () => {
  const bars = barsOf([step('drafted', 200, 50), step('certified', 150, 30), step('published', 120, 0)]);
  assert.deepEqual(
    bars.map(({ share, lossShare }) => [share, lossShare]),
    [
      [1, 0.25],
      [0.75, 0.2],
      [0.6, 0],
    ],
  );
});

test('three reasons are shown, the most frequent first', () => {
  const [bar] = barsOf([step('a', 9, 9, [reason('x', 1), reason('y', 5), reason('z', 2), reason('w', 1)])]);
  assert.deepEqual(
    bar?.reasons.map(({ code }) => code),
    ['y', 'z', 'x'],
  );
});

test('an empty funnel has no shares to divide by', () => {
  assert.deepEqual(
    barsOf([step('a', 0, 0)]).map(({ share, lossShare }) => [share, lossShare]),
    [[0, null]],
  );
});

test('under twenty published tasks there is not enough data', () => {
  assert.equal(hasEnough(yieldsOf(step('published', publishedMin - 1, 0))), false);
  assert.equal(hasEnough(yieldsOf(step('published', publishedMin, 0))), true);
  assert.equal(hasEnough(yieldsOf()), false);
});

test('durations read as a person says them', () => {
  assert.deepEqual([0.4, 59, 60, 3_599, 3_900, 200_000].map(durationText), [
    '0 s',
    '59 s',
    '1 min',
    '1 h 00 min',
    '1 h 05 min',
    '2 days',
  ]);
});
