/**
 * Birth and death in French articles about people: `né le 9 octobre 1906 à Joal et mort le 20 décembre 2001 à Verson`,
 * in the orders that editors use. Reads by regular expressions; `lives-fr-words.ts` is its independent twin.
 */
import type { WebDocument } from '@touchstone/contracts';
import { factOf, type Day, type Fact, type Pattern } from './fact.ts';
import { monthNames } from './months.ts';
import { sentences } from './sentences.ts';

const months = monthNames.fr;
const day = `(1er|\\d{1,2}) (${months.join('|')}) (\\d{3,4})(?! (?:av|ap))`;
const place = `(?:à|au|aux) ((?:(?:La|Le|Les|la|le|les) |[Ll]['’])?[\\p{Lu}][\\p{L}'’.-]*(?:[ -](?:de|du|des|la|le|les|sur|sous|d['’][\\p{L}]+|l['’][\\p{L}]+|[\\p{Lu}][\\p{L}'’.-]*))*)`;
/** The name given at birth: `née Clara Wieck le 13 septembre 1819`, `né sous le nom de Louis Bernstein, le 25 août 1918`. */
const birthName = `(?:(?:sous le nom (?:de |d['’]))?[\\p{Lu}][\\p{L}'’.-]*(?: (?:de|du|von|van|di|of|[\\p{Lu}][\\p{L}'’.-]*))*,? )?`;
const born = new RegExp(
  `\\bnée? ${birthName}(?:le ${day}(?: (?:à|au|en|dans) |,)?|${place}(?: \\([^)]*\\))?,? le ${day})`,
  'u',
);
const bornAt = new RegExp(`\\bnée? ${birthName}(?:le ${day},? |en \\d{3,4} )?${place}`, 'u');
/** The first day after `mort`: the place, `dans la même ville` or the manner may stand between. */
const died = new RegExp(
  `(?<![\\p{L}])(?:morte?|décédée?|assassinée?|exécutée?)(?![\\p{L}])[^.;]{0,60}?(?<=\\s)le ${day}`,
  'u',
);
export const birthDayFr: Pattern = pattern('birth-day-fr', 'birth.day', (document, lead) =>
  dayFact(document, lead, 'birth.day', born),
);
export const deathDayFr: Pattern = pattern('death-day-fr', 'death.day', (document, lead) =>
  dayFact(document, lead, 'death.day', died),
);
export const birthPlaceFr: Pattern = pattern('birth-place-fr', 'birth.place', (document, lead) =>
  placeFact(document, lead, 'birth.place', bornAt),
);

function pattern(
  id: string,
  property: string,
  read: (document: WebDocument, lead: { text: string; start: number }) => Fact[],
): Pattern {
  return {
    id,
    property,
    language: 'fr',
    about: 'vital',
    read: (document) => {
      const lead = lifeSentence(document);
      return lead ? read(document, lead) : [];
    },
  };
}

/** The one sentence that tells the subject's life: the first that says `né`, among the first two. */
function lifeSentence(document: WebDocument): { text: string; start: number } | null {
  if (document.language !== 'fr') return null;
  const found = sentences(document.text)
    .slice(0, 3)
    .find(({ text }) => /\bnée? (?:(?:à|au|le|en|vers|dans|aux|sous le nom)(?=\s)|\p{Lu})/u.test(text));
  // `probablement`, two days or two places: what editors doubt is no fact.
  if (
    !found ||
    /\bprobablement\b|\bpeut-être\b|\bprésum|\bd['’]après\b|\bsources\b|\bou le\b|\bvers\b/.test(found.text)
  )
    return null;
  return found;
}

function dayFact(
  document: WebDocument,
  lead: { text: string; start: number },
  property: string,
  form: RegExp,
): Fact[] {
  const match = form.exec(lead.text);
  const groups = match?.slice(1).filter((group) => group !== undefined) ?? [];
  const at = groups.findIndex((group) => months.includes(group));
  if (!match || at < 1) return [];
  const value: Day = {
    year: Number(groups[at + 1]),
    month: months.indexOf(groups[at] as string) + 1,
    day: Number.parseInt(groups[at - 1] as string, 10),
  };
  return [factOf(document, property, { kind: 'day', day: value }, span(lead, match))];
}

function placeFact(
  document: WebDocument,
  lead: { text: string; start: number },
  property: string,
  form: RegExp,
): Fact[] {
  const match = form.exec(lead.text);
  const name = match?.at(-1);
  if (!match || name === undefined) return [];
  // Two places, or a district of a place, are no single place.
  if (/^ (?:ou|près|à) /.test(lead.text.slice(match.index + match[0].length))) return [];
  return [
    factOf(
      document,
      property,
      { kind: 'name', name: name.replace(/[.]$|(?: (?:de|du|des|la|le|les|sur|sous))+$/, '') },
      span(lead, match),
    ),
  ];
}

function span(lead: { start: number }, match: RegExpExecArray): { start: number; end: number } {
  return { start: lead.start + match.index, end: lead.start + match.index + match[0].length };
}
