/** Daily weather of one station, spells in which its two temperature columns were written in °F, and who can tell them apart. */
import type { TextRow } from '../read-table.ts';

export interface Day {
  date: string;
  /** °C to one decimal as the source has them; in a spell the file shows °F to one decimal. */
  max: number;
  min: number;
  row: TextRow;
}

export type Spell = {
  /** Index of the first day. */
  first: number;
  days: number;
};

export const round = (number: number, places: number) =>
  Math.round(number * 10 ** places + Number.EPSILON) / 10 ** places;
export const toFahrenheit = (celsius: number) => round(celsius * 1.8 + 32, 1);
export const toCelsius = (fahrenheit: number) => round((fahrenheit - 32) / 1.8, 1);

/** The log as the file shows it. */
export function written(days: readonly Day[], spells: readonly Spell[]): Day[] {
  const inSpell = new Set(
    spells.flatMap(({ first, days: length }) => Array.from({ length }, (_, i) => first + i)),
  );
  return days.map((day, i) =>
    inSpell.has(i) ? { ...day, max: toFahrenheit(day.max), min: toFahrenheit(day.min) } : day,
  );
}

/** Degrees, maximum and minimum together, by which the right reading of a day must be the nearer one. */
const dayMarginMin = 8;

/** Days to either side of a calendar day from which, over all years, its usual maximum is taken. */
const windowDays = 10;

/** Usual value of a column for each day: the median over the same calendar window of every year. Robust to spells in a minority of years. */
function usual(days: readonly Day[], column: 'max' | 'min'): number[] {
  const byDayOfYear = Map.groupBy(days, ({ date }) => dayOfYear(date));
  const median = new Map<number, number>();
  for (const day of byDayOfYear.keys()) {
    const near: number[] = [];
    for (let shift = -windowDays; shift <= windowDays; shift++)
      for (const other of byDayOfYear.get((day + shift + 365) % 365) ?? []) near.push(other[column]);
    const sorted = Float64Array.from(near).sort();
    median.set(day, sorted[Math.floor(sorted.length / 2)] ?? 0);
  }
  return days.map(({ date }) => median.get(dayOfYear(date)) ?? 0);
}

/** 0 to 364; 29 February counts as 28. */
function dayOfYear(date: string): number {
  const [, month, day] = date.split('-').map(Number) as [number, number, number];
  const start = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1] ?? 0;
  return start + Math.min(day, month === 2 ? 28 : 31) - 1;
}

/**
 * By how many degrees a written day, maximum and minimum together, is nearer to the usual one when read as °C than when
 * read as °F: positive for a day that looks sound, negative for one that looks like °F.
 */
function margins(file: readonly Day[]): number[] {
  const [max, min] = [usual(file, 'max'), usual(file, 'min')];
  const nearer = (value: number, usually: number) =>
    Math.abs(toCelsius(value) - usually) - Math.abs(value - usually);
  return file.map((day, i) => nearer(day.max, max[i] ?? 0) + nearer(day.min, min[i] ?? 0));
}

/**
 * The first day whose unit a careful reader of the file could not tell, or -1. In a spell and within `stay` days of one,
 * where its first and last day are decided, each day must speak for itself; elsewhere any `stay` days together must,
 * since no spell is shorter.
 */
export function unclearDay(days: readonly Day[], spells: readonly Spell[], stay: number): number {
  const looks = margins(written(days, spells));
  const side = days.map(() => 0);
  for (const { first, days: length } of spells)
    for (let i = first - stay; i < first + length + stay; i++)
      side[i] = i >= first && i < first + length ? -1 : 1;
  return days.findIndex((_, i) => {
    if (side[i] !== 0) return (looks[i] ?? 0) * (side[i] ?? 0) < dayMarginMin;
    const together = looks.slice(i, i + stay);
    return together.reduce((sum, margin) => sum + margin, 0) < together.length * dayMarginMin;
  });
}

/** Spells as runs of days for which the test holds. */
export function runsOf(days: readonly unknown[], test: (index: number) => boolean): Spell[] {
  const runs: Spell[] = [];
  for (let i = 0; i < days.length; i++) {
    if (!test(i)) continue;
    const last = runs.at(-1);
    if (last && last.first + last.days === i) last.days += 1;
    else runs.push({ first: i, days: 1 });
  }
  return runs;
}

/** Whether one threshold on the written maximum finds the spells: then there is nothing to think about. */
export function thresholdFinds(days: readonly Day[], spells: readonly Spell[]): boolean {
  const file = written(days, spells);
  const [inside, outside] = [[] as number[], [] as number[]];
  for (const [i, { max }] of file.entries())
    (spells.some(({ first, days: length }) => i >= first && i < first + length) ? inside : outside).push(max);
  return Math.min(...inside) > Math.max(...outside);
}
