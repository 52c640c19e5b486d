/** What the questions about sets of species sound like. Every part has several wordings; all say the same rules. */
import type { Rng } from '@touchstone/contracts';
import type { Conditions } from './species-sets.ts';

export type SpeciesForm = 'reversed' | 'gap' | 'apart' | 'widest' | 'narrowest' | 'spread' | 'alone';

/** `moths and butterflies of the genus Elachista that are found in Australia`. */
function conditionsInWords({ genus, family, host, region }: Conditions): string {
  const what =
    genus !== null
      ? `species of the genus *${genus}*`
      : family !== null
        ? `species of the family ${family}`
        : 'moths and butterflies';
  const where = region === null ? '' : ` whose page names ${region} among the places where they occur`;
  const on = host === null ? '' : ` whose larvae are recorded on *${host}*, alone or among other plants`;
  return `${what}${where}${where !== '' && on !== '' ? ' and' : ''}${on}`;
}

function reasons({ genus, family, host, region }: Conditions): string[] {
  const group = genus !== null ? `*${genus}*` : (family ?? 'moths and butterflies');
  return [
    ...(host === null
      ? []
      : [
          `A botanic garden plants a bed of *${host}* and wants a sign about what will hatch from it.`,
          `I breed caterpillars on *${host}* and must order rearing cages by size of the adult.`,
          `Somebody says that whatever eats *${host}* stays small; I would rather count.`,
          `For a plate in a field guide I draw the insects of *${host}* to one scale.`,
          `Our herbarium sheet on *${host}* has a corner for its insects.`,
          `The pest desk keeps a file on *${host}*, and the entry on Lepidoptera is mine.`,
          `A seed company asks who lives on *${host}*; I start with moths and butterflies.`,
        ]),
    ...(region === null
      ? []
      : [
          `The drawers for ${region} are being rearranged by size in our collection.`,
          `A pocket guide to ${region} needs a scale bar that fits the largest and the smallest of a group.`,
          `I have photographs from ${region} with a ruler in them and want to know what to expect of ${group}.`,
          `Our survey in ${region} uses nets of two meshes, so size matters.`,
          `Volunteers in ${region} measure wings this season, and I write their comparison sheet.`,
          `A museum in ${region} lends us ${group}, and the boxes are ordered by wingspan.`,
        ]),
    ...(host !== null || region !== null
      ? []
      : [
          `I am writing the comparison table of a small review of ${group}.`,
          `How uniform in size is ${group}, by what the pages here print?`,
          `A student claims that size tells the species of ${group} apart, and I have to examine that claim.`,
          `For a lecture on ${group} I need one slide about size.`,
          `The key to ${group} in our handbook begins with wingspan; please check its first couplet.`,
          `Box labels for our ${group} give wingspans, and I am making them from this collection.`,
          `An illustrator wants all ${group} to one scale.`,
        ]),
  ];
}

const spanRules = (set: string) => [
  `Take the ${set}, but only those whose page gives a wingspan of the species in millimetres without telling the sexes apart; a single figure, also one with “about”, is both its smallest and its largest.`,
  `Compare all ${set}, as far as a page here prints a wingspan in millimetres for the species as a whole (not sex by sex). Where there is one figure, exact or “about”, it counts as smallest and largest.`,
  `I mean the ${set}, as far as their pages state one wingspan in millimetres for both sexes together; one figure alone, with “about” or without, is both ends of the range.`,
];

const sexRules = (set: string) => [
  `Take the ${set}, but only those whose page gives the wingspan of males and that of females in millimetres; a single figure, also one with “about”, is both smallest and largest.`,
  `Compare all ${set}, as far as a page here prints wingspans of both sexes, each for itself, in millimetres. One figure alone, exact or “about”, counts as smallest and largest.`,
  `I mean the ${set}, as far as their pages state the wingspan sex by sex in millimetres; where a sex has one figure, with “about” or without, it is both ends of its range.`,
];

const asks: Record<SpeciesForm, readonly string[]> = {
  reversed: [
    'In which of them does the largest male exceed the largest female (`species`), and how many species did you compare (`compared`)?',
    'Usually the female is the larger. Where is it the other way round, by the largest figures of the sexes (`species`)? Say also how many species are in the comparison (`compared`).',
  ],
  gap: [
    'Where is the largest female furthest ahead of the largest male (`species`), by how many millimetres (`difference`), and how many species did you compare (`compared`)?',
    'Find the species in which the largest figure of the females exceeds that of the males by most (`species`), that lead in millimetres (`difference`), and the number of species compared (`compared`).',
  ],
  apart: [
    'In which of them do the ranges of the sexes not meet at all, one ending below where the other begins (`species`), and how many species did you compare (`compared`)?',
    'Which can be sexed by wingspan alone, because the two ranges share no value (`species`)? Say also how many species are in the comparison (`compared`).',
  ],
  widest: [
    'Which reaches the largest wingspan (`species`), how many millimetres is that (`size`), and how many species did you compare (`compared`)?',
    'I need the one with the largest figure (`species`), the figure in millimetres (`size`), and the number of species in the comparison (`compared`).',
  ],
  narrowest: [
    'Which goes down to the smallest wingspan (`species`), how many millimetres is that (`size`), and how many species did you compare (`compared`)?',
    'I need the one with the smallest figure (`species`), the figure in millimetres (`size`), and the number of species in the comparison (`compared`).',
  ],
  spread: [
    'In which of them do the smallest and the largest wingspan lie furthest apart (`species`), by how many millimetres (`size`), and how many species did you compare (`compared`)?',
    'Which is the most variable, going by the distance between its two figures (`species`)? Give that distance in millimetres (`size`) and the number of species compared (`compared`).',
  ],
  alone: [
    'For which of them does the page name no other genus of plants as food of the larvae (`species`), and how many species did you compare (`compared`)?',
    'Which feed on nothing else, as far as genera named on their pages go (`species`)? Say also how many species are in the comparison (`compared`).',
  ],
};

export function tellSpecies(conditions: Conditions, form: SpeciesForm, rng: Rng): string {
  const set = conditionsInWords(conditions);
  const rules = form === 'reversed' || form === 'gap' || form === 'apart' ? sexRules(set) : spanRules(set);
  return [
    rng.pick(reasons(conditions)),
    rng.pick(rules),
    rng.pick(asks[form]),
    rng.pick([
      'Scientific names, please, and in `sources` the page of each species compared, no others.',
      'Give scientific names, and cite in `sources` every page that was compared and nothing else.',
      'Names are to be scientific ones; list the pages of all species compared in `sources`, only those.',
    ]),
  ].join(' ');
}
