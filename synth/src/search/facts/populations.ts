/**
 * Inhabitants with the year they are stated for, in vital articles about places in three languages. A sentence that speaks of
 * an agglomeration, a district or a rank is left out: the figure must be the place's own.
 */
import type { WebDocument } from '@touchstone/contracts';
import { factOf, type Fact, type Pattern } from './fact.ts';
import { sentences } from './sentences.ts';

interface Grammar {
  language: string;
  /** Figure, scale and year in named groups. */
  forms: readonly RegExp[];
  million: RegExp;
  /** Words that say that the figure is of something larger, smaller or doubtful. */
  other: RegExp;
  decimalComma: boolean;
}

const year = '(?<year>(?:19|20)\\d\\d)';

const grammars: Grammar[] = [
  {
    language: 'en',
    forms: [
      new RegExp(
        `\\bpopulation of (?<figure>\\d[\\d,.]*\\d)(?<scale> million)?(?: people| inhabitants| residents)?,? (?:\\()?(?:as of|in|at|according to|as per)(?: the)?(?: [A-Z][a-z]+)? ${year}`,
      ),
      new RegExp(
        `\\b(?:[Aa]s of|[Ii]n|[Aa]t|[Aa]ccording to)(?: the)?(?: [A-Z][a-z]+)? ${year}(?: (?:[A-Z][a-z]+ )?census[a-z ]*| estimates?)?,[^.,]{0,50}? (?:had|has|with|was) (?:a |an )?(?:total |estimated )?population of (?<figure>\\d[\\d,.]*\\d)(?<scale> million)?`,
      ),
      new RegExp(
        `\\bpopulation was (?<figure>\\d[\\d,.]*\\d)(?<scale> million)? (?:as of|in|at)(?: the)? ${year}`,
      ),
    ],
    million: /million/,
    other:
      /metro|urban area|urban agglom|agglomeration|conurbation|district|region|greater|county|approximately|about|over|more than|nearly|around|almost/i,
    decimalComma: false,
  },
  {
    language: 'es',
    forms: [
      new RegExp(
        `(?<figure>\\d[\\d.,  ]*\\d)(?<scale> millones)?(?: de)? (?:habitantes|hab\\.)(?: \\(| según (?:el|la|las) [a-zé ]+ de | en (?:el (?:año )?)?| según el censo de | al )${year}`,
      ),
      new RegExp(
        `\\b[Ee]n (?:el (?:año )?)?${year},? [^.;]{0,60}?(?<figure>\\d[\\d.,  ]*\\d)(?<scale> millones)?(?: de)? habitantes`,
      ),
    ],
    million: /millones/,
    other:
      /metropolitan|aglomeraci|conurbaci|urbana|provincia|departamento|región|unos|aproximad|más de|cerca de|alrededor|casi|densidad|hab\.\/|\/km/i,
    decimalComma: true,
  },
  {
    language: 'fr',
    forms: [
      new RegExp(
        `(?<figure>\\d[\\d.,  ]*\\d)(?<scale> millions)?(?: d['’])? ?habitants(?: \\(| en | au (?:recensement de |1er [a-zé]+ )|, en | recensés en )${year}`,
      ),
      new RegExp(
        `\\b[Ee]n ${year},? [^.;]{0,60}?(?<figure>\\d[\\d.,  ]*\\d)(?<scale> millions)?(?: d['’])? ?habitants`,
      ),
    ],
    million: /millions/,
    other:
      /agglom|aire urbaine|métropol|unité urbaine|conurbation|environ|plus de|près de|presque|région|département|intercommunal|densité|grande? |pôle/i,
    decimalComma: true,
  },
];

export const populations: readonly Pattern[] = grammars.map((grammar) => ({
  id: `population-${grammar.language}`,
  property: 'population',
  language: grammar.language,
  about: 'vital',
  read: (document) => read(document, grammar),
}));

function read(document: WebDocument, grammar: Grammar): Fact[] {
  // A language or a history has speakers or subjects, not inhabitants.
  if (!/^(?:Topic: Geography|Tema: Geografía|Thème : Géographie)$/m.test(document.text)) return [];
  const found: Fact[] = [];
  for (const { text, start } of sentences(document.text)) {
    const lowered = grammar.other.test(text) ? '' : text;
    for (const form of grammar.forms) {
      const match = form.exec(lowered);
      if (!match?.groups) continue;
      const number = figure(match.groups['figure'] as string, grammar, match.groups['scale'] !== undefined);
      if (number === null) continue;
      const span = { start: start + match.index, end: start + match.index + match[0].length };
      found.push(
        factOf(
          document,
          'population',
          { kind: 'number', number, unit: 'inhabitants', year: Number(match.groups['year']) },
          span,
        ),
      );
      break;
    }
  }
  // Two figures in one article: which of them is meant is not for a pattern to say.
  return found.length === 1 ? found : [];
}

function figure(text: string, { decimalComma }: Grammar, million: boolean): number | null {
  const plain = text.replace(/[  ]/g, '');
  if (million) {
    const value = Number(decimalComma ? plain.replace(',', '.') : plain);
    return Number.isFinite(value) ? Math.round(value * 1e6) : null;
  }
  if (!/^\d{1,3}(?:[.,]?\d{3})+$/.test(plain)) return null;
  return Number(plain.replace(/[.,]/g, ''));
}
