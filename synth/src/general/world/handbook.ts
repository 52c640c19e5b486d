/**
 * A handbook of an item: clauses, each told in one of several wordings, in sections whose chapters, order and numbers are
 * drawn. What the clauses mean is the world's; here is only how they become a document that people and programs read.
 */
import type { Rng } from '@touchstone/contracts';
import { clause, type Clause, type Section } from './documents.ts';

export interface Handbook {
  sections: Section[];
  /** Clause → the pattern by which the reference program finds its values. */
  patterns: Record<string, string>;
}

/** One meaning in several wordings; `P` is what the world draws for an item. */
export interface Wordings<P> {
  texts: readonly string[];
  /** Values that the wordings name; each wording names all of them. */
  value?: (parameters: P) => Record<string, string>;
}

/** A section that holds one clause. */
export interface SectionText<P> extends Wordings<P> {
  chapter: string;
  titles: readonly string[];
}

/** A section without its number. */
interface Entry {
  chapter: string;
  title: string;
  body: string;
}

export function tell<P>(rng: Rng, { texts, value }: Wordings<P>, parameters: P): Clause {
  return clause(rng.pick(texts), value?.(parameters) ?? {});
}

/** Tells each clause by a random stream of its own, so that one more clause changes no other. */
export function tellSections<P>(
  rng: Rng,
  texts: readonly (readonly [id: string, text: SectionText<P>])[],
  parameters: P,
): { entries: Entry[]; patterns: Handbook['patterns'] } {
  const patterns: Handbook['patterns'] = {};
  const entries = texts.map(([id, text]) => {
    const own = rng.fork(id);
    const told = tell(own, text, parameters);
    patterns[id] = told.pattern;
    return { chapter: text.chapter, title: own.pick(text.titles), body: told.text };
  });
  return { entries, patterns };
}

/** Chapters in drawn order and, unless they are to be read in a row, the sections of each in drawn order. */
export function numbered(
  rng: Rng,
  entries: readonly Entry[],
  { prefix = '', inRow = false }: { prefix?: string; inRow?: boolean } = {},
): Section[] {
  const chapters = rng.fork('chapters').shuffle([...new Set(entries.map(({ chapter }) => chapter))]);
  return chapters.flatMap((chapter, index) => {
    const own = entries.filter((entry) => entry.chapter === chapter);
    return (inRow ? own : rng.fork(chapter).shuffle(own)).map(({ title, body }, at) => ({
      section: `${prefix}${index + 1}.${at + 1}`,
      title: `${chapter}: ${title}`,
      body,
    }));
  });
}
