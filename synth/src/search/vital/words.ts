/** Words that the vital families share: days, months, languages, places as English has them. */
import type { Day } from '../facts/fact.ts';
import type { Milestone } from './vital-index.ts';

export const monthNames =
  'January February March April May June July August September October November December'.split(' ');
export const frenchMonthNames =
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');
export const languageNames: Readonly<Record<string, string>> = { en: 'English', es: 'Spanish', fr: 'French' };

export function dayInWords({ year, month, day }: Day): string {
  return `${day} ${monthNames[month - 1]} ${year}`;
}

export function isoDay({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A title without its qualifier: `Galilée (savant)` is `Galilée`. */
export function bareTitle(title: string): string {
  return title.replace(/ \([^)]*\)$/, '');
}

/** How a name may be written: without the qualifier, and as the title has it. */
export function spellings(title: string): string[] {
  return [...new Set([bareTitle(title), title])];
}

/** `the day on which Robinson Crusoe was first published`. */
export function milestoneInWords({ title, act }: Milestone): string {
  const name = `“${bareTitle(title)}”`;
  return {
    founded: `${name} was founded, created or first performed`,
    opened: `${name} was opened`,
    shown: `${name} was first shown, performed, released or launched`,
    published: `${name} was first published`,
    signed: `${name} was signed`,
    happened: `${name} took place`,
  }[act];
}

/** English names of places that the French articles spell otherwise. */
export const englishPlaces: Readonly<Record<string, string>> = {
  Londres: 'London',
  Vienne: 'Vienna',
  Moscou: 'Moscow',
  Philadelphie: 'Philadelphia',
  Édimbourg: 'Edinburgh',
  'Saint-Pétersbourg': 'Saint Petersburg',
  Alexandrie: 'Alexandria',
  Athènes: 'Athens',
  'Saint-Louis': 'St. Louis',
  Bâle: 'Basel',
  Kiev: 'Kyiv',
  Augsbourg: 'Augsburg',
  Téhéran: 'Tehran',
  Genève: 'Geneva',
  Turin: 'Turin',
  Venise: 'Venice',
  Hambourg: 'Hamburg',
  Francfort: 'Frankfurt',
  Bombay: 'Bombay',
  Lisbonne: 'Lisbon',
  Dresde: 'Dresden',
  Varsovie: 'Warsaw',
  Cracovie: 'Cracow',
  Salzbourg: 'Salzburg',
  Copenhague: 'Copenhagen',
  Séville: 'Seville',
  Barcelone: 'Barcelona',
  Bruxelles: 'Brussels',
  Anvers: 'Antwerp',
  'La Havane': 'Havana',
  Naples: 'Naples',
  Gênes: 'Genoa',
  Sienne: 'Siena',
  Ferrare: 'Ferrara',
  Pise: 'Pisa',
  Pékin: 'Beijing',
  Nuremberg: 'Nuremberg',
  Cologne: 'Cologne',
  Trèves: 'Trier',
  Mayence: 'Mainz',
  Leyde: 'Leiden',
  'La Haye': 'The Hague',
  Leningrad: 'Leningrad',
  Bagdad: 'Baghdad',
  Damas: 'Damascus',
  'Le Caire': 'Cairo',
  Caire: 'Cairo',
  Grenade: 'Granada',
  Cordoue: 'Córdoba',
  Bologne: 'Bologna',
  Parme: 'Parma',
};

/** `Vienna (Vienne in the French articles)`, or the name as it is. */
export function placeInWords(place: string): string {
  const english = englishPlaces[place];
  return english === undefined || english === place
    ? place
    : `${english} (“${place}” in the French articles)`;
}
