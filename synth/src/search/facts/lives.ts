/**
 * Lives of people in the French vital articles as both extractors see them. A set of lives is complete only where the two
 * agree on who is in it and on every value used; this file says for each life what is agreed and what is not.
 */
import type { WebDocument } from '@touchstone/contracts';
import type { Day } from './fact.ts';
import { birthDayFr, birthPlaceFr, deathDayFr } from './lives-fr.ts';
import { monthNames } from './months.ts';
import { lifeByWords } from './lives-fr-words.ts';

/** What both extractors agree on; `unclear` where they do not, null where both see nothing. */
export type Agreed<T> = T | null | 'unclear';

export interface Life {
  id: string;
  title: string;
  birthDay: Agreed<Day>;
  birthPlace: Agreed<string>;
  deathDay: Agreed<Day>;
  /** Years and places that either extractor saw: a life may belong to a set that it is not clearly in. */
  birthYears: number[];
  deathYears: number[];
  birthPlaces: string[];
  /** A state of the United States stands right after the place of birth: `Prague (Oklahoma)`. */
  bornInState: boolean;
}

/** The life a French article tells, or null where neither extractor sees one. */
export function lifeOf(document: WebDocument): Life | null {
  if (document.language !== 'fr') return null;
  const words = lifeByWords(document.text);
  const [bornOn, bornAt, diedOn] = [birthDayFr, birthPlaceFr, deathDayFr].map(
    (pattern) => pattern.read(document)[0]?.value,
  );
  const birthDay = bornOn?.kind === 'day' ? bornOn.day : null;
  const deathDay = diedOn?.kind === 'day' ? diedOn.day : null;
  const birthPlace = bornAt?.kind === 'name' ? bornAt.name : null;
  // What is no person (a band that is `née`) has another topic; then nothing of it is clear.
  const person = /^Thème : Personnalités$/m.test(document.text);
  const lead = leadOf(document.text);
  // `12 novembre 1817 à Téhéran – 29 mai 1892 à Acre`: where no birth is read, any day may be that of the death.
  const dying = !birthDay && !words?.birth.day ? [...lead.died, ...lead.born] : lead.died;
  if (!words && !birthDay && !(person && lead.born.length > 0)) return null;
  const birth = words?.birth;
  const death = words?.death;
  return {
    id: document.id,
    title: document.title,
    birthDay:
      person && !birth?.doubtful
        ? guarded(agreedDay(birthDay, birth?.day ?? null), lead.born.length > 0)
        : 'unclear',
    birthPlace: person ? agreedPlace(birthPlace, birth?.places ?? []) : 'unclear',
    deathDay:
      person && !death?.doubtful
        ? guarded(agreedDay(deathDay, death?.day ?? null), dying.length > 0)
        : 'unclear',
    birthYears: [...(birth?.years ?? []), ...(birthDay ? [birthDay.year] : lead.born)],
    deathYears: [...(death?.years ?? []), ...(deathDay ? [deathDay.year] : dying)],
    bornInState: birthPlace !== null && stateAfter(document.text, birthPlace),
    birthPlaces: [...(birth?.places ?? []), ...(birthPlace === null ? lead.names : [birthPlace])],
  };
}

/**
 * What both extractors may overlook together: `né Fryderyk Franciszek Chopin le 1er mars 1810`. A lead that has a full date and
 * speaks of a birth or a death, or has days before any is spoken of, makes a day that neither found unclear instead of absent.
 */
function leadOf(text: string): Lead {
  const lead = text.slice(0, 600);
  // Where nobody is said to be born, a day may still be that of a birth: `Sigmund Freud, le 6 mai 1856 à Freiberg, et mort`.
  const told = lead.slice(Math.max(0, lead.search(/(?<![\p{L}])(?:[Nn]ée?|naît|naquit)(?=\s)/u)));
  const death = told.search(
    /(?<![\p{L}])(?:morte?|mourut|meurt|périt|décédée?|disparue?|tuée?|assassinée?|exécutée?|fusillée?)(?=[\s,])/u,
  );
  const [before, after] = death < 0 ? [told, ''] : [told.slice(0, death), told.slice(death, death + 160)];
  const names = /\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*/gu;
  return { born: yearsOfDays(before), died: yearsOfDays(after), names: before.match(names) ?? [] };
}

interface Lead {
  /** Years of full dates between `né` and `mort`, and soon after `mort`. */
  born: number[];
  died: number[];
  names: string[];
}

function yearsOfDays(text: string): number[] {
  const form = new RegExp(`(?:1er|\\d{1,2}) (?:${monthNames.fr.join('|')}) (\\d{3,4})`, 'g');
  return [...text.matchAll(form)].map(([, year]) => Number(year));
}

function guarded(day: Agreed<Day>, spokenOf: boolean): Agreed<Day> {
  return day === null && spokenOf ? 'unclear' : day;
}

function agreedDay(one: Day | null, other: Day | null): Agreed<Day> {
  if (one === null || other === null) return one === other ? null : 'unclear';
  return one.year === other.year && one.month === other.month && one.day === other.day ? one : 'unclear';
}

function agreedPlace(one: string | null, others: readonly string[]): Agreed<string> {
  if (one === null) return others.length === 0 ? null : 'unclear';
  return others.length === 1 && others[0] === one ? one : 'unclear';
}

const states =
  /Alabama|Alaska|Arizona|Arkansas|Californie|Caroline|Colorado|Connecticut|Dakota|Delaware|Floride|Géorgie|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiane|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|Nouveau-Mexique|Ohio|Oklahoma|Oregon|Pennsylvanie|Rhode Island|Tennessee|Texas|Utah|Vermont|Virginie|Wisconsin|Wyoming|États-Unis/;

function stateAfter(text: string, place: string): boolean {
  const at = text.indexOf(place);
  return states.test(text.slice(at + place.length, at + place.length + 40).split(/ et | mort/)[0] as string);
}
