/** Questions about proven-complete sets of species: sizes of the sexes, extremes of wingspan, plants that are the only food. */
import type { AnswerType, JsonObject, Rng } from '@touchstone/contracts';
import type { Objection } from '../corpus/family.ts';
import type { Question } from '../corpus/question.ts';
import type { SearchMistake } from '../draft.ts';
import { parseConditions, sexesTold, spanTold, speciesOf, type Conditions } from './species-sets.ts';
import { tellSpecies, type SpeciesForm } from './species-words.ts';
import type { Moth, Range, TaxaIndex } from './taxa-index.ts';

const speciesMin = 4;
const speciesMax = 11;
/** Of four species, too many who guess which have a property are right. */
const subsetMin = 5;

const text: AnswerType = { kind: 'text' };
const integer: AnswerType = { kind: 'integer' };
/** Figures have at most two decimals. */
const millimetres: AnswerType = { kind: 'number', absoluteTolerance: 0.005, unit: 'mm' };

export type About = 'sexes' | 'span';

interface SpeciesSet {
  conditions: Conditions;
  species: Moth[];
}

export function speciesSet(index: TaxaIndex, scope: string, about: About): SpeciesSet | Objection {
  const conditions = parseConditions(scope);
  if (!conditions) return { objection: `there is no scope ${scope}` };
  const species = speciesOf(index, conditions, about === 'sexes' ? sexesTold : spanTold);
  if ('objection' in species) return species;
  if (species.length < speciesMin || species.length > speciesMax)
    return { objection: `a set of ${species.length} species` };
  return { conditions, species };
}

export function formsOfSpecies(scope: string, about: About): SpeciesForm[] {
  if (about === 'sexes') return ['reversed', 'gap', 'apart'];
  return ['widest', 'narrowest', 'spread', ...(scope.includes('host=') ? (['alone'] as const) : [])];
}

export function poseSpecies(
  index: TaxaIndex,
  scope: string,
  form: string,
  about: About,
  rng: Rng,
): Question | Objection {
  const set = speciesSet(index, scope, about);
  if ('objection' in set) return set;
  if (!formsOfSpecies(scope, about).includes(form as SpeciesForm))
    return { objection: `there is no form ${form}` };
  const asked = form as SpeciesForm;
  const parts =
    asked === 'reversed' || asked === 'apart' || asked === 'alone'
      ? poseSubset(set, asked)
      : poseExtreme(set, asked);
  if ('objection' in parts) return parts;
  return {
    ...parts,
    instruction: tellSpecies(set.conditions, asked, rng),
    evidence: { required: set.species.map(({ id }) => id), permitted: [], hubs: [] },
    terms: { ...set.conditions, form, about },
    queries: queriesOf(set.conditions, about),
  };
}

type Parts = Pick<Question, 'fields' | 'answer' | 'mistakes' | 'splitKey' | 'chance'>;

/** The species that have a property: some, not all. */
function poseSubset(
  { species, conditions }: SpeciesSet,
  form: 'reversed' | 'apart' | 'alone',
): Parts | Objection {
  if (species.length < subsetMin) return { objection: `only ${species.length} species to choose from` };
  if (form === 'alone' && species.some(({ hosts }) => hosts === 'unclear'))
    return { objection: 'the extractors disagree about plants' };
  const property = (moth: Moth): boolean => {
    const [male, female] = [moth.male as Range, moth.female as Range];
    if (form === 'reversed') return male.max > female.max;
    if (form === 'apart') return male.max < female.min || female.max < male.min;
    return Array.isArray(moth.hosts) && moth.hosts.length === 1 && moth.hosts[0] === conditions.host;
  };
  const chosen = species.filter(property);
  const others = species.filter((moth) => !property(moth));
  const [first] = chosen;
  const [other] = others;
  if (!first || !other || chosen.length > 5)
    return { objection: `${chosen.length} of ${species.length} have it` };
  const told = (list: readonly Moth[], compared = species.length): JsonObject => ({
    species: list.map(({ name }) => name),
    compared,
  });
  const mistakes: SearchMistake[] = [
    { how: 'one that has it is missed', answer: told(chosen.slice(1)) },
    { how: `${other.name} is taken in`, answer: told([...chosen, other]) },
    { how: 'the property is turned round', answer: told(others) },
    { how: 'one of the species is not counted', answer: told(chosen, species.length - 1) },
    { how: 'one species is counted that does not belong', answer: told(chosen, species.length + 1) },
  ];
  return {
    fields: { species: { kind: 'set', of: text }, compared: integer },
    answer: { species: chosen.map(namesOf), compared: species.length },
    mistakes,
    splitKey: first.id,
    chance: 2 ** -species.length / 5,
  };
}

/** The species with the greatest value; a tie or a near tie is not asked. */
function poseExtreme(
  { species }: SpeciesSet,
  form: 'gap' | 'widest' | 'narrowest' | 'spread',
): Parts | Objection {
  const value = ({ span, male, female }: Moth): number => {
    const one = span as Range;
    if (form === 'gap') return rounded((female as Range).max - (male as Range).max);
    if (form === 'widest') return one.max;
    return form === 'narrowest' ? -one.min : rounded(one.max - one.min);
  };
  const ordered = [...species].sort((one, other) => value(other) - value(one));
  const [first, second] = ordered as [Moth, Moth];
  if (value(first) === value(second)) return { objection: 'a tie' };
  if (form !== 'narrowest' && value(first) <= 0) return { objection: 'nothing stands out' };
  const field = form === 'gap' ? 'difference' : 'size';
  const told = (moth: Moth, size = Math.abs(value(moth)), compared = species.length): JsonObject => ({
    species: moth.name,
    [field]: size,
    compared,
  });
  const otherEnd = form === 'widest' ? first.span : null;
  const mistakes: SearchMistake[] = [
    { how: 'the second in order is taken for the first', answer: told(second) },
    { how: 'the other end of the order', answer: told(ordered.at(-1) as Moth) },
    ...(otherEnd && otherEnd !== 'unclear' && otherEnd.min !== otherEnd.max
      ? [{ how: 'the smallest figure of the right species', answer: told(first, otherEnd.min) }]
      : []),
    { how: 'one of the species is not counted', answer: told(first, undefined, species.length - 1) },
    {
      how: 'one species is counted that does not belong',
      answer: told(first, undefined, species.length + 1),
    },
  ];
  return {
    fields: { species: text, [field]: millimetres, compared: integer },
    answer: { species: namesOf(first), [field]: Math.abs(value(first)), compared: species.length },
    mistakes,
    splitKey: first.id,
    chance: 1 / species.length / 20 / 4,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Scientific name by the taxonomy, and the page's title where that is another. */
function namesOf({ name, title }: Moth): string[] {
  return [...new Set([name, title])];
}

function queriesOf({ genus, family, host, region }: Conditions, about: About): string[] {
  const group = genus ?? family ?? '';
  const rest = region ?? '';
  const sexes = about === 'sexes' ? ['males females', 'wingspan males'] : ['wingspan', 'wingspan mm'];
  const asked =
    host === null
      ? [...sexes, 'moth', 'butterfly', 'larvae feed', 'found in'].map((words) => `${group} ${rest} ${words}`)
      : [
          `larvae feed on ${host} ${group} ${rest}`,
          `${host} species larvae ${group}`,
          `${host} ${group} ${rest} ${sexes[0]}`,
          `${host} wingspan adults on wing ${rest}`,
          `moth ${host}`,
          `butterfly larvae ${host} ${rest}`,
        ];
  return asked.map((query) => query.replace(/\s+/g, ' ').trim());
}
