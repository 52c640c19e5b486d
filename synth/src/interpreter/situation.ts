/**
 * Families whose items are situations with terms: the game chooses a situation, then its numbers. This file is the game;
 * a situation brings the sense of its terms, its exact answer, its mistakes and its words.
 */
import {
  canonicalJson,
  refusal,
  type AnswerType,
  type Draft,
  type Family,
  type Game,
  type Illegal,
  type Json,
  type JsonObject,
  type Lineage,
  type Refusal,
  type Rng,
} from '@touchstone/contracts';
import { z } from 'zod';
import { listed } from './moves.ts';
import { programFor } from './program.ts';
import { typedDraft, type Mistake } from './typed-draft.ts';

export interface Situation<T extends JsonObject = JsonObject> {
  terms: z.ZodType<T>;
  sample(rng: Rng): T;
  /** Why these terms make no sense or no work, or null. */
  objection(terms: T): string | null;
  /** Field → value. */
  answer(terms: T): JsonObject;
  mistakes(terms: T, right: JsonObject): Mistake[];
  tell(terms: T, rng: Rng): string;
  /** The reference: a program that reads the terms from `CASE` and works in another way, and how it does. */
  python: string;
  how: string;
  /** A shortcut that the program takes when `CASE["shortcut"]` is set; it leads to a wrong answer. */
  shortcut: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- existential type: terms only go back to their situation.
type AnySituation = Situation<any>;

export interface SituationFamilyOptions {
  id: string;
  version: number;
  title: string;
  situations: Readonly<Record<string, AnySituation>>;
  /** How often a situation is drawn, 1 where nothing is said: poor ones are drawn less, so that items differ. */
  weights?: Readonly<Record<string, number>>;
  /** Type of every field of an answer. */
  fieldType: AnswerType;
  /** Why a right value is no worthy answer (too simple, too small), or null. */
  unworthy: (field: string, value: Json) => string | null;
  chance: (right: JsonObject) => number;
}

const choose = z.strictObject({ situation: z.string() });
const agree = z.strictObject({ terms: z.record(z.string(), z.json()) });
type State = { situation: string | null; terms: JsonObject | null };
type Move = { situation: string } | { terms: JsonObject };

export function situationFamily(options: SituationFamilyOptions): Family<State, Move> {
  const { id, version, title, situations, weights = {} } = options;
  const of = (state: State): Situation | undefined =>
    state.situation === null ? undefined : situations[state.situation];
  const sampleTerms = (state: State, rng: Game['rng']) => {
    const situation = of(state);
    return situation && !state.terms ? { terms: situation.sample(rng) } : null;
  };
  return {
    id,
    version,
    category: 'interpreter',
    title,
    needs: [],
    sources: [],
    kinds: {
      situation: {
        doc: 'Chooses the situation.',
        schema: choose,
        sample: async (state, { rng }) =>
          state.situation === null
            ? { situation: rng.weighted(Object.keys(situations).map((name) => [name, weights[name] ?? 1])) }
            : null,
        options: (state, page) =>
          listed(
            state.situation === null ? Object.keys(situations).map((situation) => ({ situation })) : [],
            page,
          ),
      },
      terms: {
        doc: 'Fixes the numbers of the situation.',
        schema: agree,
        sample: async (state, { rng }) => sampleTerms(state, rng),
        options: (state, page, { rng }) =>
          listed(
            Array.from({ length: 40 }, (_, i) => sampleTerms(state, rng.fork(String(i)))).filter(
              (move) => move !== null,
            ),
            page,
          ),
      },
    },
    begin: async () => ({ situation: null, terms: null }),
    apply: async (state, { kind, move }) => {
      if (kind === 'terms') return applyTerms(options, state, of(state), agree.parse(move).terms);
      const { situation } = choose.parse(move);
      if (state.situation !== null || !situations[situation])
        return { illegal: `there is no situation ${situation} to choose` };
      return { situation, terms: null };
    },
    finish: async (state, game, lineage) => finish(options, state, of(state), game, lineage),
  };
}

function applyTerms(
  { unworthy }: SituationFamilyOptions,
  state: State,
  situation: Situation | undefined,
  given: JsonObject,
): State | Illegal {
  if (!situation || state.terms) return { illegal: 'it is too early or too late for terms' };
  const parsed = situation.terms.safeParse(given);
  if (!parsed.success) return { illegal: 'these are not the terms of the situation' };
  const terms = parsed.data;
  const objection = situation.objection(terms);
  if (objection) return { illegal: objection };
  const right = situation.answer(terms);
  for (const [field, value] of Object.entries(right)) {
    const reason = unworthy(field, value);
    if (reason) return { illegal: `${field} ${reason}` };
  }
  for (const { how, answer } of situation.mistakes(terms, right))
    if (canonicalJson(answer) === canonicalJson(right)) return { illegal: `harmless: ${how}` };
  return { ...state, terms };
}

async function finish(
  { fieldType, chance }: SituationFamilyOptions,
  { terms }: State,
  situation: Situation | undefined,
  game: Game,
  lineage: Lineage,
): Promise<Draft | Refusal> {
  if (!situation || !terms) return refusal('unfinished', 'No terms were fixed.');
  const right = situation.answer(terms);
  const { python, how, shortcut } = situation;
  return typedDraft(game, lineage, {
    instruction: situation.tell(terms, game.rng.fork('words')),
    answerType: {
      kind: 'record',
      fields: Object.fromEntries(Object.keys(right).map((field) => [field, fieldType])),
    },
    expected: right,
    mistakes: situation.mistakes(terms, right),
    reference: programFor(python, terms, { name: 'exact', how }),
    solvers: [
      {
        ...programFor(python, { ...terms, shortcut: true }, { name: 'shortcut', how: sentence(shortcut) }),
        expect: 'fails',
      },
    ],
    chance: chance(right),
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
