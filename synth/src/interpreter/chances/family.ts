/**
 * Family `interpreter.chances`: exact probabilities and means of a process that somebody really runs. Each setting brings its
 * own situation and method; this file only plays the game. A situation in which a plausible mistake is harmless is illegal.
 */
import {
  canonicalJson,
  refusal,
  type Draft,
  type Family,
  type Game,
  type Illegal,
  type Json,
  type Lineage,
  type Refusal,
} from '@touchstone/contracts';
import { z } from 'zod';
import { fractionAnswer } from '../answers.ts';
import { listed } from '../moves.ts';
import { programFor } from '../program.ts';
import { typedDraft } from '../typed-draft.ts';
import { bag } from './bag.ts';
import { bracket } from './bracket.ts';
import { inspection } from './inspection.ts';
import { match } from './match.ts';
import type { Chances, Setting } from './setting.ts';
import { stock } from './stock.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- existential type: terms only go back to their setting.
const settings: Readonly<Record<string, Setting<any>>> = { bag, bracket, inspection, match, stock };

const choose = z.strictObject({ setting: z.string() });
const agree = z.strictObject({ terms: z.record(z.string(), z.json()) });

type State = { setting: string | null; terms: { [key: string]: Json } | null };
type Move = { setting: string } | { terms: { [key: string]: Json } };

/** A fraction with a smaller denominator could be guessed or met in a textbook. */
const denominatorMin = 10n ** 5n;

export const chances: Family<State, Move> = {
  id: 'interpreter.chances',
  version: 1,
  category: 'interpreter',
  title: 'Exact probabilities and means of games, draws, inspections and stocks.',
  needs: [],
  sources: [],
  kinds: {
    setting: {
      doc: 'Chooses the situation.',
      schema: choose,
      sample: async (state, { rng }) => (state.setting ? null : { setting: rng.pick(Object.keys(settings)) }),
      options: (state, page) =>
        listed(state.setting ? [] : Object.keys(settings).map((setting) => ({ setting })), page),
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
  begin: async () => ({ setting: null, terms: null }),
  apply: async (state, { kind, move }) =>
    kind === 'setting' ? applySetting(state, move) : applyTerms(state, move),
  finish: async (state, game, lineage) => finish(state, game, lineage),
};

function sampleTerms(state: State, rng: Game['rng']): { terms: { [key: string]: Json } } | null {
  const setting = settingOf(state);
  return setting && !state.terms ? { terms: setting.sample(rng) } : null;
}

function settingOf({ setting }: State): Setting | undefined {
  return setting === null ? undefined : settings[setting];
}

function applySetting(state: State, move: Move): State | Illegal {
  const { setting } = choose.parse(move);
  if (state.setting || !settings[setting]) return { illegal: `there is no setting ${setting} to choose` };
  return { setting, terms: null };
}

function applyTerms(state: State, move: Move): State | Illegal {
  const setting = settingOf(state);
  if (!setting || state.terms) return { illegal: 'it is too early or too late for terms' };
  const parsed = setting.terms.safeParse(agree.parse(move).terms);
  if (!parsed.success) return { illegal: 'these are not the terms of the setting' };
  const objection = setting.objection(parsed.data);
  if (objection) return { illegal: objection };
  const right = setting.chances(parsed.data);
  for (const [field, { numerator, denominator }] of Object.entries(right)) {
    if (numerator <= 0n) return { illegal: `${field} is nothing` };
    if (denominator < denominatorMin) return { illegal: `${field} is too simple a fraction` };
  }
  for (const { how, chances: wrong } of setting.mistakes(parsed.data, right))
    if (canonicalJson(written(wrong)) === canonicalJson(written(right)))
      return { illegal: `harmless: ${how}` };
  return { ...state, terms: parsed.data };
}

async function finish(state: State, game: Game, lineage: Lineage): Promise<Draft | Refusal> {
  const setting = settingOf(state);
  if (!setting || !state.terms) return refusal('unfinished', 'No terms were fixed.');
  const { terms } = state;
  const right = setting.chances(terms);
  return typedDraft(game, lineage, {
    instruction: setting.tell(terms, game.rng.fork('words')),
    answerType: {
      kind: 'record',
      fields: Object.fromEntries(Object.keys(right).map((field) => [field, fractionAnswer])),
    },
    expected: written(right),
    mistakes: setting
      .mistakes(terms, right)
      .map(({ how, chances: wrong }) => ({ how, answer: written(wrong) })),
    reference: programFor(setting.python, terms, { name: 'exact', how: setting.how }),
    solvers: [
      {
        ...programFor(
          setting.python,
          { ...terms, shortcut: true },
          { name: 'shortcut', how: capital(setting.shortcut) },
        ),
        expect: 'fails',
      },
    ],
    chance: 1 / Number(Object.values(right)[0]?.denominator ?? 1n),
  });
}

function written(values: Chances): { [field: string]: Json } {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value.text]));
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
