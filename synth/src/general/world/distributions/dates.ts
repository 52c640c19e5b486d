/** Calendar arithmetic on `YYYY-MM-DD` texts, in UTC so that no clock change shifts a day, and uneven draws of days. */
import type { Rng } from '@touchstone/contracts';

const DAY_MS = 86_400_000;

/** Days since 1970-01-01. */
export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return dateOf(dayNumber(date) + days);
}

/** The same day of the month `months` later, the month's last day where it has no such day (31 January + 1 = 28 or 29 February). */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const at = year * 12 + month - 1 + months;
  const last = lastDay(Math.floor(at / 12), at % 12);
  return `${Math.floor(at / 12)}-${two((at % 12) + 1)}-${two(Math.min(day, last))}`;
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function lastDay(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 1 && leap ? 29 : lengths[month]!;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** 0 is Monday, 6 is Sunday. */
export function weekday(date: string): number {
  return (dayNumber(date) + 3) % 7;
}

/** The Monday on or before a date. */
export function mondayOf(date: string): string {
  return addDays(date, -weekday(date));
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** `3 March 2026`. */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return `${day} ${months[month - 1]} ${year}`;
}

/** `3 March`. */
export function dayAndMonth(date: string): string {
  return longDate(date).split(' ').slice(0, 2).join(' ');
}

export function weekdayName(date: string): string {
  return weekdays[weekday(date)]!;
}

/** A day in [first, last] with a weight for each day of the week, Monday first. */
export function dayByWeekday(rng: Rng, first: string, last: string, weights: readonly number[]): string {
  const days = Array.from({ length: dayNumber(last) - dayNumber(first) + 1 }, (_, index) =>
    addDays(first, index),
  );
  return rng.weighted(days.map((date) => [date, weights[weekday(date)]!] as const));
}
