/** Two families over sets of lives: those of a year or a month (anniversaries), and those of a place (towns). */
import { questionFamily } from '../corpus/family.ts';
import { pythonFile } from '../../interpreter/program.ts';
import { oncePer } from '../memo.ts';
import { formsOf, posePeople, setOf } from './lives-questions.ts';
import { vitalIndex, vitalPackages, type VitalIndex } from './vital-index.ts';

const programs = {
  python: pythonFile('lives.py', import.meta.url),
  how: 'Searches year by year or month by month, reads every page, parses its opening and compares days.',
  shortcuts: {
    'no search': 'Guesses a famous name and a plausible age.',
    'one search': 'Trusts the first page of results to hold the whole set.',
  },
};

/** Only whole sets that something can be asked of. */
const anniversaryScopes = oncePer((index: VitalIndex) => {
  const years = Array.from({ length: 1990 - 1550 + 1 }, (_, i) => 1550 + i);
  const decades = years.filter((year) => year % 10 === 0);
  return [
    ...years.map((year) => `born:${year}`),
    ...years.map((year) => `died:${year}`),
    ...years.map((year) => `born:${year}-${year + 1}`),
    ...years.map((year) => `died:${year}-${year + 1}`),
    ...decades.flatMap((decade) => months.map((month) => `bornmonth:${decade}-${month}`)),
    ...decades.flatMap((decade) => months.map((month) => `diedmonth:${decade}-${month}`)),
  ].filter((scope) => !('objection' in setOf(index, scope)));
});
const months = Array.from({ length: 12 }, (_, i) => i + 1);

const townScopes = oncePer((index: VitalIndex) => {
  const places = new Map<string, number>();
  const known = new Set<string>();
  // Of all stretches of years that give one set, the shortest is asked.
  const isNew = (set: ReturnType<typeof setOf>) => {
    if ('objection' in set) return false;
    const members = set.people.map(({ id }) => id).join(' ');
    return !known.has(members) && known.add(members) !== undefined;
  };
  for (const { birthPlace } of index.lives)
    if (birthPlace !== null && birthPlace !== 'unclear')
      places.set(birthPlace, (places.get(birthPlace) ?? 0) + 1);
  return [...places]
    .filter(([, count]) => count >= 4)
    .flatMap(([place]) => spans.map(([from, to]) => `bornat:${place}:${from}-${to}`))
    .filter((scope) => isNew(setOf(index, scope)));
});
/** Stretches of years that a reader would name: whole centuries, halves, quarters and runs of decades. */
const spans: [number, number][] = [30, 40, 50, 60, 80, 100, 150, 200].flatMap((length) =>
  Array.from({ length: 46 }, (_, i) => 1500 + 10 * i)
    .filter((from) => from + length - 1 <= 1970)
    .map((from): [number, number] => [from, from + length - 1]),
);

const shared = {
  version: 5,
  web: 'vital' as const,
  packages: vitalPackages,
  index: vitalIndex,
  forms: formsOf,
  pose: posePeople,
  addresses: ({ addresses }: VitalIndex) => addresses,
  programs,
};

export const anniversaries = questionFamily<VitalIndex>({
  ...shared,
  id: 'search.vital-anniversaries',
  title: 'Everybody born or dead in a year or a month of a decade: longest lives, and who saw a given day',
  scopes: anniversaryScopes,
});

export const towns = questionFamily<VitalIndex>({
  ...shared,
  id: 'search.vital-towns',
  title:
    'Natives of a town over some decades: longest lives, and who was alive on a day that another article gives',
  scopes: townScopes,
});

const workScopes = oncePer((index: VitalIndex) =>
  index.works
    .flatMap(({ id }) => [`work:${id}:born`, `work:${id}:died`])
    .filter((scope) => !('objection' in setOf(index, scope))),
);

export const contemporaries = questionFamily<VitalIndex>({
  ...shared,
  id: 'search.vital-contemporaries',
  title:
    'From a work to its maker to everybody born or dead in the same year: longest lives, and who saw a given day',
  scopes: workScopes,
});
