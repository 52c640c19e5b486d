/**
 * Typed facts of the offline web: what a document says about its subject, with the place in its text that says so. A
 * pattern reads one property in one language; docs/facts.md tells how often each pattern is right.
 */
import type { WebDocument } from '@touchstone/contracts';

/** A calendar day as written; no conversion between calendars. */
export interface Day {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

export type FactValue =
  | { kind: 'day'; day: Day }
  | { kind: 'year'; year: number }
  | { kind: 'years'; from: number; to: number }
  | { kind: 'days'; from: Day; to: Day }
  | { kind: 'name'; name: string }
  | { kind: 'names'; names: string[] }
  /** A quantity, and the year it is stated for where the text states one. */
  | { kind: 'number'; number: number; unit: string; year: number | null }
  /** Smallest and largest, in the unit. */
  | { kind: 'range'; min: number; max: number; unit: string };

export interface Fact {
  /** The document's title: vital articles and taxa speak of what they are named after. */
  subject: string;
  property: string;
  value: FactValue;
  /** Offsets in UTF-16 code units of the document's text. */
  evidence: { document: string; start: number; end: number };
}

export interface Pattern {
  /** For example `birth-day-fr`. */
  id: string;
  property: string;
  /** BCP 47; patterns of taxa read English. */
  language: string;
  about: 'vital' | 'taxa';
  /** The facts this pattern reads in a document of its language; most give one or none. */
  read(document: WebDocument): Fact[];
}

export function factOf(
  document: WebDocument,
  property: string,
  value: FactValue,
  span: { start: number; end: number },
): Fact {
  return { subject: document.title, property, value, evidence: { document: document.id, ...span } };
}

/** Negative, zero or positive as the first day is earlier, the same or later. */
export function compareDays(one: Day, other: Day): number {
  return one.year - other.year || one.month - other.month || one.day - other.day;
}

/** Full years from the first day to the second. */
export function fullYears(from: Day, to: Day): number {
  const before = to.month < from.month || (to.month === from.month && to.day < from.day);
  return to.year - from.year - (before ? 1 : 0);
}

export function isTaxon(document: Pick<WebDocument, 'id'>): boolean {
  return document.id.startsWith('taxon:');
}
