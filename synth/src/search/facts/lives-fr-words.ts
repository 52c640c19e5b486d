/**
 * Birth and death in French articles again, word by word: a small automaton that goes from `né` to `mort` and gathers the
 * first day and the first capitalised run after a preposition in each part. Written without regard to `lives-fr.ts`;
 * where both agree, a set of people counts as complete.
 */
import type { Day } from './fact.ts';

export interface Life {
  birth: Part;
  death: Part | null;
}
export interface Part {
  day: Day | null;
  /** Every capitalised run that follows `à`, `au` or `aux`, in order. */
  places: string[];
  /** Years that stand in the part, dated or not. */
  years: number[];
  doubtful: boolean;
}

const months = new Map(
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'
    .split(' ')
    .map((name, index) => [name, index + 1]),
);
const small = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'sur', 'sous', 'lès']);

/** The life that a text tells in its first 700 code units; null where nobody is born. */
export function lifeByWords(text: string): Life | null {
  const words = text.slice(0, 700).split(/[\s\u00a0]+/);
  const birthAt = words.findIndex(
    (word, index) =>
      /^née?$/.test(word) &&
      (prepositions.test(words[index + 1] ?? '') || nameThenDay(words.slice(index + 1, index + 10))),
  );
  if (birthAt < 0) return null;
  const rest = words.slice(birthAt + 1);
  const stop = rest.findIndex(
    (word, index) => /^(est|était|fut|un|une)$/.test(word) && !deathFollows(rest, index),
  );
  const told = stop < 0 ? rest : rest.slice(0, stop);
  const deathAt = told.findIndex((word) => /^(morte?|décédée?|assassinée?|exécutée?)[,;]?$/.test(word));
  const later =
    stop < 0 || deathAt >= 0
      ? -1
      : rest.findIndex((word, i) => i > stop && /^(morte?|décédée?|assassinée?|exécutée?)$/.test(word));
  return {
    birth: partOf(deathAt < 0 ? told : told.slice(0, deathAt)),
    death:
      deathAt >= 0
        ? partOf(told.slice(deathAt + 1))
        : later >= 0
          ? partOf(rest.slice(later + 1, later + 16))
          : null,
  };
}

const prepositions = /^(le|à|au|aux|en|vers|dans|probablement)$/;

/** A name given at birth, and then a day or a place: `née Clara Wieck le`. */
function nameThenDay(words: readonly string[]): boolean {
  const [first = ''] = words;
  const end = words.findIndex((word) => prepositions.test(word) && word !== 'dans');
  const name = words.slice(0, first === 'sous' && words[1] === 'le' ? 3 : Math.max(end, 0));
  if (first === 'sous') return name.join(' ').startsWith('sous le nom');
  return end > 0 && /^\p{Lu}/u.test(first) && !name.some((word) => /[.;]$/.test(word) && word.length > 3);
}

function deathFollows(words: readonly string[], index: number): boolean {
  return words[index] === 'est' && /^(morte?|décédée?|assassinée?|exécutée?)$/.test(words[index + 1] ?? '');
}

function partOf(words: readonly string[]): Part {
  const part: Part = { day: null, places: [], years: [], doubtful: false };
  for (let i = 0; i < words.length; i++) {
    const word = bare(words[i] as string);
    const month = months.get(word);
    const year = Number(bare(words[i + 1] ?? ''));
    if (/^(probablement|vers|peut-être|ou|sources)$/.test(word)) part.doubtful = true;
    if (/^\d{3,4}$/.test(word)) part.years.push(Number(word));
    if (month !== undefined && Number.isInteger(year) && year >= 100 && !part.day) {
      const number = Number.parseInt(bare(words[i - 1] ?? ''), 10);
      if (number >= 1 && number <= 31) part.day = { year, month, day: number };
    }
    if (/^(à|au|aux)$/.test(word)) {
      const run = placeRun(words.slice(i + 1));
      if (run !== '') part.places.push(run);
    }
  }
  return part;
}

/** The capitalised run that words begin with; small words may join it, punctuation ends it. */
function placeRun(words: readonly string[]): string {
  const run: string[] = [];
  for (const word of words) {
    if (run.length > 0 && word.startsWith('(')) break;
    const clean = bare(word);
    const first = clean.replace(/^[ldLD]['’]/, '').charAt(0);
    const capital = first !== '' && first === first.toUpperCase() && first !== first.toLowerCase();
    if (!capital && !(small.has(clean) && /[^,;.)]$/.test(word))) break;
    run.push(clean);
    if (/[,;.)]$/.test(word) && !/^[A-Z]\.$/.test(word)) break;
  }
  while (run.length > 0 && small.has(run.at(-1) as string)) run.pop();
  return run.join(' ');
}

function bare(word: string): string {
  return word.replace(/^[("«]+/, '').replace(/[),;.»"]+$/, '');
}
