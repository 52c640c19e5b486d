/**
 * From what somebody typed to what FTS5 is asked. Free text is cut into words of letters and digits, and only quoted
 * words reach FTS5, so no text can be a syntax error or an operator. Does not know the index; it asks for word counts.
 */
import { postingsMax, queryTermsMax, queryWordsMax, unknownTermsMax } from './limits.ts';

export interface Term {
  /** As the index has it: lower case, without diacritics. */
  folded: string;
  /** Documents that have it; 0 where none is known. */
  documents: number;
}

/** As unicode61 cuts: letters, digits, private use, with the marks that follow them. */
const word = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu;

/** Words of a text with their places, folded. */
export function* foldedWords(text: string): Generator<{ folded: string; start: number; end: number }> {
  for (const match of text.matchAll(word))
    yield { folded: fold(match[0]), start: match.index, end: match.index + match[0].length };
}

/** As unicode61 with `remove_diacritics 2` does. Where the two differ on a rare letter a word counts as unknown. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** The terms that count: the rarest, as long as walking them stays cheap. Empty when the query has no word. */
export function chooseTerms(query: string, countDocuments: (folded: string) => number): Term[] {
  const words = new Set<string>();
  for (const { folded } of foldedWords(query)) {
    if (folded !== '') words.add(folded);
    if (words.size === queryWordsMax) break;
  }
  const terms = [...words].map((folded) => ({ folded, documents: countDocuments(folded) }));
  const known = terms.filter(({ documents }) => documents > 0);
  known.sort((left, right) => left.documents - right.documents || (left.folded < right.folded ? -1 : 1));
  let postings = 0;
  const chosen = known.slice(0, queryTermsMax).filter(({ documents }, rank) => {
    postings += documents;
    return rank === 0 || postings <= postingsMax;
  });
  return [...chosen, ...terms.filter(({ documents }) => documents === 0).slice(0, unknownTermsMax)];
}

/** What `MATCH` takes; null when nothing can match. */
export function matchExpression(terms: readonly Term[], language: string | undefined): string | null {
  if (terms.length === 0) return null;
  const words = `{title body} : (${terms.map(({ folded }) => `"${folded}"`).join(' OR ')})`;
  return language === undefined ? words : `${words} AND (language : "${languageToken(language)}")`;
}

/** A language tag as one word that no text has. */
export function languageToken(language: string): string {
  return `zzlanguage${language.toLowerCase().replace(/[^a-z0-9]/g, 'zz')}`;
}
