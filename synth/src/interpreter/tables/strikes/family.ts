/**
 * Family `interpreter.strikes`: crude and standardised damage shares of unequal groups over real bird strikes, from two files
 * that must be joined, with revised and missing reports. Legal while the standardisation changes who comes first, and
 * while no two leading groups are too close to tell apart.
 */
import {
  isRefusal,
  refusal,
  type Draft,
  type Family,
  type Game,
  type Illegal,
  type Lineage,
  type Refusal,
} from '@touchstone/contracts';
import { z } from 'zod';
import { listed } from '../../moves.ts';
import { programFor, pythonFile } from '../../program.ts';
import { typedDraft, type Mistake } from '../../typed-draft.ts';
import { csvFile, readTable, tableLicence } from '../read-table.ts';
import {
  groupColumns,
  outcomes,
  ratesOf,
  stratumColumns,
  type Question,
  type Rate,
  type Slip,
} from './rates.ts';
import { reportsOf, strikesBetween, typedNames, type Defects, type Report, type Strike } from './records.ts';
import { instruct } from './wording.ts';

const source = 'npm:vega-datasets@3.2.1';
const path = 'data/birdstrikes.csv';
const python = pythonFile('rates.py', import.meta.url);

/** Percentage points that must lie between the first two groups, so that no way of rounding swaps them. */
const leadMin = 0.1;
/** Percentage points; two decimals are asked for. */
const toleranceOfShares = 0.011;
const groupsMin = 4;
const groupsMax = 14;

const years = z.strictObject({ first: z.number().int(), last: z.number().int() });
const defects = z.strictObject({
  revised: z.number(),
  missing: z.number(),
  typed: z.number(),
  randomSeed: z.number().int(),
});
const question = z.strictObject({
  group: z.enum(groupColumns),
  stratum: z.enum(stratumColumns),
  outcome: z.enum(outcomes),
  least: z.number().int().positive(),
});

type Years = z.infer<typeof years>;
type State = { years: Years | null; defects: Defects | null; question: Question | null };
type Move = Years | Defects | Question;

export const strikes: Family<State, Move> = {
  id: 'interpreter.strikes',
  version: 2,
  category: 'interpreter',
  title: 'Comparing unequal groups by standardised shares, from two files that must be joined.',
  needs: ['tables'],
  sources: [source],
  kinds: {
    years: {
      doc: 'Chooses the years whose strikes are in the files.',
      schema: years,
      sample: async (state, { rng }) => (state.years ? null : sampleYears(rng)),
      options: (state, page) => listed(state.years ? [] : everyYears(), page),
    },
    defects: {
      doc: 'Says how many reports were revised or never sent, and how carelessly names were typed.',
      schema: defects,
      sample: async (state, { rng }) => (state.years && !state.defects ? sampleDefects(rng) : null),
      options: (state, page, { rng }) =>
        listed(
          state.years && !state.defects
            ? Array.from({ length: 20 }, (_, i) => sampleDefects(rng.fork(String(i))))
            : [],
          page,
        ),
    },
    question: {
      doc: 'Chooses the groups, what they are adjusted for, which damage counts and how large a group must be.',
      schema: question,
      sample: async (state, { rng }) => (state.defects && !state.question ? rng.pick(everyQuestion()) : null),
      options: (state, page) => listed(state.defects && !state.question ? everyQuestion() : [], page),
    },
  },
  begin: async (): Promise<State> => ({ years: null, defects: null, question: null }),
  apply: async (state, { kind, move }, game) => {
    if (kind === 'years') return applyYears(state, move as Years);
    if (kind === 'defects') return applyDefects(state, move as Defects);
    return applyQuestion(state, move as Question, game);
  },
  finish,
};

function everyYears(): Years[] {
  const all: Years[] = [];
  for (let first = 1990; first <= 1998; first++)
    for (let last = first + 3; last <= 2001; last++) all.push({ first, last });
  return all;
}

const sampleYears = (rng: Game['rng']) => rng.pick(everyYears());

function sampleDefects(rng: Game['rng']): Defects {
  return {
    revised: rng.integer(8, 18) / 100,
    missing: rng.integer(3, 9) / 100,
    typed: rng.chance(0.6) ? rng.integer(4, 12) / 100 : 0,
    randomSeed: rng.integer(0, 999_999),
  };
}

function everyQuestion(): Question[] {
  return groupColumns.flatMap((group) =>
    stratumColumns.flatMap((stratum) =>
      outcomes.flatMap((outcome) =>
        [5, 8, 10, 12, 15, 20].map((least) => ({ group, stratum, outcome, least })),
      ),
    ),
  );
}

function applyYears(state: State, move: Years): State | Illegal {
  if (state.years) return { illegal: 'the years are chosen' };
  if (!everyYears().some(({ first, last }) => first === move.first && last === move.last))
    return { illegal: 'four years or more, between 1990 and 2001' };
  return { ...state, years: move };
}

function applyDefects(state: State, move: Defects): State | Illegal {
  if (!state.years || state.defects) return { illegal: 'it is too early or they are chosen' };
  if (
    move.revised < 0.05 ||
    move.revised > 0.3 ||
    move.missing < 0.02 ||
    move.missing > 0.15 ||
    move.typed < 0 ||
    move.typed > 0.2
  )
    return { illegal: 'no such office would have survived, or nothing would be wrong' };
  return { ...state, defects: move };
}

