/**
 * Who first described a taxon and when, and whom its name honours, in articles about taxa. Only the plain forms:
 * `described by Edward Meyrick in 1918`, `The specific name honours the Dutch zoologist Willem Cornelis van Heurn`.
 */
import { factOf, type Pattern } from './fact.ts';
import { sentences } from './sentences.ts';

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

const nationalities =
  'American|British|English|Scottish|Welsh|Irish|French|German|Dutch|Belgian|Swiss|Austrian|Italian|Spanish|Portuguese|Danish|Swedish|Norwegian|Finnish|Russian|Polish|Czech|Hungarian|Romanian|Greek|Turkish|Indian|Chinese|Japanese|Australian|Canadian|Mexican|Brazilian|Argentine|Argentinian|Chilean|Peruvian|Colombian|Venezuelan|Cuban|African|South|New|Zealand|Baltic|Bohemian|Ukrainian|Estonian|Latvian|Icelandic|Israeli|Iranian|Thai|Vietnamese|Filipino|Sri|Lankan|Ecuadorian|Bolivian|Malagasy|Prussian';
const honours = new RegExp(
  `\\b(?:specific|scientific|species|generic|genus) (?:name|epithet)[^.;]{0,60}?(?:honou?rs|(?:is|was) (?:given )?in honou?r of|commemorates|(?:is|was) named (?:after|for|in honou?r of)) (?:(?:[\\p{Ll}-]+|(?:${nationalities})(?:-(?:${nationalities}))?|Dr\\.?|Mr\\.?|Mrs\\.?|Prof\\.?|Professor),? )*(?<who>(?:(?:\\p{Lu}[\\p{L}'’-]+|\\p{Lu}\\.) ){1,5}(?:(?:de|von|van|der|den|du|la|zu) )*\\p{Lu}[\\p{L}'’-]+)(?=[.,;(\\n]| \\(|$| (?:who|for)\\b)`,
  'u',
);

export const namesake: Pattern = {
  id: 'name-honours',
  property: 'honours',
  language: 'en',
  about: 'taxa',
  read: (document) => {
    for (const { text, start } of sentences(document.text)) {
      const match = honours.exec(text);
      const name = match?.groups?.['who'];
      if (!match || name === undefined) continue;
      // Two people, a title with a place, or a name in another name: no one person can be read.
      if (
        / and |\bboth\b|\b(?:Duke|Prince|King|Queen|Lord|Lady|Count|Baron|Captain|Saint|Sir|Islands?|Lake|River|University|Museum|Society)\b/.test(
          match[0],
        )
      )
        return [];
      const span = { start: start + match.index, end: start + match.index + match[0].length };
      return [factOf(document, 'honours', { kind: 'name', name }, span)];
    }
    return [];
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
