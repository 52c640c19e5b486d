/**
 * A family of tasks over one language's libraries: a bug that people make, or two in different functions, is put into code
 * that tests run; the task is the report of somebody whom it hurts. A move is illegal when no test falls, when the code does not
 * load or breaks a third of the suite, or when no use of the public API shows it.
 */
import { isRefusal, refusal, type Family, type Game, type Illegal } from '@touchstone/contracts';
import { z } from 'zod';
import type { Language, Library } from '../library.ts';
import type { Toolchain } from '../toolchain.ts';
import { draftOf } from './draft.ts';
import { apart, bugsOf, turnOf, type Weighted } from './shares.ts';
import { studyOf, type Site, type Study } from './study.ts';
import { objection, type Judging } from './verdicts.ts';

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
  libraries: readonly Weighted[];
  toolchain: Toolchain;
}

export function mutateFamily({ language, libraries, toolchain }: MutateOptions): Family<State, Bug> {
  const need = language === 'python' ? 'lab:python' : 'lab:node';
  const turn = ({ randomSeed, item }: Game) => turnOf(libraries, randomSeed, item);
  const libraryOf = ({ library }: State) =>
    libraries.find(([{ source }]) => source === library)?.[0] as Library;
  const study = (state: State, game: Game) => studyOf(libraryOf(state), toolchain, game);
  const planned = (library: Library, studied: Study, game: Game) =>
    bugsOf(turn(game).rank, { library, toolchain, study: studied, game });
  return {
    id: `code.mutate-${language}`,
    version: 4,
    category: 'code',
    title: `Mending a ${language === 'python' ? 'Python' : 'JavaScript'} library from the report of a user whom a bug hurts.`,
    needs: ['repositories', need],
    sources: libraries.map(([{ source }]) => source),
    kinds: {
      inject: {
        doc: 'Changes one place of the code into a mistake that people make; a second one must be in another function.',
        schema: bugSchema,
        sample: async (state, game) => {
          const studied = await study(state, game);
          if (isRefusal(studied) || state.bugs.length === state.wanted) return null;
          const bugs = await planned(libraryOf(state), studied, game);
          const next = bugs?.[state.bugs.length];
          return next === undefined ? null : bugOf(next);
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
      const { library } = turn(game);
      const studied = await studyOf(library, toolchain, game);
      if (isRefusal(studied)) return studied;
      const bugs = await planned(library, studied, game);
      return bugs === null
        ? refusal('share-used-up', `${library.source}: no further bug in the share of this item`)
        : { library: library.source, wanted: bugs.length, bugs: [] };
    },
    apply: async (state, { move }, game) => {
      const studied = await study(state, game);
      if (isRefusal(studied)) return { illegal: studied.reason };
      return inject(state, move, { library: libraryOf(state), toolchain, study: studied, game });
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

/** Where the next bug may be: anywhere at first, then in another function. */
function candidates({ bugs }: State, { sites }: Study): readonly Site[] {
  const [first] = bugs;
  if (first === undefined) return sites;
  const placed = sites.find((site) => site.path === first.path && site.start === first.start);
  return placed === undefined ? [] : sites.filter((site) => apart(placed, site));
}

async function inject(state: State, bug: Bug, judging: Judging): Promise<State | Illegal> {
  const site = siteOf(bug, judging.study);
  if (site === null) return { illegal: 'there is no such site in covered code' };
  if (state.bugs.length === state.wanted) return { illegal: 'the code has its bugs' };
  if (!candidates(state, judging.study).includes(site))
    return { illegal: 'a second bug belongs to another function' };
  const illegal = await objection(site, judging);
  return illegal === null ? { ...state, bugs: [...state.bugs, bug] } : { illegal };
}
