/**
 * Family `interpreter.payrolls`: a real table of payroll counts in which single cells were keyed with two neighbouring digits
 * exchanged. The sums between the columns identify every such cell; a month that two exchanges would explain is an illegal
 * move. Expected answers come from the untouched source; the reference sees only the file.
 */
import {
  isRefusal,
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
import { listed } from '../../moves.ts';
import { programFor, pythonFile } from '../../program.ts';
import { typedDraft, type Mistake } from '../../typed-draft.ts';
import { csvFile, readTable, tableLicence } from '../read-table.ts';
import { columns, explanations, residuals, sourceName, sums, swapped, value, type Month } from './columns.ts';
import { answer, answerTypes, fieldOf, tell, type Ask } from './questions.ts';
import { fileName, instruct, structureFile } from './wording.ts';

const source = 'npm:vega-datasets@3.2.1';
const path = 'data/us-employment.csv';
const python = pythonFile('repair.py', import.meta.url);

const period = z.strictObject({
  first: z.number().int(),
  last: z.number().int(),
  cells: z.number().int(),
  asks: z.number().int(),
});
const slip = z.strictObject({
  month: z.string(),
  column: z.enum(columns as [string, ...string[]]),
  place: z.number().int(),
});
const ask: z.ZodType<Ask> = z.discriminatedUnion('about', [
  z.strictObject({ about: z.literal('largest-fall'), column: z.string() }),
  z.strictObject({ about: z.literal('year-mean'), column: z.string(), year: z.number().int() }),
  z.strictObject({ about: z.literal('falling-run'), column: z.string() }),
  z.strictObject({ about: z.literal('share-low'), column: z.string(), of: z.string() }),
]);

type Period = z.infer<typeof period>;
type Slip = z.infer<typeof slip>;
type State = { period: Period | null; slips: Slip[]; asks: Ask[] };
type Move = Period | Slip | Ask;

export const payrolls: Family<State, Move> = {
  id: 'interpreter.payrolls',
  version: 2,
  category: 'interpreter',
  title: 'Finding and mending mistyped cells of a table by the sums that must hold.',
  needs: ['tables'],
  sources: [source],
  kinds: {
    period: {
      doc: 'Chooses the years of the table, how many cells are mistyped and how many questions follow.',
      schema: period,
      sample: async (state, { rng }) => (state.period ? null : samplePeriod(rng)),
      options: (state, page, { rng }) =>
        listed(
          state.period ? [] : Array.from({ length: 20 }, (_, i) => samplePeriod(rng.fork(String(i)))),
          page,
        ),
    },
    slip: {
      doc: 'Exchanges two neighbouring digits of one cell.',
      schema: slip,
      sample: async (state, game) =>
        wantsSlip(state) ? sampleSlip(state, await soundMonths(state, game), game.rng) : null,
      options: async (state, page, game) =>
        listed(wantsSlip(state) ? everySlip(await soundMonths(state, game)) : [], page),
    },
    ask: {
      doc: 'Asks something of the mended table that the mistyped cells would spoil.',
      schema: ask,
      sample: async (state, { rng }) => (wantsAsk(state) ? rng.pick(everyAsk(state)) : null),
      options: (state, page) => listed(wantsAsk(state) ? everyAsk(state) : [], page),
    },
  },
  begin: async (): Promise<State> => ({ period: null, slips: [], asks: [] }),
  apply: async (state, { kind, move }, game) => {
    if (kind === 'period') return applyPeriod(state, move as Period);
    if (!state.period) return { illegal: 'the period comes first' };
    const months = await soundMonths(state, game);
    return kind === 'slip' ? applySlip(state, move as Slip, months) : applyAsk(state, move as Ask, months);
  },
  finish,
};

function samplePeriod(rng: Game['rng']): Period {
  const first = rng.integer(2006, 2010);
  return {
    first,
    last: rng.integer(Math.max(first + 4, 2011), 2015),
    cells: rng.integer(5, 11),
    asks: rng.integer(2, 3),
  };
}

const wantsSlip = ({ period, slips }: State) => period !== null && slips.length < period.cells;
const wantsAsk = ({ period, slips, asks }: State) =>
  period !== null && slips.length === period.cells && asks.length < period.asks;

function sampleSlip(state: State, months: readonly Month[], rng: Game['rng']): Slip {
  const { month, values } = rng.pick(
    months.filter((candidate) => !state.slips.some((slip) => slip.month === candidate.month)),
  );
  const column = rng.pick(columns);
  return { month, column, place: rng.integer(0, String(value(values, column)).length - 2) };
}

function everySlip(months: readonly Month[]): Slip[] {
  return months.flatMap(({ month, values }) =>
    columns.flatMap((column) =>
      Array.from({ length: String(value(values, column)).length - 1 }, (_, place) => ({
        month,
        column,
        place,
      })),
    ),
  );
}

/** Only columns with a mistyped cell: elsewhere the question would not need the repair. */
function everyAsk({ slips, asks }: State): Ask[] {
  const spoilt = [...new Set(slips.map(({ column }) => column))].filter(
    (column) => !asks.some((asked) => asked.column === column),
  );
  const shares = spoilt.filter((column) => !['nonfarm', 'private', 'service_providing'].includes(column));
  return [
    ...spoilt.flatMap((column): Ask[] => [
      { about: 'largest-fall', column },
      { about: 'falling-run', column },
    ]),
    ...shares.map((column): Ask => ({ about: 'share-low', column, of: 'nonfarm' })),
    ...slips
      .filter(({ column }) => spoilt.includes(column))
      .map(({ column, month }): Ask => ({ about: 'year-mean', column, year: Number(month.slice(0, 4)) })),
  ].filter(({ about }) => !asks.some((asked) => asked.about === about));
}

function applyPeriod(state: State, move: Period): State | Illegal {
  if (state.period) return { illegal: 'the period is chosen' };
  if (move.first < 2006 || move.last > 2015 || move.last - move.first < 3)
    return { illegal: 'four to ten years between 2006 and 2015' };
  return { ...state, period: move };
}

function applySlip(state: State, move: Slip, months: readonly Month[]): State | Illegal {
  if (!wantsSlip(state)) return { illegal: 'enough cells are mistyped' };
  if (state.slips.some(({ month }) => month === move.month))
    return { illegal: 'that month has a mistyped cell' };
  const month = months.find((candidate) => candidate.month === move.month);
  if (!month) return { illegal: 'that month is not in the table' };
  const typed = swapped(value(month.values, move.column), move.place);
  if (typed === null) return { illegal: 'exchanging these digits changes nothing' };
  const found = explanations({ ...month, values: { ...month.values, [move.column]: typed } });
  if (found.length !== 1) return { illegal: `${found.length} exchanges would explain that month` };
  return { ...state, slips: [...state.slips, move] };
}

function applyAsk(state: State, move: Ask, months: readonly Month[]): State | Illegal {
  if (!wantsAsk(state)) return { illegal: 'it is too early or enough is asked' };
  if (!columns.includes(move.column)) return { illegal: `no column is called ${move.column}` };
  if (state.asks.some(({ about }) => about === move.about)) return { illegal: 'that was asked' };
  const sound = answer(move, months);
  if (sound === null) return { illegal: 'the question has no single answer' };
  const typed = answer(move, mistyped(months, state.slips));
  if (JSON.stringify(typed) === JSON.stringify(sound))
    return { illegal: 'the mistyped cells do not change the answer' };
  return { ...state, asks: [...state.asks, move] };
}

/** The months of the period as the source has them; throws where a sum of the source misses, which the pin rules out. */
async function soundMonths(state: State, game: Game): Promise<Month[]> {
  const { rows } = await readTable(game, source, path);
  const { first, last } = state.period ?? { first: 0, last: 9999 };
  return rows
    .filter((row) => Number(row.month?.slice(0, 4)) >= first && Number(row.month?.slice(0, 4)) <= last)
    .map((row) => {
      const month = {
        month: row.month ?? '',
        values: Object.fromEntries(columns.map((column) => [column, Number(row[sourceName(column)])])),
      };
      if (residuals(month).some((residual) => residual !== 0))
        throw new RangeError(`The sums of ${month.month} do not hold in the source.`);
      return month;
    });
}

function mistyped(months: readonly Month[], slips: readonly Slip[]): Month[] {
  return months.map((month) => {
    const slip = slips.find((candidate) => candidate.month === month.month);
    if (!slip) return month;
    return {
      ...month,
      values: { ...month.values, [slip.column]: swapped(value(month.values, slip.column), slip.place) ?? 0 },
    };
  });
}

async function finish(state: State, game: Game, lineage: Lineage): Promise<Draft | Refusal> {
  if (!state.period || wantsSlip(state) || wantsAsk(state))
    return refusal('unfinished', 'Cells or questions are missing.');
  const table = await readTable(game, source, path);
  const licence = tableLicence(table);
  if (isRefusal(licence)) return licence;
  const months = await soundMonths(state, game);
  const corrections = state.slips
    .map(({ month, column }) => ({
      month,
      column,
      value: value(months.find((m) => m.month === month)?.values ?? {}, column),
    }))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));
  const expected = answers(state, months, corrections);
  const typed = mistyped(months, state.slips);
  const rows = typed.map(({ month, values }) => ({
    month,
    ...Object.fromEntries(columns.map((name) => [name, String(value(values, name))])),
  }));
  return typedDraft(game, lineage, {
    instruction: instruct({
      ...state.period,
      cells: state.slips.length,
      asked: state.asks.map(tell),
      rng: game.rng.fork('wording'),
    }),
    answerType: {
      kind: 'record',
      fields: {
        corrections: {
          kind: 'table',
          columns: { month: { kind: 'date' }, column: { kind: 'text' }, value: { kind: 'integer' } },
          ordered: false,
        },
        ...Object.fromEntries(state.asks.map(({ about }) => [fieldOf[about], answerTypes[about]])),
      },
    },
    expected,
    ...programs(state),
    mistakes: mistakes(state, months, typed, corrections),
    // Finding the cells by luck means naming each month, column and value.
    chance: 1 / (months.length * columns.length),
    files: [csvFile(fileName, ['month', ...columns], rows), structureFile],
    licence,
    splitKey: table.name,
  });
}

