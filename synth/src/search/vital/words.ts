/** Words that the vital families share: days, months, languages, places as English has them. */
import type { Milestone } from './vital-index.ts';

export const languageNames: Readonly<Record<string, string>> = { en: 'English', es: 'Spanish', fr: 'French' };

/** A title without its qualifier: `Galilée (savant)` is `Galilée`. */
export function bareTitle(title: string): string {
  return title.replace(/ \([^)]*\)$/, '');
}

/** How a name may be written: without the qualifier, and as the title has it. */
export function spellings(title: string): string[] {
  return [...new Set([bareTitle(title), title])];
}

/** `“Robinson Crusoe” was first published`; the verb is that of the article, in English, and fits what the article is about. */
export function milestoneInWords(milestone: Milestone): string {
  // A year in the qualifier tells treaties and disasters of one name apart.
  const { title } = milestone;
  return `“${/\([^)]*\d[^)]*\)$/.test(title) ? title : bareTitle(title)}” ${actInWords(milestone)}`;
}

const onStage = /(?<!\p{L})(?:opéra|ballet|symphoni|comédie|tragédie|drame|pièce de théâtre)/iu;
const onScreen = /(?<!\p{L})(?:film|long métrage|película|telenovela|série télévisée)/iu;
const inSpace = /sonda|satélite|spacecraft|space probe|sonde|cohete/i;
const onRecord = /\balbum|álbum/i;

function actInWords({ title, act, said, about }: Milestone): string {
  switch (act) {
    case 'founded':
      // A French opera or play that is “créé” has its first night.
      if (/^cré/i.test(said) && onStage.test(about)) return 'was first performed';
      return /^cr[eé]/i.test(said) ? 'was created' : 'was founded';
    case 'opened':
      return 'was opened';
    case 'shown':
      if (onScreen.test(about)) return 'was first shown';
      if (/^(?:premier|first performed|debut|présent|représent|se estren|estren|cré)/i.test(said))
        return 'was first performed';
      return inSpace.test(about) ? 'was launched' : 'came out';
    case 'published':
      return onRecord.test(about) ? 'came out' : 'was first published';
    case 'signed':
      return 'was signed';
    case 'happened':
      if (/^(?:declaration|déclaration|declaración)/i.test(title)) return 'was made';
      return /^(?:struck|hit|golpeó)/.test(said) ? 'struck' : 'took place';
  }
}

/** `author`, `composer`: who made a work, by what the short description calls it. */
export function makerInWords(description: string): string {
  const [word] = Object.entries(makers).find(([, kinds]) => kinds.test(description)) ?? ['maker'];
  return word;
}
const makers: Readonly<Record<string, RegExp>> = {
  director: /\bfilm\b/i,
  playwright: /\bplay\b/i,
  poet: /\bpoem\b/i,
  author: /\b(?:novel|novella|book|short story|treatise|essay)\b/i,
  composer: /\b(?:operas?|ballet|symphony|musical|music dramas?)\b/i,
  painter: /\bpainting\b/i,
  sculptor: /\bsculpture\b/i,
  musician: /\b(?:song|album)\b/i,
};

/** English names of places that the French articles spell otherwise. */
const englishPlaces: Readonly<Record<string, string>> = {
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

/** `né au Caire` hides the article of the name. */
const withArticle: Readonly<Record<string, string>> = { Caire: 'Le Caire' };

/** `Vienna (Vienne in the French articles)`, or the name as it is. */
export function placeInWords(place: string): string {
  const english = englishPlaces[place];
  return english === undefined || english === place
    ? place
    : `${english} (“${withArticle[place] ?? place}” in the French articles)`;
}
