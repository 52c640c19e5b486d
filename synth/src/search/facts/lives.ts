/**
 * Lives of people in the French vital articles as both extractors see them. A set of lives is complete only where the two
 * agree on who is in it and on every value used; this file says for each life what is agreed and what is not.
 */
import type { WebDocument } from '@touchstone/contracts';
import type { Day } from './fact.ts';
import { birthDayFr, birthPlaceFr, deathDayFr } from './lives-fr.ts';
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
  if (!words && !birthDay) return null;
  // What is no person (a band that is `née`) has another topic; then nothing of it is clear.
  const person = /^Thème : Personnalités$/m.test(document.text);
  const birth = words?.birth;
  const death = words?.death;
  return {
    id: document.id,
    title: document.title,
    birthDay: person && !birth?.doubtful ? agreedDay(birthDay, birth?.day ?? null) : 'unclear',
    birthPlace: person ? agreedPlace(birthPlace, birth?.places ?? []) : 'unclear',
    deathDay: person && !death?.doubtful ? agreedDay(deathDay, death?.day ?? null) : 'unclear',
    birthYears: [...(birth?.years ?? []), ...(birthDay ? [birthDay.year] : [])],
    deathYears: [...(death?.years ?? []), ...(deathDay ? [deathDay.year] : [])],
    birthPlaces: [...(birth?.places ?? []), ...(birthPlace === null ? [] : [birthPlace])],
  };
}

function agreedDay(one: Day | null, other: Day | null): Agreed<Day> {
  if (one === null || other === null) return one === other ? null : 'unclear';
  return one.year === other.year && one.month === other.month && one.day === other.day ? one : 'unclear';
}

function agreedPlace(one: string | null, others: readonly string[]): Agreed<string> {
  if (one === null) return others.length === 0 ? null : 'unclear';
  return others.length === 1 && others[0] === one ? one : 'unclear';
}
