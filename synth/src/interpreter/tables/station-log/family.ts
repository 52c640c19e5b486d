/**
 * Family `interpreter.station-log`: a real daily weather record in which spells of days were written in °F. A spell is legal
 * while a reader of the file alone can tell every day's unit; expected answers come from the untouched source, the
 * reference sees only the file.
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
import { runsOf, thresholdFinds, toCelsius, unclearDay, written, type Day, type Spell } from './days.ts';
import { abouts, answer, answerTypes, fieldOf, tell, type Ask } from './questions.ts';
import { fileName, instruct } from './wording.ts';

const source = 'npm:vega-datasets@3.2.1';
const path = 'data/weather.csv';
const python = pythonFile('repair.py', import.meta.url);

const station = z.strictObject({
  place: z.enum(['Seattle', 'New York']),
  first: z.number().int(),
  last: z.number().int(),
  stay: z.number().int().min(3).max(5),
  spells: z.number().int(),
  asks: z.number().int(),
});
const spell = z.strictObject({ first: z.number().int().nonnegative(), days: z.number().int() });
const ask = z.strictObject({ about: z.enum(abouts), threshold: z.number().nullable() });

type Station = z.infer<typeof station>;
type State = { station: Station | null; spells: Spell[]; asks: Ask[] };
type Move = Station | Spell | Ask;

export const stationLog: Family<State, Move> = {
  id: 'interpreter.station-log',
  version: 2,
  category: 'interpreter',
  title: 'Finding the spells of a weather log that are in the wrong unit, and what follows from the repair.',
  needs: ['tables'],
  sources: [source],
  kinds: {
    station: {
      doc: 'Chooses the station, the years, the shortest spell and how much is planted and asked.',
      schema: station,
      sample: async (state, { rng }) => (state.station ? null : sampleStation(rng)),
      options: (state, page, { rng }) =>
        listed(
          state.station ? [] : Array.from({ length: 20 }, (_, i) => sampleStation(rng.fork(String(i)))),
          page,
        ),
    },
    spell: {
      doc: 'Writes a spell of days in °F.',
      schema: spell,
      sample: async (state, game) =>
        wantsSpell(state) ? sampleSpell(state, await soundDays(state, game), game.rng) : null,
      options: async (state, page, game) => {
        if (!wantsSpell(state) || !state.station) return listed<Spell>([], page);
        const days = await soundDays(state, game);
        const length = state.station.stay + 2;
        return listed(days.map((_, first) => ({ first, days: length })).slice(0, -length), page);
      },
    },
    ask: {
      doc: 'Asks something of the repaired log that the spells would spoil.',
      schema: ask,
      sample: async (state, { rng }) => {
        const open = everyAsk(state, rng);
        return open.length === 0 ? null : rng.pick(open);
      },
      options: (state, page, { rng }) => listed(everyAsk(state, rng), page),
    },
  },
  begin: async (): Promise<State> => ({ station: null, spells: [], asks: [] }),
  apply: async (state, { kind, move }, game) => {
    if (kind === 'station') return applyStation(state, move as Station, game);
    if (!state.station) return { illegal: 'the station comes first' };
    const days = await soundDays(state, game);
    return kind === 'spell' ? applySpell(state, move as Spell, days) : applyAsk(state, move as Ask, days);
  },
  finish,
};

function sampleStation(rng: Game['rng']): Station {
  const [first, last] = rng.pick([
    [2012, 2015],
    [2012, 2014],
    [2013, 2015],
  ] as const);
  return {
    place: rng.pick(['Seattle', 'New York'] as const),
    first,
    last,
    stay: rng.integer(3, 5),
    spells: rng.integer(5, 9),
    asks: rng.integer(2, 3),
  };
}

const wantsSpell = ({ station: chosen, spells }: State) => chosen !== null && spells.length < chosen.spells;

function sampleSpell({ station: chosen, spells }: State, days: readonly Day[], rng: Game['rng']): Spell {
  const shortest = chosen?.stay ?? 3;
  // Mostly a week or two, now and then a month, as such faults last.
  const length = shortest + Math.min(28, Math.floor(-Math.log(1 - rng.next()) * 7));
  const latest = days.length - length - shortest - 1;
  if (spells.length > 0) return { first: rng.integer(shortest, latest), days: length };
  // The first spell goes over a cold snap, where °F looks like warm °C and no threshold helps.
  const coldest = days
    .map(({ max }, i) => ({ max, i }))
    .toSorted((a, b) => a.max - b.max)
    .slice(0, Math.ceil(days.length / 100));
  const first = rng.pick(coldest).i - rng.integer(0, length - 1);
  return { first: Math.min(latest, Math.max(shortest, first)), days: length };
}

function everyAsk({ station: chosen, spells, asks }: State, rng: Game['rng']): Ask[] {
  if (!chosen || spells.length < chosen.spells || asks.length >= chosen.asks) return [];
  const threshold = chosen.place === 'Seattle' ? rng.integer(20, 26) : rng.integer(25, 30);
  return abouts
    .filter((about) => !asks.some((asked) => asked.about === about))
    .map((about) => ({ about, threshold: about === 'hot-run' ? threshold : null }));
}

async function soundDays({ station: chosen }: State, game: Game): Promise<Day[]> {
  const { rows } = await readTable(game, source, path);
  if (!chosen) return [];
  return rows
    .filter(
      (row) =>
        row.location === chosen.place &&
        Number(row.date?.slice(0, 4)) >= chosen.first &&
        Number(row.date?.slice(0, 4)) <= chosen.last,
    )
    .map((row) => ({ date: row.date ?? '', max: Number(row.temp_max), min: Number(row.temp_min), row }));
}

async function applyStation(state: State, move: Station, game: Game): Promise<State | Illegal> {
  if (state.station) return { illegal: 'the station is chosen' };
  const next = { ...state, station: move };
  const days = await soundDays(next, game);
  if (days.length < 700) return { illegal: 'at least two whole years are needed' };
  return next;
}

function applySpell(state: State, move: Spell, days: readonly Day[]): State | Illegal {
  const stay = state.station?.stay ?? 3;
  if (!wantsSpell(state)) return { illegal: 'enough spells are written' };
  if (move.days < stay || move.days > 40) return { illegal: 'the spell is too short or too long' };
  const edge = stay;
  if (move.first < edge || move.first + move.days > days.length - edge)
    return { illegal: 'the spell must lie inside the log' };
  const clash = state.spells.some(
    (other) => move.first < other.first + other.days + stay && other.first < move.first + move.days + stay,
  );
  if (clash) return { illegal: 'too close to another spell' };
  const spells = [...state.spells, { first: move.first, days: move.days }].toSorted(
    (a, b) => a.first - b.first,
  );
  const unclear = unclearDay(days, spells, stay);
  if (unclear >= 0) return { illegal: `nobody could tell the unit of day ${unclear}` };
  if (spells.length === state.station?.spells && thresholdFinds(days, spells))
    return { illegal: 'a threshold on the maximum finds every spell' };
  return { ...state, spells };
}

function applyAsk(state: State, move: Ask, days: readonly Day[]): State | Illegal {
  if (!state.station || wantsSpell(state) || state.asks.length >= state.station.asks)
    return { illegal: 'it is too early or enough is asked' };
  if (state.asks.some(({ about }) => about === move.about)) return { illegal: 'that was asked' };
  if ((move.about === 'hot-run') !== (move.threshold !== null))
    return { illegal: 'a threshold belongs to hot-run alone' };
  if (move.about === 'hot-run' && !days.some(({ max }) => max >= (move.threshold ?? 99)))
    return { illegal: 'no day is that hot' };
  if (same(answer(move, days), answer(move, written(days, state.spells))))
    return { illegal: 'the spells do not change the answer' };
  return { ...state, asks: [...state.asks, move] };
}

const same = (a: Json, b: Json) => JSON.stringify(a) === JSON.stringify(b);

async function finish(state: State, game: Game, lineage: Lineage): Promise<Draft | Refusal> {
  if (!state.station || wantsSpell(state) || state.asks.length < state.station.asks)
    return refusal('unfinished', 'Spells or questions are missing.');
  const table = await readTable(game, source, path);
  const licence = tableLicence(table);
  if (isRefusal(licence)) return licence;
  const days = await soundDays(state, game);
  const file = written(days, state.spells);
  const { place, first, last, stay } = state.station;
  const rows = file.map(({ date, max, min, row }) => ({
    ...row,
    date,
    temp_max: max.toFixed(1),
    temp_min: min.toFixed(1),
  }));
  return typedDraft(game, lineage, {
    instruction: instruct({
      place,
      years: `${first} to ${last}`,
      stay,
      asked: state.asks.map(tell),
      rng: game.rng.fork('wording'),
    }),
    answerType: {
      kind: 'record',
      fields: {
        spells: {
          kind: 'table',
          columns: { first: { kind: 'date' }, last: { kind: 'date' } },
          ordered: false,
        },
        ...Object.fromEntries(state.asks.map((asked) => [fieldOf(asked), answerTypes[asked.about]])),
      },
    },
    expected: answers(state, days, state.spells),
    mistakes: mistakes(state, days, file),
    ...programs(state),
    // A guess must at least name the first and last day of one spell.
    chance: 1 / days.length,
    files: [csvFile(fileName, ['date', 'precipitation', 'temp_max', 'temp_min', 'wind', 'weather'], rows)],
    licence,
    splitKey: `${table.name}/${place}`,
  });
}

function answers(state: State, days: readonly Day[], spells: readonly Spell[]): { [field: string]: Json } {
  return {
    spells: spells.map(({ first, days: length }) => ({
      first: days[first]?.date ?? '',
      last: days[first + length - 1]?.date ?? '',
    })),
    ...Object.fromEntries(state.asks.map((asked) => [fieldOf(asked), answer(asked, days)])),
  };
}

/** Each mistake is made for real: a wrong set of spells is repaired and the questions answered from what comes out. */
function mistakes(state: State, days: readonly Day[], file: readonly Day[]): Mistake[] {
  const repaired = (spells: readonly Spell[]) =>
    file.map((day, i) =>
      spells.some(({ first, days: length }) => i >= first && i < first + length)
        ? { ...day, max: toCelsius(day.max), min: toCelsius(day.min) }
        : day,
    );
  const wrongly = (how: string, spells: Spell[]): Mistake => ({
    how,
    answer: answers(state, repaired(spells), spells),
  });
  const coldest = state.spells.toSorted((a, b) => peak(file, a) - peak(file, b))[0];
  return [
    wrongly(
      'takes only days whose maximum is above 36 for °F',
      runsOf(file, (i) => (file[i]?.max ?? 0) > 36),
    ),
    wrongly(
      'takes every day above the hottest sound day for °F',
      runsOf(file, (i) => (file[i]?.max ?? 0) > Math.max(...days.map(({ max }) => max))),
    ),
    wrongly(
      'overlooks the spell in the coldest weather',
      state.spells.filter((each) => each !== coldest),
    ),
    wrongly(
      'starts the first spell a day late',
      state.spells.map((each, i) => (i === 0 ? { first: each.first + 1, days: each.days - 1 } : each)),
    ),
    wrongly(
      'ends the last spell a day late',
      state.spells.map((each, i) =>
        i === state.spells.length - 1 ? { ...each, days: each.days + 1 } : each,
      ),
    ),
    {
      how: 'finds the spells and answers from the file as it is',
      answer: answers(state, file, state.spells),
    },
  ];
}

function peak(file: readonly Day[], { first, days }: Spell): number {
  return Math.max(...file.slice(first, first + days).map(({ max }) => max));
}

function programs(state: State) {
  const data = {
    file: fileName,
    stay: state.station?.stay ?? 3,
    asks: state.asks.map((asked) => ({ ...asked, field: fieldOf(asked) })),
  };
  return {
    reference: programFor(
      python,
      { ...data, method: 'labelling' },
      {
        name: 'labelling',
        how: 'Finds the cheapest labelling of all days at once from both temperature columns.',
      },
    ),
    solvers: [
      {
        ...programFor(
          python,
          { ...data, method: 'above-36' },
          { name: 'above-36', how: 'Takes every maximum above 36 for °F.' },
        ),
        expect: 'fails' as const,
      },
    ],
  };
}
