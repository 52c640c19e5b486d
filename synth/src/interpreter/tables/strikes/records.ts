/**
 * Bird strikes as two files that must be joined: what happened, and the damage reports that followed, some of them revised,
 * some never sent. The strikes and their damage are real; report numbers, revisions and gaps are planted.
 */
import { createRng, type Rng } from '@touchstone/contracts';
import type { TextRow } from '../read-table.ts';

export interface Strike {
  id: string;
  date: string;
  airport: string;
  operator: string;
  state: string;
  size: string;
  time_of_day: string;
  phase: string;
  damage: string;
}

export interface Report {
  id: string;
  revision: number;
  damage: string;
}

/** What was done to the records, with the random seed that says where. */
export type Defects = {
  /** Share of strikes whose report was revised. */
  revised: number;
  /** Share of strikes without a report. */
  missing: number;
  /** Share of strikes whose group name is typed in another case or with stray blanks. */
  typed: number;
  randomSeed: number;
};

const damages = ['None', 'Minor', 'Medium', 'Substantial'];
const phases = ['Approach', 'Climb', 'Take-off run', 'Landing Roll', 'Descent'];

const taken = new WeakMap<readonly TextRow[], Map<string, Strike[]>>();

/** `strikesOf`, remembered for a table: drafting asks for the same years many times. */
export function strikesBetween(rows: readonly TextRow[], first: number, last: number): readonly Strike[] {
  const known = taken.get(rows) ?? new Map<string, Strike[]>();
  taken.set(rows, known);
  const key = `${first}-${last}`;
  let strikes = known.get(key);
  if (!strikes) known.set(key, (strikes = strikesOf(rows, first, last)));
  return strikes;
}

/** Strikes of the years `first` to `last`; the few with a damage code that nobody explains are not taken in. */
function strikesOf(rows: readonly TextRow[], first: number, last: number): Strike[] {
  const ids = createRng('strike ids');
  let id = 100_000;
  return rows
    .map((row) => ({ id: `S${(id += ids.integer(1, 60))}`, row }))
    .filter(({ row }) => {
      const year = Number(row['Flight Date']?.slice(0, 4));
      return (
        year >= first &&
        year <= last &&
        damages.includes(row['Effect Amount of damage'] ?? '') &&
        phases.includes(row['Phase of flight'] ?? '')
      );
    })
    .map(({ id: number, row }) => ({
      id: number,
      date: row['Flight Date'] ?? '',
      airport: (row['Airport Name'] ?? '').replace(/\s+/g, ' ').trim(),
      operator: (row['Aircraft Airline Operator'] ?? '').replaceAll('*', '').replace(/\s+/g, ' ').trim(),
      state: row['Origin State'] ?? '',
      size: row['Wildlife Size'] ?? '',
      time_of_day: row['Time of day'] ?? '',
      phase: row['Phase of flight'] ?? '',
      damage: row['Effect Amount of damage'] ?? '',
    }));
}

/** The reports that were received: every one is right in its last revision, whatever the earlier ones said. */
export function reportsOf(strikes: readonly Strike[], defects: Defects): Report[] {
  const rng = createRng(`strike reports/${defects.randomSeed}`);
  const received = strikes.flatMap(({ id, damage }): Report[] => {
    const [missing, revised] = [rng.chance(defects.missing), rng.chance(defects.revised)];
    const earlier = revised ? provisional(damage, rng) : [];
    if (missing) return [];
    return [...earlier, damage].map((each, i) => ({ id, revision: i + 1, damage: each }));
  });
  return rng.shuffle(received);
}

/** One or two earlier opinions: damage is mostly found later, now and then a first alarm turns out to be nothing. */
function provisional(damage: string, rng: Rng): string[] {
  const others = damages.filter((other) => other !== damage);
  const first =
    damage === 'None' ? rng.pick(['Minor', 'Medium']) : rng.chance(0.7) ? 'None' : rng.pick(others);
  return rng.chance(0.25) ? [first, rng.pick(damages)] : [first];
}

/** A name as somebody in a hurry types it: same letters, other case or blanks. */
export function typedNames(
  strikes: readonly Strike[],
  column: 'airport' | 'operator' | 'state',
  defects: Defects,
): string[] {
  const rng = createRng(`strike names/${defects.randomSeed}`);
  return strikes.map((strike) => {
    const name = strike[column];
    if (!rng.chance(defects.typed)) return name;
    return rng.pick([
      name.toLowerCase(),
      `${name} `,
      ` ${name}`,
      name.replace(' ', '  '),
      name.toUpperCase(),
    ]);
  });
}
