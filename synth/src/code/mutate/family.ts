/**
 * A family of tasks over one language's libraries: a bug that people make, or two in one module, is put into code that
 * tests run; the task is the report of somebody whom it hurts. A move is illegal when no test falls, when the code does not
 * load or breaks a third of the suite, or when no use of the public API shows it.
 */
import {
  isRefusal,
  refusal,
  type Family,
  type Game,
  type Illegal,
  type Refusal,
  type Rng,
} from '@touchstone/contracts';
import { z } from 'zod';
import type { Language, Library } from '../library.ts';
import { brokenShareMax } from '../limits.ts';
import { edited, type Toolchain } from '../toolchain.ts';
import { draftOf } from './draft.ts';
import { drawScenarios, scenarioRng, worth } from './show-bug.ts';
import { coveringTests, studyOf, type Site, type Study } from './study.ts';

const bugSchema = z.strictObject({
  path: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
  operator: z.string(),
});
type Bug = z.infer<typeof bugSchema>;

export type State = { library: string; wanted: number; bugs: Bug[] };

export interface MutateOptions {
  language: Language;
  libraries: readonly Library[];
  toolchain: Toolchain;
}

export function mutateFamily({ language, libraries, toolchain }: MutateOptions): Family<State, Bug> {
  const need = language === 'python' ? 'lab:python' : 'lab:node';
  const libraryOf = ({ library }: State) => libraries.find(({ source }) => source === library) as Library;
  const study = (state: State, game: Game) => studyOf(libraryOf(state), toolchain, game);
  return {
    id: `code.mutate-${language}`,
    version: 1,
    category: 'code',
    title: `Mending a ${language === 'python' ? 'Python' : 'JavaScript'} library from the report of a user whom a bug hurts.`,
    needs: ['repositories', need],
    sources: libraries.map(({ source }) => source),
    kinds: {
      inject: {
        doc: 'Changes one place of the code into a mistake that people make; a second one must be in the same file.',
        schema: bugSchema,
        sample: async (state, game) => {
          const studied = await study(state, game);
          return isRefusal(studied) || state.bugs.length === state.wanted
            ? null
            : sampleBug(state, studied, toolchain, game.rng);
        },
        options: async (state, { query, after, limit }, game) => {
          const studied = await study(state, game);
          const all =
            isRefusal(studied) || state.bugs.length === state.wanted ? [] : candidates(state, studied);
          const wanted = all.filter(
            (site) => query === undefined || `${site.operator} ${site.path}`.includes(query),
          );
          const start = after === undefined ? 0 : Number(after) + 1;
          const items = wanted.slice(start, start + limit).map(bugOf);
          return { items, next: start + limit < wanted.length ? String(start + limit - 1) : null };
        },
      },
    },
    begin: async (game) => {
      const { source } = game.rng.pick(libraries);
      const state: State = { library: source, wanted: game.rng.chance(0.35) ? 2 : 1, bugs: [] };
      const studied = await study(state, game);
      if (isRefusal(studied)) return studied;
      return studied.sites.length === 0
        ? refusal('no-site', `${source}: no operator fits covered code`)
        : state;
    },
    apply: async (state, { move }, game) => {
      const studied = await study(state, game);
      if (isRefusal(studied)) return { illegal: studied.reason };
      return inject(state, move, studied, { library: libraryOf(state), toolchain, game });
    },
    finish: async (state, game, lineage) => {
      const studied = await study(state, game);
      if (isRefusal(studied)) return studied;
      const sites = state.bugs.map((bug) => siteOf(bug, studied));
      if (sites.length < state.wanted || sites.includes(null))
        return refusal('too-few-bugs', 'the game ended early');
      return draftOf({
        library: libraryOf(state),
        toolchain,
        study: studied,
        sites: sites as Site[],
        game,
        lineage,
      });
    },
  };
}

