/**
 * Who of a proven-complete set was alive on two days, each given by an article of its own, in different languages. Both days
 * must matter: on each of them somebody else of the set was alive too.
 */
import type { AnswerType, JsonObject, Rng } from '@touchstone/contracts';
import type { Objection } from '../corpus/family.ts';
import type { Question } from '../corpus/question.ts';
import type { SearchMistake } from '../draft.ts';
import { compareDays, fullYears, type Day } from '../facts/fact.ts';
import { tellBetween } from './lives-words.ts';
import type { KnownSet } from './lives-questions.ts';
import type { Person } from './people-sets.ts';
import type { Milestone } from './vital-index.ts';
import { bareTitle, spellings } from './words.ts';

/** Each milestone is paired with so many later ones: enough for variety, few enough to be listed. */
const partnersMax = 15;
const yearsMin = 5;

/** Pairs of milestones, the earlier first, of two languages and years apart, that tell the set's people apart. */
export function pairsFor(set: KnownSet, milestones: readonly Milestone[]): [Milestone, Milestone][] {
  const ordered = [...milestones]
    .filter(({ day }) => set.people.some((person) => aliveOn(person, day)))
    .sort((one, other) => compareDays(one.day, other.day));
  return ordered.flatMap((earlier, at) =>
    ordered
      .slice(at + 1)
      .filter((later) => later.language !== earlier.language && fullYears(earlier.day, later.day) >= yearsMin)
      .filter((later) => living(set, earlier, later) !== null)
      .slice(0, partnersMax)
      .map((later): [Milestone, Milestone] => [earlier, later]),
  );
}

/** Alive on the first day, on the second, on both; null where one of the days makes no difference. */
function living(
  set: KnownSet,
  earlier: Milestone,
  later: Milestone,
): { first: Person[]; second: Person[]; both: Person[] } | null {
  const { people } = set;
  const first = people.filter((person) => aliveOn(person, earlier.day));
  const second = people.filter((person) => aliveOn(person, later.day));
  const both = first.filter((person) => second.includes(person));
  return both.length === 0 || both.length === first.length || both.length === second.length
    ? null
    : { first, second, both };
}

export function poseBetween(
  set: KnownSet,
  [earlier, later]: [Milestone, Milestone],
  rng: Rng,
): Omit<Question, 'evidence' | 'queries' | 'terms'> | Objection {
  const { people } = set;
  const touching = [earlier, later].some(({ day }) =>
    people.some(({ birth, death }) => compareDays(birth, day) === 0 || compareDays(death, day) === 0),
  );
  const alive = touching ? null : living(set, earlier, later);
  if (!alive) return { objection: 'one of the days makes no difference' };
  const count = people.length;
  const years = fullYears(earlier.day, later.day);
  const told = (both: readonly Person[], between = years, size = count): JsonObject => ({
    both: both.map(({ title }) => bareTitle(title)),
    years: between,
    people: size,
  });
  const mistakes: SearchMistake[] = [
    { how: 'only the earlier day is asked', answer: told(alive.first) },
    { how: 'only the later day is asked', answer: told(alive.second) },
    {
      how: 'the years are the difference of the numbers',
      answer: told(alive.both, later.day.year - earlier.day.year),
    },
    { how: 'only those alive are counted', answer: told(alive.both, years, alive.both.length) },
    { how: 'one of the people is missed', answer: told(alive.both, years, count - 1) },
    { how: 'one of those alive on both days is missed', answer: told(alive.both.slice(1)) },
  ];
  const text: AnswerType = { kind: 'text' };
  return {
    instruction: tellBetween(set, rng.chance(0.5) ? [earlier, later] : [later, earlier], rng),
    fields: { both: { kind: 'set', of: text }, years: { kind: 'integer' }, people: { kind: 'integer' } },
    answer: { both: alive.both.map(({ title }) => spellings(title)), years, people: count },
    mistakes,
    splitKey: (alive.both[0] as Person).id,
    chance: 2 ** -count / 40,
  };
}

export function aliveOn({ birth, death }: Person, day: Day): boolean {
  return compareDays(birth, day) < 0 && compareDays(day, death) < 0;
}
