/**
 * Questions about proven-complete sets of people: who lived longest, who was alive on a day that another article gives. A
 * form is `longest`, `shortest` or `alive:<id of the article that gives the day>`.
 */
import type { AnswerType, JsonObject, Rng } from '@touchstone/contracts';
import type { Objection } from '../corpus/family.ts';
import type { Question } from '../corpus/question.ts';
import type { SearchMistake } from '../draft.ts';
import { monthNames } from '../facts/months.ts';
import { compareDays, fullYears, type Day } from '../facts/fact.ts';
import { aliveOn, pairsFor, poseBetween } from './lives-between.ts';
import { tellAlive, tellExtreme } from './lives-words.ts';
import { parseScope, peopleOf, type PeopleScope, type PeopleSet, type Person } from './people-sets.ts';
import type { Milestone, VitalIndex, Work } from './vital-index.ts';
import { bareTitle, spellings } from './words.ts';

/** Fewer are no set, more are no question: each page is read and cited. */
const peopleMin = 4;
const peopleMax = 11;

const text: AnswerType = { kind: 'text' };
const integer: AnswerType = { kind: 'integer' };

/** A set whose year is not said: it is the year in which the maker of a work was born or died. */
export interface Via {
  work: Work;
  /** Id of the maker's French article. */
  maker: string;
}

export type KnownSet = PeopleSet & { scope: PeopleScope; via: Via | null };

/** The scope, and the work that it is reached by: `work:en:Carmen:born` is the year in which the maker of Carmen was born. */
function resolve(index: VitalIndex, scope: string): { parsed: PeopleScope; via: Via | null } | null {
  const chain = /^work:(.+):(born|died)$/.exec(scope);
  const direct = chain ? null : parseScope(scope);
  if (direct) return { parsed: direct, via: null };
  const work = chain && index.works.find(({ id }) => id === chain[1]);
  const makers = work ? index.lives.filter(({ title }) => title === work.creator) : [];
  const [maker] = makers;
  if (!chain || !work || !maker || makers.length > 1) return null;
  const kind = chain[2] as 'born' | 'died';
  const day = kind === 'born' ? maker.birthDay : maker.deathDay;
  if (day === null || day === 'unclear') return null;
  return {
    parsed: { kind, from: day.year, to: day.year, month: null, place: null },
    via: { work, maker: maker.id },
  };
}

export function setOf(index: VitalIndex, scope: string): KnownSet | Objection {
  const resolved = resolve(index, scope);
  if (!resolved) return { objection: `there is no scope ${scope}` };
  const { parsed, via } = resolved;
  const found = peopleOf(index.lives, parsed);
  if ('objection' in found) return found;
  const { length } = found.people;
  if (length < peopleMin || length > peopleMax) return { objection: `a set of ${length} people` };
  if (new Set(found.people.map(({ title }) => bareTitle(title))).size < length)
    return { objection: 'two people have one name' };
  // “The maker counts too” would be false of somebody who is alive or whose days are in doubt.
  if (via && !found.people.some(({ id }) => id === via.maker))
    return { objection: 'the maker is not in the set' };
  return { ...found, scope: parsed, via };
}

export function formsOf(index: VitalIndex, scope: string): string[] {
  const set = setOf(index, scope);
  if ('objection' in set) return [];
  const days = index.milestones.filter(({ day }) => {
    const living = set.people.filter((person) => aliveOn(person, day)).length;
    return living >= 2 && living < set.people.length;
  });
  const pairs = pairsFor(set, index.milestones).map(([one, other]) => `both:${one.id}|${other.id}`);
  return ['longest', 'shortest', ...days.map(({ id }) => `alive:${id}`), ...pairs];
}

