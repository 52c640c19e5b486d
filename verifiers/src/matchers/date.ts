/**
 * Calendar dates (proleptic Gregorian, years 1 to 9999). Lenient in form where nothing is ambiguous: `2024-3-5`,
 * `2024/03/05`, and midnight written out as data tools do. Never day-first or month-first forms.
 * Twin: `python/written_values.py`.
 */
import { trim } from './text.ts';

const form = /^([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?$/;

/** `YYYY-MM-DD`, or null when the text is no date. */
export function parseDate(given: unknown): string | null {
  if (typeof given !== 'string') return null;
  const match = form.exec(trim(given));
  if (!match) return null;
  const [, year = '', , month = '', day = ''] = match;
  if (Number(year) < 1 || Number(month) < 1 || Number(month) > 12) return null;
  if (Number(day) < 1 || Number(day) > daysInMonth(Number(year), Number(month))) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
