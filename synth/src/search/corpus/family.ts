/**
 * Families that ask a web of real documents, as a game of two moves: a scope (which set or chain), then a form (what is asked of
 * it). A move is illegal where the question would be ambiguous, out of reach, split between train and test, or not proven
 * complete. This file is the game; a family brings its scopes, its forms and its words.
 */
import {
  refusal,
  splitOf,
  type Draft,
  type Family,
  type Game,
  type Illegal,
  type Licence,
  type Lineage,
  type OfflineWeb,
  type Program,
  type Refusal,
  type Rng,
  type WebName,
} from '@touchstone/contracts';
import { z } from 'zod';
import { listed } from '../../interpreter/moves.ts';
import { pythonFile } from '../../interpreter/program.ts';
import { searchDraft, searchProgram } from '../draft.ts';
import { unreachable, type Question } from './question.ts';

export interface Objection {
  objection: string;
}

export interface Programs {
  /** Python source that defines `answer(reader, terms)` and `guess(terms)`; it follows `solve.py`. */
  python: string;
  how: string;
  /**
   * What the reference does as `CASE["shortcut"]`, by name, from weak to strong; `no search` must fail, the others may get
   * through.
   */
  shortcuts: Readonly<Record<string, string>>;
}

export interface QuestionFamilyOptions<Index> {
  id: string;
  version: number;
  title: string;
  web: WebName;
  packages: readonly string[];
  index: (web: OfflineWeb) => Promise<Index>;
  /** Every scope there is, in a fixed order. */
  scopes: (index: Index) => readonly string[];
  /** The forms that may fit a scope, in a fixed order. */
  forms: (index: Index, scope: string) => readonly string[];
  /** The question, or why it is not asked. `rng` chooses words and nothing else. */
  pose: (index: Index, scope: string, form: string, rng: Rng) => Question | Objection;
  /** Id → address. */
  addresses: (index: Index) => ReadonlyMap<string, string>;
  programs: Programs;
}

const scopeMove = z.strictObject({ scope: z.string() });
const formMove = z.strictObject({ form: z.string() });
type State = { scope: string | null; form: string | null };
type Move = { scope: string } | { form: string };

export function questionFamily<Index>(options: QuestionFamilyOptions<Index>): Family<State, Move> {
  const open = (game: Game) => game.webs.open(options.web);
  const indexOf = async (game: Game) => options.index(await open(game));
  const formsOf = async (state: State, game: Game) =>
    state.scope === null || state.form !== null ? [] : options.forms(await indexOf(game), state.scope);
  return {
    id: options.id,
    version: options.version,
    category: 'search',
    title: options.title,
    needs: [`web:${options.web}`],
    sources: options.packages,
    kinds: {
      scope: {
        doc: 'Chooses which set of documents, or where a chain begins.',
        schema: scopeMove,
        sample: async (state, game) => {
          const scopes = state.scope === null ? options.scopes(await indexOf(game)) : [];
          return scopes.length === 0 ? null : { scope: game.rng.pick(scopes) };
        },
        options: async (state, page, game) =>
          listed(
            (state.scope === null ? options.scopes(await indexOf(game)) : []).map((scope) => ({ scope })),
            page,
          ),
      },
      form: {
        doc: 'Chooses what is asked of it.',
        schema: formMove,
        sample: async (state, game) => {
          const forms = await formsOf(state, game);
          return forms.length === 0 ? null : { form: game.rng.pick(forms) };
        },
        options: async (state, page, game) =>
          listed(
            (await formsOf(state, game)).map((form) => ({ form })),
            page,
          ),
      },
    },
    begin: async () => ({ scope: null, form: null }),
    apply: async (state, { kind, move }, game) => {
      const index = await indexOf(game);
      if (kind === 'scope') return applyScope(options, index, state, scopeMove.parse(move).scope, game);
      return applyForm(options, index, state, formMove.parse(move).form, game);
    },
    finish: async (state, game, lineage) => finish(options, await open(game), state, game, lineage),
  };
}

