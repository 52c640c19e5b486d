/** The passage of a text that answers a query best, on one line. Pure. */
import { snippetCharsMax } from './limits.ts';
import { foldedWords, type Term } from './query.ts';

/** The window with the most rare words of the query, the earliest of equals; the beginning where none occurs. */
export function snippetOf(text: string, terms: readonly Term[]): string {
  const weights = new Map(terms.map(({ folded, documents }) => [folded, 1 / Math.log2(4 + documents)]));
  const hits = [...foldedWords(text)].filter(({ folded }) => weights.has(folded));
  let best = { weight: 0, start: 0 };
  for (let first = 0; first < hits.length; first += 1) {
    const start = (hits[first] as (typeof hits)[number]).start;
    const seen = new Set<string>();
    for (let next = first; next < hits.length; next += 1) {
      const hit = hits[next] as (typeof hits)[number];
      if (hit.end - start > snippetCharsMax) break;
      seen.add(hit.folded);
    }
    const weight = [...seen].reduce((sum, folded) => sum + (weights.get(folded) as number), 0);
    if (weight > best.weight + 1e-9) best = { weight, start };
  }
  return cut(text, best.start);
}

function cut(text: string, from: number): string {
  // Some words before the first hit, so that a passage can be read.
  const start = from < snippetCharsMax / 2 ? 0 : wordStart(text, from - Math.floor(snippetCharsMax / 4));
  const end = Math.min(text.length, start + snippetCharsMax);
  const passage = end < text.length ? text.slice(start, wordEnd(text, start, end)) : text.slice(start);
  const line = passage.replace(/\s+/gu, ' ').trim();
  return `${start > 0 ? '…' : ''}${line}${start + passage.trimEnd().length < text.trimEnd().length ? '…' : ''}`;
}

function wordStart(text: string, from: number): number {
  const space = text.slice(0, from).search(/\S+$/u);
  return space < 0 ? from : space;
}

function wordEnd(text: string, start: number, end: number): number {
  const space = text.lastIndexOf(' ', end);
  if (space > start) return space;
  // One endless word: not between the halves of a surrogate pair.
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') ? end - 1 : end;
}