async function applyQuestion(state: State, move: Question, game: Game): Promise<State | Illegal> {
  if (!state.defects || state.question) return { illegal: 'it is too early or it is asked' };
  const next = { ...state, question: move };
  const { rates } = await worked(next, game);
  if (rates.length < groupsMin || rates.length > groupsMax)
    return { illegal: `${rates.length} groups qualify` };
  const crude = rates.toSorted((a, b) => b.crude - a.crude);
  const standardised = rates.toSorted((a, b) => b.standardised - a.standardised);
  if (leads(crude, 'crude') < leadMin || leads(standardised, 'standardised') < leadMin)
    return { illegal: 'two groups lead together' };
  const moved = crude.filter(({ group }, i) => standardised[i]?.group !== group);
  if (moved.length < 2) return { illegal: 'standardising changes no rank' };
  return next;
}

function leads(sorted: readonly Rate[], column: 'crude' | 'standardised'): number {
  return (sorted[0]?.[column] ?? 0) - (sorted[1]?.[column] ?? 0);
}

interface Worked {
  all: readonly Strike[];
  reports: Report[];
  typed: string[];
  rates: Rate[];
  /** The answer of somebody who makes this slip. */
  slip: (slip: Slip) => Rate[];
}

async function worked(
  { years: period, defects: planted, question: asked }: State,
  game: Game,
): Promise<Worked> {
  if (!period || !planted || !asked) throw new RangeError('Expected years, defects and a question.');
  const { rows } = await readTable(game, source, path);
  const all = strikesBetween(rows, period.first, period.last);
  const reports = reportsOf(all, planted);
  const typed = typedNames(all, asked.group, planted);
  const slip = (slips: Slip) => ratesOf(all, reports, typed, asked, slips);
  return { all, reports, typed, rates: slip({}), slip };
}

async function finish(state: State, game: Game, lineage: Lineage): Promise<Draft | Refusal> {
  const { years: period, defects: planted, question: asked } = state;
  if (!period || !planted || !asked) return refusal('unfinished', 'Nothing was asked.');
  const table = await readTable(game, source, path);
  const licence = tableLicence(table);
  if (isRefusal(licence)) return licence;
  const { all, reports, typed, rates, slip } = await worked(state, game);
  const columns = ['id', 'date', 'airport', 'operator', 'state', 'size', 'time_of_day', 'phase'] as const;
  const strikeRows = all.map((strike, i) => ({
    ...Object.fromEntries(columns.map((column) => [column, strike[column]])),
    [asked.group]: typed[i] ?? '',
  }));
  const reportRows = reports.map(({ id, revision, damage }) => ({ id, revision: String(revision), damage }));
  return typedDraft(game, lineage, {
    instruction: instruct({
      question: asked,
      ...period,
      typed: planted.typed > 0,
      rng: game.rng.fork('wording'),
    }),
    answerType: {
      kind: 'table',
      columns: {
        group: { kind: 'text' },
        strikes: { kind: 'integer' },
        crude: { kind: 'number', absoluteTolerance: toleranceOfShares },
        standardised: { kind: 'number', absoluteTolerance: toleranceOfShares },
      },
      ordered: false,
    },
    expected: rates,
    mistakes: mistakes(rates, slip),
    ...programs(asked, planted),
    // Nobody names a group's shares to two decimals by luck; this bounds one cell of one row.
    chance: 1 / 1_000,
    files: [
      csvFile('strikes.csv', columns, strikeRows),
      csvFile('reports.csv', ['id', 'revision', 'damage'], reportRows),
    ],
    licence,
    splitKey: table.name,
  });
}

/** Only what a verifier with its tolerance can tell from the answer is a mistake. */
function mistakes(rates: readonly Rate[], slip: Worked['slip']): Mistake[] {
  const slips: { how: string; answer: Rate[] }[] = [
    { how: 'takes the first report of a strike instead of the last', answer: slip({ report: 'first' }) },
    { how: 'takes the worst report of a strike instead of the last', answer: slip({ report: 'worst' }) },
    { how: 'counts strikes without a report as undamaged', answer: slip({ withoutReport: 'no-damage' }) },
    { how: 'weighs every class alike', answer: slip({ weights: 'equal' }) },
    {
      how: 'standardises to all strikes instead of those of the groups taken',
      answer: slip({ weights: 'all-strikes' }),
    },
    { how: 'takes every spelling of a name for another group', answer: slip({ names: 'as-typed' }) },
    {
      how: 'asks for enough strikes in total instead of in every class',
      answer: slip({ least: 'in-total' }),
    },
    {
      how: 'gives the crude share twice',
      answer: rates.map((rate) => ({ ...rate, standardised: rate.crude })),
    },
  ];
  return slips.filter(({ answer }) => differs(answer, rates));
}

function differs(rates: readonly Rate[], from: readonly Rate[]): boolean {
  if (rates.length !== from.length) return true;
  return rates.some(({ group, strikes: number, crude, standardised }, i) => {
    const other = from[i];
    if (!other || other.group !== group || other.strikes !== number) return true;
    const apart = Math.max(Math.abs(other.crude - crude), Math.abs(other.standardised - standardised));
    return apart > 2 * toleranceOfShares;
  });
}

function programs(asked: Question, planted: Defects) {
  const data = {
    group: asked.group,
    stratum: asked.stratum,
    least: asked.least,
    hits: asked.outcome === 'any' ? ['Minor', 'Medium', 'Substantial'] : ['Medium', 'Substantial'],
    canon: planted.typed > 0,
    keep_unreported: false,
  };
  return {
    reference: programFor(python, data, {
      name: 'sql',
      how: 'Joins, counts and standardises in one SQL query.',
    }),
    solvers: [
      {
        ...programFor(
          python,
          { ...data, keep_unreported: true },
          { name: 'left-join', how: 'Keeps strikes without a report as undamaged.' },
        ),
        expect: 'fails' as const,
      },
    ],
  };
}
