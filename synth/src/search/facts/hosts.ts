/**
 * What larvae feed on: the genera of the plants, in the order of the text. Reads the sentence `The larvae feed on …` by regular
 * expressions; `hosts-words.ts` is the independent twin. A family or a common name among the plants is no genus and is left out.
 */
import { factOf, type Pattern } from './fact.ts';
import { sentences } from './sentences.ts';

const feeding =
  /\b[Ll]arvae? (?:have been recorded |has been recorded |are known to |mainly |primarily |probably )?(?:feed(?:s|ing)?|mines?) on (?:the )?(?:[a-z ,]+ of )?(?:various |several |different )?(.+?)\.?$/;
const plant = /(?<![\p{L}.'’-])(\p{Lu}\p{Ll}{2,})(?![\p{L}'’-])/gu;

export const hosts: Pattern = {
  id: 'larval-hosts',
  property: 'hosts',
  language: 'en',
  about: 'taxa',
  read: (document) => {
    for (const { text, start } of sentences(document.text)) {
      const match = feeding.exec(text.trimEnd());
      if (!match || /\bprobably\b|\bpossibly\b|\bnot\b|\bexcept\b|\breared\b/.test(text)) continue;
      // Where, or what the plant is part of, is no plant.
      const listed = (match[1] as string).replace(
        / (?:in|from|across|at|near|throughout|during) (?:the |[a-z-]+ )?\p{Lu}.*$/u,
        '',
      );
      const names = [...new Set([...listed.matchAll(plant)].map(([, genus]) => genus as string))].filter(
        (genus) => !/(?:aceae|idae|inae)$/.test(genus) && !stopWords.has(genus),
      );
      if (names.length === 0) return [];
      const span = { start: start + match.index, end: start + match.index + match[0].length };
      return [factOf(document, 'hosts', { kind: 'names', names }, span)];
    }
    return [];
  },
};

/** Capitalised words that begin no plant. */
export const stopWords = new Set([
  'The',
  'They',
  'These',
  'This',
  'Other',
  'Both',
  'Young',
  'Adults',
  'Full',
  'Early',
  'Later',
  'Larvae',
  'African',
  'Asian',
  'American',
  'European',
  'Japanese',
  'Chinese',
  'Indian',
  'Australian',
  'Mexican',
  'North',
  'South',
  'East',
  'West',
  'New',
  'Old',
  'Great',
  'Great',
  'In',
  'It',
  'Its',
  'And',
  'On',
  'Scots',
]);
