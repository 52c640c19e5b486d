/**
 * Sets of people in the French articles, each proven complete: both extractors agree on who belongs and on every day that is
 * compared. A scope is written `born:1877`, `born:1876-1877`, `died:1904`, `bornmonth:1880-3`, `diedmonth:1880-3`, `bornat:Vienne:1800-1849`.
 */
import { compareDays, type Day } from '../facts/fact.ts';
import type { Agreed, Life } from '../facts/lives.ts';

/** Both days agreed on. */
export interface Person {
  id: string;
  title: string;
  birth: Day;
  death: Day;
}

export interface PeopleSet {
  people: Person[];
  /** Others whose days are full but who miss the set by one condition: what a careless reader takes in. */
  near: Person[];
}

export interface PeopleScope {
  kind: 'born' | 'died' | 'bornmonth' | 'diedmonth' | 'bornat';
  /** Years, both included. */
  from: number;
  to: number;
  month: number | null;
  /** As the French articles spell it. */
  place: string | null;
}

export function parseScope(scope: string): PeopleScope | null {
  const year = /^(born|died):(\d{4})(?:-(\d{4}))?$/.exec(scope);
  if (year) {
    const from = Number(year[2]);
    return { kind: year[1] as 'born' | 'died', from, to: Number(year[3] ?? from), month: null, place: null };
  }
  const month = /^(bornmonth|diedmonth):(\d{4})-(\d{1,2})$/.exec(scope);
  if (month)
    return {
      kind: month[1] as 'bornmonth' | 'diedmonth',
      from: Number(month[2]),
      to: Number(month[2]) + 9,
      month: Number(month[3]),
      place: null,
    };
  const place = /^bornat:(.+):(\d{4})-(\d{4})$/.exec(scope);
  if (place)
    return {
      kind: 'bornat',
      from: Number(place[2]),
      to: Number(place[3]),
      month: null,
      place: place[1] as string,
    };
  return null;
}

/** The set, or why it is not proven complete. */
export function peopleOf(lives: readonly Life[], scope: PeopleScope): PeopleSet | { objection: string } {
  const people: Person[] = [];
  const near: Person[] = [];
  const inState = new Set<boolean>();
  for (const life of lives) {
    const verdict = belongs(life, scope);
    if (verdict === 'no') {
      const person = personOf(life);
      if (person && nearly(person, scope)) near.push(person);
      continue;
    }
    if (verdict === 'unclear') return { objection: `the extractors disagree about ${life.id}` };
    const person = personOf(life);
    if (person === 'unclear') return { objection: `the extractors disagree about the days of ${life.id}` };
    if (person) {
      people.push(person);
      inState.add(life.bornInState);
    }
  }
  // One name, two places: Prague and Prague (Oklahoma). A city that is in America anyway may go with its state or without.
  if (scope.place !== null && inState.has(true) && !american.has(scope.place))
    return { objection: 'a place of this name in America' };
  return { people: people.sort((one, other) => compareDays(one.birth, other.birth)), near };
}

const american = new Set([
  'New York',
  'Brooklyn',
  'Manhattan',
  'Philadelphie',
  'San Francisco',
  'Chicago',
  'Pittsburgh',
  'Boston',
  'Baltimore',
  'Omaha',
  'Hartford',
  'Cincinnati',
  'Saint-Louis',
  'Los Angeles',
  'Washington',
]);

type Belongs = 'yes' | 'no' | 'unclear';

function belongs(life: Life, scope: PeopleScope): Belongs {
  const day = scope.kind === 'died' || scope.kind === 'diedmonth' ? life.deathDay : life.birthDay;
  const years = scope.kind === 'died' || scope.kind === 'diedmonth' ? life.deathYears : life.birthYears;
  const inYears = within(day, years, scope);
  if (inYears === 'no' || scope.place === null) return inYears;
  const atPlace = life.birthPlaces.some((place) => place.includes(scope.place as string))
    ? life.birthPlace === scope.place
      ? 'yes'
      : 'unclear'
    : 'no';
  return atPlace === 'yes' ? inYears : atPlace;
}

function within(day: Agreed<Day>, years: readonly number[], { from, to, month }: PeopleScope): Belongs {
  const possible = years.some((year) => year >= from && year <= to);
  // Without a full day nobody belongs: the question asks for days.
  if (day === null) return 'no';
  if (day === 'unclear') return possible ? 'unclear' : 'no';
  if (day.year < from || day.year > to) return 'no';
  return month === null || day.month === month ? 'yes' : 'no';
}

function personOf({ id, title, birthDay, deathDay }: Life): Person | null | 'unclear' {
  if (birthDay === 'unclear' || deathDay === 'unclear') return 'unclear';
  if (birthDay === null || deathDay === null) return null;
  return { id, title, birth: birthDay, death: deathDay };
}

/** One year off, or the other end of the life: what a hasty reader mixes up. */
function nearly(person: Person | 'unclear', scope: PeopleScope): person is Person {
  if (person === 'unclear' || scope.kind === 'bornat') return false;
  const end = scope.kind === 'born' || scope.kind === 'bornmonth' ? person.birth : person.death;
  if (scope.month !== null)
    return end.month === scope.month && (end.year === scope.from - 1 || end.year === scope.to + 1);
  return end.year === scope.from - 1 || end.year === scope.to + 1;
}