async function applyScope<Index>(
  options: QuestionFamilyOptions<Index>,
  index: Index,
  state: State,
  scope: string,
  game: Game,
): Promise<State | Illegal> {
  if (state.scope !== null) return { illegal: 'the scope is chosen' };
  const forms = options.forms(index, scope);
  let objection = `there is no scope ${scope}, or nothing can be asked of it`;
  for (const form of forms) {
    const asked = options.pose(index, scope, form, game.rng);
    if (!('objection' in asked) && splitOfAll(asked) !== null) {
      // What every form of the scope needs; the hubs of a form are looked for when it is chosen.
      const shared = asked.evidence.required.filter((id) => !asked.evidence.hubs.includes(id));
      const missing = await unreachable(await game.webs.open(options.web), asked.queries, shared);
      return missing.length === 0
        ? { scope, form: null }
        : { illegal: `no query reaches ${missing.join(', ')}` };
    }
    objection = 'objection' in asked ? asked.objection : 'its documents fall into several splits';
  }
  return { illegal: objection };
}

async function applyForm<Index>(
  options: QuestionFamilyOptions<Index>,
  index: Index,
  state: State,
  form: string,
  game: Game,
): Promise<State | Illegal> {
  if (state.scope === null || state.form !== null)
    return { illegal: 'it is too early or too late for a form' };
  if (!options.forms(index, state.scope).includes(form)) return { illegal: `there is no form ${form}` };
  const asked = options.pose(index, state.scope, form, game.rng);
  if ('objection' in asked) return { illegal: asked.objection };
  if (splitOfAll(asked) === null) return { illegal: 'its documents fall into several splits' };
  const missing = await unreachable(
    await game.webs.open(options.web),
    asked.queries,
    asked.evidence.required,
  );
  if (missing.length > 0) return { illegal: `no query reaches ${missing.join(', ')}` };
  return { ...state, form };
}

/** The one split that what is asked for and all its evidence but hubs fall into, or null. */
function splitOfAll({ splitKey, evidence }: Question): string | null {
  const split = splitOf(splitKey);
  return evidence.required.every((id) => evidence.hubs.includes(id) || splitOf(id) === split) ? split : null;
}

async function finish<Index>(
  options: QuestionFamilyOptions<Index>,
  web: OfflineWeb,
  state: State,
  game: Game,
  lineage: Lineage,
): Promise<Draft | Refusal> {
  if (state.scope === null || state.form === null) return refusal('unfinished', 'No question was chosen.');
  const index = await options.index(web);
  const question = options.pose(index, state.scope, state.form, game.rng.fork('words'));
  if ('objection' in question) return refusal('not-asked', question.objection);
  const { packages, programs } = options;
  return searchDraft(game, lineage, {
    ...question,
    web: { hash: web.hash, addresses: options.addresses(index), licence: licenceOf(packages) },
    reference: programOf(programs, question, null),
    solvers: Object.keys(programs.shortcuts).map((name) => ({
      ...programOf(programs, question, name),
      expect: name === 'no search' ? ('fails' as const) : ('unknown' as const),
    })),
    toolCallsMax,
  });
}

/** A program may search a good deal more than it must, an agent a good deal more than that. */
const toolCallsMax = 400;

const solve = pythonFile('solve.py', import.meta.url);

/** The reference, or a shortcut of it. */
function programOf(
  { python, how, shortcuts }: Programs,
  { terms }: Question,
  shortcut: string | null,
): Program {
  return searchProgram(
    [solve, python],
    { ...terms, shortcut },
    shortcut === null
      ? { name: 'reads the pages', how }
      : { name: shortcut, how: shortcuts[shortcut] as string },
  );
}

/**
 * Names the packages and Wikipedia's contributors but not the pages that a question rests on: they are the answer. Each
 * document carries its own address, licence and attribution, and `open` shows them.
 */
function licenceOf(packages: readonly string[]): Licence {
  return {
    spdx: 'CC-BY-SA-4.0',
    sources: packages.map((source) => ({
      source,
      spdx: 'CC-BY-SA-4.0',
      attribution: 'Wikipedia contributors; every document names its article, address and licence',
      url: 'https://en.wikipedia.org/wiki/Wikipedia:Copyrights',
    })),
  };
}