const bugOf = ({ path, start, end, text, operator }: Site): Bug => ({ path, start, end, text, operator });

function siteOf(bug: Bug, { sites }: Study): Site | null {
  return (
    sites.find(
      (site) =>
        site.path === bug.path &&
        site.start === bug.start &&
        site.end === bug.end &&
        site.text === bug.text &&
        site.operator === bug.operator,
    ) ?? null
  );
}

/** Where the next bug may be: anywhere at first, then in another function of the same file. */
function candidates({ bugs }: State, { sites }: Study): readonly Site[] {
  const [first] = bugs;
  if (first === undefined) return sites;
  return sites.filter(
    ({ path, within }) => path === first.path && (first.end <= within.start || within.end <= first.start),
  );
}

/** An operator by its weight, then one of its sites: rare mistakes are not drowned by the common ones. */
function sampleBug(state: State, study: Study, { operators }: Toolchain, rng: Rng): Bug | null {
  const open = candidates(state, study);
  const weighted = operators
    .map(({ id, weight }): [readonly Site[], number] => [
      open.filter(({ operator }) => operator === id),
      weight,
    ])
    .filter(([sites]) => sites.length > 0)
    // A kind with three sites would come up as often as one with three hundred, and its tasks repeat.
    .map(([sites, weight]): [readonly Site[], number] => [sites, weight * Math.sqrt(sites.length)]);
  return weighted.length === 0 ? null : bugOf(rng.pick(rng.weighted(weighted)));
}

async function inject(
  state: State,
  bug: Bug,
  study: Study,
  { library, toolchain, game }: { library: Library; toolchain: Toolchain; game: Game },
): Promise<State | Illegal> {
  const site = siteOf(bug, study);
  if (site === null) return { illegal: 'there is no such site in covered code' };
  if (state.bugs.length === state.wanted) return { illegal: 'the code has its bugs' };
  if (!candidates(state, study).includes(site))
    return { illegal: 'a second bug belongs to another function of the same file' };
  const mutant = edited(study.tree, [site]);
  const scenarios = drawScenarios(library, scenarioRng(game, library));
  const observed = await toolchain.observe(library, [study.tree, mutant], scenarios, game);
  if (isRefusal(observed)) return { illegal: `${observed.code}: ${observed.reason}` };
  const [expected, got] = observed;
  if (got?.every((seen) => seen === null)) return { illegal: 'does not load' };
  const wrong = (got ?? []).flatMap((seen, index) => {
    const right = expected?.[index] ?? null;
    return seen !== null && right !== null && JSON.stringify(seen) !== JSON.stringify(right)
      ? [{ got: seen, expected: right }]
      : [];
  });
  if (wrong.length === 0) return { illegal: 'no use of the public API shows it' };
  if (wrong.every((one) => worth(one) === 0)) return { illegal: 'shows only as a crash at the place itself' };
  const broken = await brokenTests(site, study, { library, toolchain, game });
  return isRefusal(broken)
    ? { illegal: `${broken.code}: ${broken.reason}` }
    : { ...state, bugs: [...state.bugs, bug] };
}

async function brokenTests(
  site: Site,
  study: Study,
  { library, toolchain, game }: { library: Library; toolchain: Toolchain; game: Game },
): Promise<string[] | Refusal> {
  const { tests: covering } = coveringTests(study, [site]);
  const results = await toolchain.run(library, edited(study.tree, [site]), covering, game, [site.within]);
  if (isRefusal(results)) return results;
  if (results.missing.length > 0) return refusal('does-not-load', 'tests do not load');
  if (results.failed.length === 0) return refusal('survives', 'no test falls');
  // Of the tests that were run the share that falls is that of all covering ones.
  const share = (results.failed.length / covering.length) * (site.tests.length / study.suite.tests.length);
  return share > brokenShareMax
    ? refusal('breaks-too-much', `${Math.round(100 * share)} % of the suite falls`)
    : results.failed;
}