type Correction = { month: string; column: string; value: number };

function answers(
  state: State,
  months: readonly Month[],
  corrections: readonly Correction[],
): { [field: string]: Json } {
  return {
    corrections: [...corrections],
    ...Object.fromEntries(state.asks.map((asked) => [fieldOf[asked.about], answer(asked, months)])),
  };
}

function mistakes(
  state: State,
  months: readonly Month[],
  typed: readonly Month[],
  corrections: readonly Correction[],
): Mistake[] {
  const skipped = corrections.slice(1);
  const interpolated = corrections.map((correction) => {
    const at = months.findIndex(({ month }) => month === correction.month);
    const near = [months[at - 1], months[at + 1]].flatMap((month) =>
      month ? [value(month.values, correction.column)] : [],
    );
    return { ...correction, value: Math.round(near.reduce((sum, each) => sum + each, 0) / near.length) };
  });
  const apply = (repairs: readonly Correction[]) =>
    typed.map((month) => {
      const repair = repairs.find((candidate) => candidate.month === month.month);
      return repair ? { ...month, values: { ...month.values, [repair.column]: repair.value } } : month;
    });
  return [
    {
      how: 'finds every cell but answers the questions from the file as it is',
      answer: answers(state, typed, corrections),
    },
    { how: 'overlooks the first mistyped cell', answer: answers(state, apply(skipped), skipped) },
    {
      how: 'finds the cells and fills in the mean of the neighbouring months',
      answer: answers(state, apply(interpolated), interpolated),
    },
    {
      how: 'reports the mistyped values as the corrections',
      answer: answers(
        state,
        months,
        corrections.map((each) => ({
          ...each,
          value: value(typed.find(({ month }) => month === each.month)?.values ?? {}, each.column),
        })),
      ),
    },
    { how: 'repairs nothing', answer: answers(state, typed, []) },
  ];
}

function programs(state: State) {
  const data = {
    file: fileName,
    sums: sums.map(([total, parts]) => [total, [...parts]]),
    asks: state.asks.map((asked) => ({ ...asked, field: fieldOf[asked.about] })),
  };
  return {
    reference: programFor(
      python,
      { ...data, method: 'exchanges' },
      { name: 'exchanges', how: 'Tries every exchange of digits in every month whose sums miss.' },
    ),
    solvers: [
      {
        ...programFor(
          python,
          { ...data, method: 'outliers' },
          {
            name: 'outliers',
            how: 'Mends only values that jump away from their neighbours, without the sums.',
          },
        ),
        expect: 'fails' as const,
      },
      {
        ...programFor(
          python,
          { ...data, method: 'trust-parts' },
          { name: 'trust-parts', how: 'Takes every total for wrong and sums its parts again.' },
        ),
        expect: 'unknown' as const,
      },
    ],
  };
}
