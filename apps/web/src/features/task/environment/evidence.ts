/**
 * What of the answer stands in which document: the quotes that a search task rests on. Reads the expected value of a typed
 * answer; knows no family.
 */
import type { Json, WebDocument } from '@touchstone/contracts';

/** Documents that an answer must cite, and the values that it must hold. */
export interface Expectation {
  /** The first name of each. */
  required: string[];
  permitted: string[];
  values: string[];
}

export function expectationOf(expected: Json): Expectation {
  const found: Expectation = { required: [], permitted: [], values: [] };
  collect(expected, found);
  return { ...found, values: [...new Set(found.values)] };
}

export interface Quote {
  document: string;
  value: string;
  /** UTF-16 code units of the document's text. */
  start: number;
  end: number;
}

const quotesMax = 3;

/** Places of a value in a document, upper and lower case alike, as whole words. */
export function quotesOf(document: Pick<WebDocument, 'id' | 'text'>, value: string): Quote[] {
  if (value.trim() === '') return [];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(value)}(?![\\p{L}\\p{N}])`, 'giu');
  const quotes: Quote[] = [];
  for (const match of document.text.matchAll(pattern)) {
    quotes.push({ document: document.id, value, start: match.index, end: match.index + match[0].length });
    if (quotes.length === quotesMax) break;
  }
  return quotes;
}

/** The quote with some words round it. */
export function around(
  text: string,
  { start, end }: Pick<Quote, 'start' | 'end'>,
  characters = 90,
): [string, string, string] {
  const from = Math.max(0, start - characters);
  const to = Math.min(text.length, end + characters);
  return [
    `${from > 0 ? '…' : ''}${text.slice(from, start)}`,
    text.slice(start, end),
    `${text.slice(end, to)}${to < text.length ? '…' : ''}`,
  ];
}

function collect(value: Json, into: Expectation): void {
  if (typeof value === 'string' || typeof value === 'number') into.values.push(String(value));
  else if (Array.isArray(value)) for (const each of value) collect(each, into);
  else if (value !== null && typeof value === 'object') {
    if (Array.isArray(value['required']) && Array.isArray(value['permitted'])) {
      into.required.push(...value['required'].map(firstName));
      into.permitted.push(...value['permitted'].map(firstName));
    } else for (const each of Object.values(value)) collect(each, into);
  }
}

function firstName(document: Json): string {
  return String(Array.isArray(document) ? (document[0] ?? '') : document);
}
