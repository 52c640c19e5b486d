/**
 * What the short description of an English vital article says: years of life (`Polish composer (1810–1849)`), what somebody
 * was, and who made a work and when (`1960 film directed by Alfred Hitchcock`).
 */
import type { WebDocument } from '@touchstone/contracts';
import { factOf, type Fact, type Pattern } from './fact.ts';

const label = /^Short description: (.*)$/m;

/** The short description with its offset. */
function shortDescription(document: WebDocument): { text: string; start: number } | null {
  const match = label.exec(document.text);
  return match ? { text: match[1] as string, start: match.index + 'Short description: '.length } : null;
}

function pattern(id: string, property: string, read: Reader): Pattern {
  return {
    id,
    property,
    language: 'en',
    about: 'vital',
    read: (document) => {
      const description = shortDescription(document);
      return description ? read(document, description) : [];
    },
  };
}
type Reader = (document: WebDocument, description: { text: string; start: number }) => Fact[];

/** `(1810–1849)` at the end; years with `c.`, `BC` or a doubt are left out. */
export const lifeYearsEn = pattern('life-years-en', 'life.years', (document, { text, start }) => {
  const match = /\((\d{3,4})\s?[–-]\s?(\d{3,4})\)$/.exec(text);
  if (!match || /\b(?:band|group|duo|company|team)\b/.test(text)) return [];
  const [from, to] = [Number(match[1]), Number(match[2])];
  if (
    to - from < 10 ||
    to - from > 110 ||
    /\b(?:King|Queen|Emperor|Empress|Sultan|Pope|President|Prime Minister|reign\w*|[Pp]eriod|[Ww]ar|[Ee]mpire|[Ss]tate|[Rr]epublic|[Dd]ynasty|Kingdom|era)\b/.test(
      text,
    )
  )
    return [];
  const span = { start: start + match.index, end: start + text.length };
  return [factOf(document, 'life.years', { kind: 'years', from, to }, span)];
});

/** What people are called in short descriptions; the words that several people share. */
const occupations = [
  'actor',
  'actress',
  'admiral',
  'anthropologist',
  'architect',
  'astronomer',
  'author',
  'biologist',
  'botanist',
  'chemist',
  'composer',
  'dramatist',
  'economist',
  'engineer',
  'essayist',
  'explorer',
  'feminist',
  'filmmaker',
  'general',
  'geologist',
  'historian',
  'inventor',
  'journalist',
  'jurist',
  'mathematician',
  'musician',
  'naturalist',
  'novelist',
  'painter',
  'philosopher',
  'photographer',
  'physician',
  'physicist',
  'pianist',
  'playwright',
  'poet',
  'politician',
  'psychologist',
  'sculptor',
  'singer',
  'sociologist',
  'statesman',
  'theologian',
  'writer',
] as const;

export const occupationEn = pattern('occupation-en', 'occupation', (document, { text, start }) => {
  // Only before a clause begins: `painter and friend of the poet …` says nothing of a poet.
  const head =
    /^[^,;(]*?(?=\s(?:who|of|for|from|in|known|to|and (?:friend|wife|husband))\b|[;(]|$)/.exec(text)?.[0] ??
    '';
  const names = occupations.filter((name) => new RegExp(`\\b${name}\\b`).test(head));
  if (names.length === 0 || !/\(|born/.test(text)) return [];
  return [factOf(document, 'occupation', { kind: 'names', names }, { start, end: start + head.length })];
});

const workKinds =
  'film|novel|novella|play|opera|ballet|painting|song|album|poem|symphony|sculpture|book|musical|short story|treatise|essay';

/** `1960 film directed by Alfred Hitchcock`, `Painting by Claude Monet`. */
export const creatorEn = pattern('creator-en', 'creator', (document, { text, start }) => {
  const match = new RegExp(
    `^(?:.*?\\b)?(?:${workKinds})s? (?:written |directed |composed |painted |created )?by (?:the )?((?:[\\p{Lu}][\\p{L}.'’-]*|van|von|de|da|del|la|le|of)(?: (?:[\\p{Lu}][\\p{L}.'’-]*|van|von|de|da|del|della|la|le|of|der|den))*)$`,
    'iu',
  ).exec(text);
  const name = match?.[1];
  if (!match || name === undefined || !/^\p{Lu}/u.test(name) || / and /.test(name)) return [];
  return [factOf(document, 'creator', { kind: 'name', name }, { start, end: start + text.length })];
});

export const workYearEn = pattern('work-year-en', 'work.year', (document, { text, start }) => {
  const match = new RegExp(`^(\\d{4}) (?:[\\p{L}-]+ ){0,4}(?:${workKinds})\\b`, 'u').exec(text);
  if (!match) return [];
  const span = { start, end: start + match[0].length };
  return [factOf(document, 'work.year', { kind: 'year', year: Number(match[1]) }, span)];
});
