/** Who first described a taxon and when, and its family, in articles about taxa; only the plain forms. */
import { factOf, type Pattern } from './fact.ts';

const person =
  "(?:\\p{Lu}[\\p{L}'’-]+|\\p{Lu}\\.)(?: (?:\\p{Lu}[\\p{L}'’-]+|\\p{Lu}\\.|de|von|van|der|den|du|la|le|di|da|dos|al-?))*(?<=\\p{L})";
const described = new RegExp(
  `\\b(?:first |originally |formally |scientifically )*(?:described|named) (?:scientifically )?(?:by (?<who>${person}) in (?<year>1[78]\\d\\d|19\\d\\d|20\\d\\d)|in (?<year2>1[78]\\d\\d|19\\d\\d|20\\d\\d) by (?<who2>${person}))(?=[.,;\\n]| (?:from|based|as|and is|using)|$)`,
  'u',
);

export const describedBy: Pattern = {
  id: 'described-by',
  property: 'describer, described.year',
  language: 'en',
  about: 'taxa',
  read: (document) => {
    const [match, ...more] = [...document.text.matchAll(new RegExp(described, 'gu'))];
    const who = match?.groups?.['who'] ?? match?.groups?.['who2'];
    if (!match || more.length > 0 || who === undefined || !/ /.test(who)) return [];
    const span = { start: match.index, end: match.index + match[0].length };
    const year = Number(match.groups?.['year'] ?? match.groups?.['year2']);
    return [
      factOf(document, 'describer', { kind: 'name', name: who }, span),
      factOf(document, 'described.year', { kind: 'year', year }, span),
    ];
  },
};

/** `is a moth of the family Elachistidae`, `in the family Cossidae`: the family that the first sentences name. */
export const family: Pattern = {
  id: 'family',
  property: 'family',
  language: 'en',
  about: 'taxa',
  read: (document) => {
    const lead = document.text.slice(0, 400);
    const found = [
      ...lead.matchAll(
        /\b(?:in|of|to) the (?:[a-z-]+ )?family (\p{Lu}\p{Ll}+(?:idae|aceae))\b|\b(?:in|of) the (\p{Lu}\p{Ll}+(?:idae|aceae)) family\b|\bfamily (\p{Lu}\p{Ll}+(?:idae|aceae))\b/gu,
      ),
    ];
    const [match] = found;
    const names = new Set(found.map((each) => each[1] ?? each[2] ?? each[3]));
    if (!match || names.size !== 1) return [];
    const span = { start: match.index, end: match.index + match[0].length };
    return [factOf(document, 'family', { kind: 'name', name: [...names][0] as string }, span)];
  },
};
