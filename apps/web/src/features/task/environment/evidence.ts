/**
 * Which documents a search task rests on, by the expected value of its typed answer, and how a quote from one is shown. Where the
 * quotes stand is the server's word. Knows no family.
 */
import type { Json } from '@touchstone/contracts';

/** The first name of each document that an answer must cite, then of those that it may. */
export function citedIn(expected: Json): string[] {
  const found = { required: [] as string[], permitted: [] as string[] };
  collect(expected, found);
  return [...new Set([...found.required, ...found.permitted])];
}

export interface Quote {
  document: string;
  value: string;
  /** UTF-16 code units of the document's text. */
  start: number;
  end: number;
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

function collect(value: Json, into: { required: string[]; permitted: string[] }): void {
  if (Array.isArray(value)) for (const each of value) collect(each, into);
  else if (value !== null && typeof value === 'object') {
    if (Array.isArray(value['required']) && Array.isArray(value['permitted'])) {
      into.required.push(...value['required'].map(firstName));
      into.permitted.push(...value['permitted'].map(firstName));
    } else for (const each of Object.values(value)) collect(each, into);
  }
}

function firstName(document: Json): string {
  const name = Array.isArray(document) ? document[0] : document;
  return typeof name === 'string' ? name : '';
}
