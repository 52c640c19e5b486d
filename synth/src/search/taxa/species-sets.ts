/**
 * Sets of species, each proven complete: whoever might belong is agreed on by both extractors. A scope is a list of conditions,
 * `genus=Elachista`, `family=Lycaenidae;region=South Africa`, `host=Carex;family=Elachistidae`.
 */
import type { Moth, TaxaIndex } from './taxa-index.ts';
import { oncePer } from '../memo.ts';

export interface Conditions {
  genus: string | null;
  family: string | null;
  host: string | null;
  region: string | null;
}

export function parseConditions(scope: string): Conditions | null {
  const conditions: Conditions = { genus: null, family: null, host: null, region: null };
  for (const part of scope.split(';')) {
    const match = /^(genus|family|host|region)=(.+)$/.exec(part);
    if (!match) return null;
    conditions[match[1] as keyof Conditions] = match[2] as string;
  }
  return conditions;
}

type Belongs = 'yes' | 'no' | 'unclear';

function belongs(moth: Moth, { genus, family, host, region }: Conditions): Belongs {
  const answers: Belongs[] = [];
  if (genus !== null) answers.push(moth.genus === genus ? 'yes' : 'no');
  if (family !== null)
    answers.push(moth.family === family ? 'yes' : moth.familiesSeen.includes(family) ? 'unclear' : 'no');
  if (host !== null)
    answers.push(
      !moth.hostsSeen.includes(host)
        ? 'no'
        : moth.hosts !== 'unclear' && moth.hosts?.includes(host)
          ? 'yes'
          : 'unclear',
    );
  if (region !== null)
    answers.push(
      moth.regions.unclear.has(region) ? 'unclear' : moth.regions.found.has(region) ? 'yes' : 'no',
    );
  return answers.includes('no') ? 'no' : answers.includes('unclear') ? 'unclear' : 'yes';
}

/**
 * The species that meet the conditions and have what is compared, in order of name; or why the set is not proven. `has` says
 * of a species whether it has it.
 */
export function speciesOf(
  index: TaxaIndex,
  conditions: Conditions,
  has: (moth: Moth) => Belongs,
): Moth[] | { objection: string } {
  const set: Moth[] = [];
  for (const moth of candidates(index, conditions)) {
    const member = belongs(moth, conditions);
    if (member === 'no') continue;
    const value = has(moth);
    if (value === 'no') continue;
    if (member === 'unclear' || value === 'unclear')
      return { objection: `the extractors disagree about ${moth.title}` };
    if (moth.notOfSpecies) return { objection: `${moth.title} may be read as the page on a species` };
    set.push(moth);
  }
  return set.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Whoever may meet the narrowest condition: a genus or a plant is in few pages. */
function candidates(index: TaxaIndex, { genus, host, family }: Conditions): readonly Moth[] {
  const { byGenus, byHost, byFamily } = groups(index);
  if (genus !== null) return byGenus.get(genus) ?? [];
  if (host !== null) return byHost.get(host) ?? [];
  return family === null ? index.moths : (byFamily.get(family) ?? []);
}

export const groups = oncePer((index: TaxaIndex) => {
  const byGenus = new Map<string, Moth[]>();
  const byHost = new Map<string, Moth[]>();
  const byFamily = new Map<string, Moth[]>();
  const add = (map: Map<string, Moth[]>, key: string, moth: Moth) => {
    const list = map.get(key);
    if (list) list.push(moth);
    else map.set(key, [moth]);
  };
  for (const moth of index.moths) {
    add(byGenus, moth.genus, moth);
    for (const family of moth.familiesSeen) add(byFamily, family, moth);
    for (const host of moth.hostsSeen) add(byHost, host, moth);
  }
  return { byGenus, byHost, byFamily };
});

export const sexesTold = (moth: Moth): Belongs =>
  moth.oneSexAtMost
    ? 'no'
    : moth.male === 'unclear' || moth.female === 'unclear'
      ? 'unclear'
      : moth.male && moth.female
        ? 'yes'
        : 'no';

export const spanTold = (moth: Moth): Belongs =>
  moth.span === 'unclear' ? 'unclear' : moth.span ? 'yes' : 'no';