export function posePeople(index: VitalIndex, scope: string, form: string, rng: Rng): Question | Objection {
  const set = setOf(index, scope);
  if ('objection' in set) return set;
  if (form === 'longest' || form === 'shortest') return poseExtreme(set, form, rng);
  const milestone = index.milestones.find(({ id }) => `alive:${id}` === form);
  if (milestone) return poseAlive(set, milestone, rng);
  const pair = /^both:(.+)\|(.+)$/
    .exec(form)
    ?.slice(1)
    .map((id) => index.milestones.find((each) => each.id === id));
  const [earlier, later] = pair ?? [];
  return earlier && later ? poseBoth(set, [earlier, later], rng) : { objection: `there is no form ${form}` };
}

function poseExtreme(set: KnownSet, form: 'longest' | 'shortest', rng: Rng): Question | Objection {
  const sign = form === 'longest' ? -1 : 1;
  const ordered = [...set.people].sort((one, other) => sign * (daysLived(one) - daysLived(other)));
  const [first, second] = ordered as [Person, Person];
  if (Math.abs(daysLived(first) - daysLived(second)) < 30) return { objection: 'too close to call' };
  const count = set.people.length;
  const told = (person: Person, people = count): JsonObject => ({
    person: bareTitle(person.title),
    age: ageAtDeath(person),
    people,
  });
  const better = set.near.filter((person) => sign * (daysLived(person) - daysLived(first)) < 0);
  const mistakes: SearchMistake[] = [
    { how: 'the second in order is taken for the first', answer: told(second) },
    { how: 'the other end of the order', answer: told(ordered.at(-1) as Person) },
    {
      how: 'the age is the difference of the years',
      answer: { ...told(first), age: first.death.year - first.birth.year },
    },
    { how: 'one of the people is missed', answer: told(first, count - 1) },
    { how: 'somebody is counted who does not belong', answer: told(first, count + 1) },
    ...(better[0]
      ? [
          {
            how: `${better[0].title}, who misses the set by a year, is taken in`,
            answer: told(better[0], count + 1),
          },
        ]
      : []),
  ];
  return {
    instruction: tellExtreme(set, form, rng),
    fields: { person: text, age: integer, people: integer },
    answer: { person: spellings(first.title), age: ageAtDeath(first), people: count },
    evidence: evidenceOf(set, []),
    mistakes,
    splitKey: first.id,
    terms: { ...termsOf(set), form },
    queries: queriesFor(set),
    // A guesser knows the order of size of the set, and that people die between 20 and 99.
    chance: 1 / count / 40 / 5,
  };
}

function poseAlive(set: KnownSet, milestone: Milestone, rng: Rng): Question | Objection {
  const { day } = milestone;
  const { people } = set;
  const touching = people.some(
    ({ birth, death }) => compareDays(birth, day) === 0 || compareDays(death, day) === 0,
  );
  if (touching) return { objection: 'somebody was born or died on the day itself' };
  const living = people.filter((person) => aliveOn(person, day));
  if (living.length < 2 || living.length === people.length)
    return { objection: 'nobody or everybody was alive' };
  // The set is in order of birth.
  const youngest = living.at(-1) as Person;
  const rival = living.at(-2) as Person;
  if (compareDays(rival.birth, youngest.birth) === 0) return { objection: 'two were the youngest' };
  const count = people.length;
  const told = (alive: readonly Person[], who: Person, age: number, size = count): JsonObject => ({
    alive: alive.map(({ title }) => bareTitle(title)),
    youngest: bareTitle(who.title),
    age,
    people: size,
  });
  const age = fullYears(youngest.birth, day);
  const gone = people.filter(({ death }) => compareDays(death, day) < 0).at(-1);
  const unborn = people.find(({ birth }) => compareDays(birth, day) > 0);
  const mistakes: SearchMistake[] = [
    { how: 'one of the living is missed', answer: told(living.slice(1), youngest, age, count - 1) },
    { how: 'the youngest is missed', answer: told(living.slice(0, -1), rival, fullYears(rival.birth, day)) },
    {
      how: 'the oldest is taken for the youngest',
      answer: told(living, living[0] as Person, fullYears((living[0] as Person).birth, day)),
    },
    {
      how: 'the age is the difference of the years',
      answer: told(living, youngest, day.year - youngest.birth.year),
    },
    { how: 'only the living are counted', answer: told(living, youngest, age, living.length) },
    ...(gone
      ? [{ how: `${gone.title} was dead by then`, answer: told([gone, ...living], youngest, age) }]
      : []),
    ...(unborn
      ? [{ how: `${unborn.title} was not yet born`, answer: told([...living, unborn], youngest, age) }]
      : []),
  ];
  return {
    instruction: tellAlive(set, milestone, rng),
    fields: { alive: { kind: 'set', of: text }, youngest: text, age: integer, people: integer },
    answer: {
      alive: living.map(({ title }) => spellings(title)),
      youngest: spellings(youngest.title),
      age,
      people: count,
    },
    evidence: evidenceOf(set, [milestone]),
    mistakes,
    splitKey: youngest.id,
    terms: {
      ...termsOf(set),
      form: 'alive',
      milestones: [milestoneTerms(milestone)],
    },
    queries: [...queriesFor(set), milestone.title],
    chance: 2 ** -count / living.length / 20,
  };
}

