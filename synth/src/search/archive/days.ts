/** Days of an archive, counted from 1970-01-01, and how its records write them. */
import { addMonths, dateOf, dayNumber, longDate } from '../../general/world/distributions/dates.ts';

/** Days since 1970-01-01. */
export type Day = number;

/** Making a date of a day costs a microsecond, and an archive asks millions of times for the same few thousand days. */
const dates = new Map<Day, string>();

/** `2013-03-14`. */
export function isoDate(day: Day): string {
  let date = dates.get(day);
  if (date === undefined) dates.set(day, (date = dateOf(day)));
  return date;
}

/** `14 March 2013`. */
export function spoken(day: Day): string {
  return longDate(isoDate(day));
}

export function yearOf(day: Day): number {
  return Number(isoDate(day).slice(0, 4));
}

/** The same day of the month so many months later, or the month's last. */
export function monthsAfter(day: Day, months: number): Day {
  return dayNumber(addMonths(isoDate(day), months));
}
