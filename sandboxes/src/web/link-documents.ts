/**
 * Finds links between documents: a name of one document in the text of another. Pure. Longest name first,
 * case-sensitive, never a single word where a sentence begins, never inside a longer capitalised run, never a word that
 * is mostly written small, never a name that two documents share. The first mention of a document is linked.
 */
import type { WebDocument } from '@touchstone/contracts';

export type WebLink = WebDocument['links'][number];

export interface Named {
  id: string;
  language: string;
  names: readonly string[];
}

/** Longest name in words: titles of books and laws have some 14. */
const nameWordsMax = 14;
/** Shorter ones are letters, symbols and syllables more often than things. */
const nameCharsMin = 3;

const word = /[\p{L}\p{N}]+/gu;
const capital = /^[\p{Lu}\p{Lt}]/u;
/** Words that begin a sentence with a capital without being part of a name. */
const openers = new Set(
  (
    'The A An In On At Of For From To By With As And But Or It Its He She They His Her Their This That These Those ' +
    'When While After Before During Since Although Though If Both Under Like Unlike Among Between Within Most Many ' +
    'Some All Modern Today Early El La Los Las Un Una En De Del Al Por Con Según Desde Durante Entre Sobre Tras Su ' +
    'Sus Es Le Les L D Une Dans Sur Au Aux Par Pour Avec Selon Depuis Pendant Sous Son Sa Ses Il Elle Ils Elles Ce'
  ).split(' '),
);
/** Small words inside names: the Duke *of* York, Simone *de* Beauvoir. */
const connectors = new Set('of the de la le du des del los las von van der den di da dos al d l'.split(' '));
const sentenceEnd = /[.!?:;…\n•·—–«»“”"(\[¿¡-]\s*$/u;

/** Names by the words they begin with, one table a language. */
export class NameTable {
  readonly #byLanguage = new Map<
    string,
    { documents: Map<string, string | null>; words: Map<string, number> }
  >();

  constructor(documents: Iterable<Named>, counts: WordCounts) {
    for (const { id, language, names } of documents) {
      let table = this.#byLanguage.get(language);
      if (table === undefined)
        this.#byLanguage.set(language, (table = { documents: new Map(), words: new Map() }));
      for (const name of names) {
        const words = name.match(word) ?? [];
        const [first] = words;
        if (first === undefined || words.length > nameWordsMax || name.length < nameCharsMin) continue;
        if (!/^[\p{Lu}\p{Lt}\p{N}]/u.test(name) || !/[\p{L}\p{N}]$/u.test(name) || /^\p{N}+$/u.test(name))
          continue;
        if (words.length === 1 && counts.isCommon(name, language)) continue;
        const before = table.documents.get(name);
        // A name of two documents says nothing of which is meant.
        table.documents.set(name, before === undefined || before === id ? id : null);
        table.words.set(first, Math.max(table.words.get(first) ?? 0, words.length));
      }
    }
  }

  /** Links in order of the text; `self` is never linked to. */
  links(text: string, language: string, self: string): WebLink[] {
    const table = this.#byLanguage.get(language);
    if (table === undefined) return [];
    const words = [...text.matchAll(word)].map((match) => ({
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
    }));
    const links: WebLink[] = [];
    const linked = new Set([self]);
    for (let first = 0; first < words.length; first += 1) {
      const longest = table.words.get((words[first] as Word).text);
      if (longest === undefined) continue;
      for (let last = Math.min(words.length, first + longest) - 1; last >= first; last -= 1) {
        const [start, end] = [(words[first] as Word).start, (words[last] as Word).end];
        const document = table.documents.get(text.slice(start, end));
        if (document === undefined) continue;
        // The longest name decides: where it may not be linked, no part of it may be.
        if (document !== null && !linked.has(document) && mayLink(text, words, first, last)) {
          links.push({ start, end, document });
          linked.add(document);
        }
        first = last;
        break;
      }
    }
    return links;
  }
}

interface Word {
  text: string;
  start: number;
  end: number;
}

function mayLink(text: string, words: readonly Word[], first: number, last: number): boolean {
  const { start } = words[first] as Word;
  const { end } = words[last] as Word;
  const begins = beginsSentence(text, start);
  if (begins && first === last) return false;
  // Part of a longer word: "Carex-like", "d'Elachista" is fine, "Müller-Carex" is not.
  if (text[end] === '-' || text[start - 1] === '-' || text[end] === '’' || text[end] === "'") {
    const possessive = /^['’]s?(?![\p{L}\p{N}])/u.test(text.slice(end, end + 3));
    if (!possessive) return false;
  }
  if (!begins && hasCapitalBefore(text, words, first)) return false;
  return !hasCapitalAfter(text, words, last, first === last);
}

function beginsSentence(text: string, start: number): boolean {
  return start === 0 || sentenceEnd.test(text.slice(Math.max(0, start - 4), start));
}

function hasCapitalBefore(text: string, words: readonly Word[], first: number): boolean {
  let before = first - 1;
  let { start } = words[first] as Word;
  let hops = 0;
  for (; before >= 0; before -= 1) {
    const previous = words[before] as Word;
    const gap = text.slice(previous.end, start);
    // "J. Panthera": an initial belongs to the name after it.
    if (/^\.\s?$/.test(gap)) return capital.test(previous.text) && previous.text.length <= 2;
    if (gap !== ' ' && gap !== "'" && gap !== '’') return false;
    if (capital.test(previous.text))
      return (
        !(openers.has(previous.text) && beginsSentence(text, previous.start)) &&
        !(gap !== ' ' && /^[LD]$/u.test(previous.text))
      );
    if (!connectors.has(previous.text) || hops === 2) return false;
    start = previous.start;
    hops += 1;
  }
  return false;
}

/** `alone`: of a single word also "Republic of …" and "Empire d'…" are refused. */
function hasCapitalAfter(text: string, words: readonly Word[], last: number, alone: boolean): boolean {
  let { end } = words[last] as Word;
  for (let after = last + 1; after <= last + (alone ? 3 : 1); after += 1) {
    const next = words[after];
    if (next === undefined || !/^[ '’]$/u.test(text.slice(end, next.start))) return false;
    if (capital.test(next.text)) return true;
    if (!connectors.has(next.text)) return false;
    end = next.end;
  }
  return false;
}

/** How often each word is written so, to tell names from words that a title only happens to capitalise. */
export class WordCounts {
  readonly #counts = new Map<string, Map<string, number>>();

  add(text: string, language: string): void {
    let counts = this.#counts.get(language);
    if (counts === undefined) this.#counts.set(language, (counts = new Map<string, number>()));
    for (const [each] of text.matchAll(word)) counts.set(each, (counts.get(each) ?? 0) + 1);
  }

  /** Whether a capitalised word is mostly written small. */
  isCommon(name: string, language: string): boolean {
    const counts = this.#counts.get(language);
    const small = name.toLowerCase();
    return small !== name && (counts?.get(small) ?? 0) >= Math.max(1, counts?.get(name) ?? 0);
  }
}