function poseBoth(set: KnownSet, pair: [Milestone, Milestone], rng: Rng): Question | Objection {
  const question = poseBetween(set, pair, rng);
  if ('objection' in question) return question;
  return {
    ...question,
    evidence: evidenceOf(set, pair),
    terms: { ...termsOf(set), form: 'both', milestones: pair.map(milestoneTerms) },
    queries: [...queriesFor(set), ...pair.map(({ title }) => title)],
  };
}

function milestoneTerms({ title, language, act }: Milestone): JsonObject {
  return { title, language, act };
}

/**
 * Everybody's article and those that give the days; days are bridges, they stand in many questions and are the answer of
 * none. The work that leads to the year may be cited: who made it, many a reader knows without the page.
 */
function evidenceOf({ people, via }: KnownSet, days: readonly Milestone[]): Question['evidence'] {
  const hubs = days.map(({ id }) => id);
  return {
    required: [...new Set([...people.map(({ id }) => id), ...hubs])],
    permitted: via ? [via.work.id] : [],
    hubs,
  };
}

/** What the programs are told; the year of a chain is for them to find. */
function termsOf({ scope, via }: KnownSet): JsonObject {
  if (!via) return { ...scope, via: null };
  return { kind: scope.kind, from: null, to: null, month: null, place: null, via: via.work.title };
}

/** Queries by which drafting makes sure that the evidence can be found. */
function queriesFor({ scope, via }: KnownSet): string[] {
  return [...(via ? [via.work.title, via.work.creator] : []), ...queriesOf(scope)];
}

/** What people of the French articles are; with a place it finds those whom the place alone does not. */
const callings = [
  'écrivain',
  'poète',
  'acteur',
  'actrice',
  'compositeur',
  'chanteur',
  'peintre',
  'architecte',
  'homme politique',
  'roi',
  'physicien',
  'chimiste',
  'mathématicien',
  'biologiste',
  'philosophe',
  'économiste',
  'joueur',
  'réalisateur',
  'militaire',
];

/** Months and years are what these articles share and others do not. */
function queriesOf({ kind, from, to, month, place }: PeopleScope): string[] {
  const years = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  if (place !== null)
    return years.length > 30
      ? ['', ...callings].map((calling) => `né à ${place} ${calling} Personnalités`)
      : years.map((year) => `né ${year} à ${place} Personnalités`);
  if (month !== null)
    return years.map(
      (year) => `${kind === 'bornmonth' ? 'né' : 'mort'} ${monthNames.fr[month - 1]} ${year} Personnalités`,
    );
  return years.flatMap((year) =>
    monthNames.fr.map((name) => `${kind === 'born' ? 'né' : 'mort'} ${name} ${year} Personnalités`),
  );
}

function daysLived({ birth, death }: Person): number {
  return (utc(death) - utc(birth)) / 86_400_000;
}

function utc({ year, month, day }: Day): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

function ageAtDeath({ birth, death }: Person): number {
  return fullYears(birth, death);
}
