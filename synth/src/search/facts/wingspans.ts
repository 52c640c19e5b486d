/**
 * Wingspans of moths and butterflies, in millimetres: of the species, and of each sex where the text tells the sexes apart.
 * Reads by regular expressions; `wingspans-words.ts` is the independent twin.
 */
import type { WebDocument } from '@touchstone/contracts';
import { factOf, type Fact, type Pattern } from './fact.ts';

const number = '(\\d+(?:\\.\\d+)?)';
const range = `${number}(?: ?(?:[–-]|to) ?${number})?`;
const unit = '(?: ?(?:mm|millimetres|millimeters)(?: \\([^)]*\\))?)?';
const about = '(?:about |approximately |around |up to )?';
const bySex = new RegExp(
  `[Ww]ingspan (?:is|of|ranges from|measures) ${about}${range}${unit} (?:for|in) (?:the )?(male|female)s?,? (?:and|while|whereas) (?:the wingspan (?:is|of) )?${about}${range}${unit} (?:for|in) (?:the )?(male|female)s?(?![a-z])`,
);
const single = new RegExp(
  `[Tt]he wingspan (?:is|ranges from|measures) ${about}${range} ?(?:mm|millimetres|millimeters)(?: \\([^)]*\\))?(?=[.,;]| Adults| The)`,
);

export const wingspanBySex: Pattern = {
  id: 'wingspan-by-sex',
  property: 'wingspan.male, wingspan.female',
  language: 'en',
  about: 'taxa',
  read: (document) => {
    const match = bySex.exec(document.text);
    if (!match || /up to|subspecies/.test(match[0])) return [];
    const [whole, min1, max1, sex1, min2, max2, sex2] = match as unknown as (string | undefined)[];
    if (sex1 === sex2) return [];
    const span = { start: match.index, end: match.index + (whole as string).length };
    return [
      sexFact(document, sex1 as string, min1 as string, max1, span),
      sexFact(document, sex2 as string, min2 as string, max2, span),
    ].filter((fact) => fact !== null);
  },
};

function sexFact(
  document: WebDocument,
  sex: string,
  min: string,
  max: string | undefined,
  span: { start: number; end: number },
): Fact | null {
  const value = { kind: 'range' as const, min: Number(min), max: Number(max ?? min), unit: 'mm' };
  return value.max < value.min || value.max > 400 ? null : factOf(document, `wingspan.${sex}`, value, span);
}

/** A wingspan that is the species' own: not of one sex only, not of a subspecies. */
export const wingspan: Pattern = {
  id: 'wingspan',
  property: 'wingspan',
  language: 'en',
  about: 'taxa',
  read: (document) => {
    const match = single.exec(document.text);
    if (!match || (document.text.match(/wingspan/gi) ?? []).length > 1 || /up to/.test(match[0])) return [];
    if (/^,? (?:for|in) (?:the )?(?:male|female)/.test(document.text.slice(match.index + match[0].length)))
      return [];
    const [, min, max] = match;
    const value = { kind: 'range' as const, min: Number(min), max: Number(max ?? min), unit: 'mm' };
    if (value.max < value.min || value.max > 400) return [];
    return [factOf(document, 'wingspan', value, { start: match.index, end: match.index + match[0].length })];
  },
};
