/** Two families over sets of species: the sexes compared, and wingspans with food plants and places. */
import { questionFamily } from '../corpus/family.ts';
import { oncePer } from '../memo.ts';
import { pythonFile } from '../../interpreter/program.ts';
import { regions } from '../facts/regions.ts';
import { formsOfSpecies, poseSpecies, speciesSet, type About } from './species-questions.ts';
import { groups } from './species-sets.ts';
import { taxaIndex, taxaPackages, type TaxaIndex } from './taxa-index.ts';

const programs = {
  python: pythonFile('species.py', import.meta.url),
  how: 'Searches by plant, genus or family, reads every page and compares the figures that it parses.',
  shortcuts: {
    'no search': 'Names a species that everybody knows.',
    'one search': 'Trusts the first page of results to hold the whole set.',
  },
};

const scopesOf = (about: About) =>
  oncePer((index: TaxaIndex) => {
    const { byGenus, byHost, byFamily } = groups(index);
    const places = ['', ...regions.map((region) => `;region=${region}`)];
    const found: string[] = [];
    const known = new Set<string>();
    const offer = (scope: string) => {
      const set = speciesSet(index, scope, about);
      if ('objection' in set) return;
      // A condition that rules nothing out is not said: of two scopes with one set the shorter one stands.
      const members = set.species.map(({ id }) => id).join(' ');
      if (known.has(members)) return;
      known.add(members);
      found.push(scope);
    };
    const enough = (map: ReadonlyMap<string, readonly unknown[]>) =>
      [...map]
        .filter(([, list]) => list.length >= 4)
        .map(([key]) => key)
        .sort();
    for (const genus of enough(byGenus)) for (const place of places) offer(`genus=${genus}${place}`);
    for (const host of enough(byHost)) {
      for (const place of places) offer(`host=${host}${place}`);
      for (const family of familiesOn(byHost.get(host) ?? [])) offer(`host=${host};family=${family}`);
    }
    for (const family of enough(byFamily)) for (const place of places) offer(`family=${family}${place}`);
    return found;
  });

function familiesOn(moths: readonly { family: string | null }[]): string[] {
  return [...new Set(moths.flatMap(({ family }) => (family === null ? [] : [family])))].sort();
}

const shared = {
  version: 4,
  web: 'whole' as const,
  packages: taxaPackages,
  index: taxaIndex,
  addresses: ({ addresses }: TaxaIndex) => addresses,
  programs,
};

export const taxaSexes = questionFamily<TaxaIndex>({
  ...shared,
  id: 'search.taxa-sexes',
  title: 'Wingspans of males and females compared over a complete set of moths and butterflies',
  scopes: scopesOf('sexes'),
  forms: (_, scope) => formsOfSpecies(scope, 'sexes'),
  pose: (index, scope, form, rng) => poseSpecies(index, scope, form, 'sexes', rng),
});

export const taxaWings = questionFamily<TaxaIndex>({
  ...shared,
  id: 'search.taxa-wings',
  title: 'Extremes of wingspan and single food plants over a complete set of moths and butterflies',
  scopes: scopesOf('span'),
  forms: (_, scope) => formsOfSpecies(scope, 'span'),
  pose: (index, scope, form, rng) => poseSpecies(index, scope, form, 'span', rng),
});
