/** Crude and directly standardised shares of strikes with damage, by group (Rothman, Modern Epidemiology, ch. 4). */
import type { Report, Strike } from './records.ts';

export const groupColumns = ['airport', 'operator', 'state'] as const;
export const stratumColumns = ['size', 'time_of_day', 'phase'] as const;
export const outcomes = ['any', 'more-than-minor'] as const;

export type Question = {
  group: (typeof groupColumns)[number];
  stratum: (typeof stratumColumns)[number];
  outcome: (typeof outcomes)[number];
  /** Fewest strikes with a report that a group must have in each stratum. */
  least: number;
};

export type Rate = { group: string; strikes: number; crude: number; standardised: number };

/** How a careless analyst departs from the question; none of these is the answer. */
export interface Slip {
  report?: 'first' | 'worst';
  withoutReport?: 'no-damage';
  weights?: 'equal' | 'all-strikes';
  names?: 'as-typed';
  least?: 'in-total';
}

interface Cell {
  strikes: number;
  damaged: number;
}

/** Rates in percent to two decimals, of the groups that qualify, by name. */
export function ratesOf(
  strikes: readonly Strike[],
  reports: readonly Report[],
  typed: readonly string[],
  question: Question,
  slip: Slip = {},
): Rate[] {
  const damage = finalDamage(reports, slip);
  const counted = strikes.flatMap((strike, i) => {
    const found = damage.get(strike.id) ?? (slip.withoutReport ? 'None' : null);
    const name = slip.names ? (typed[i] ?? '') : strike[question.group];
    return found === null
      ? []
      : [{ name, stratum: strike[question.stratum], hit: isHit(found, question.outcome) }];
  });
  const strata = [...new Set(counted.map(({ stratum }) => stratum))].toSorted();
  const groups = Map.groupBy(counted, ({ name }) => name);
  const table = [...groups].map(([name, rows]) => ({
    name,
    cells: strata.map((stratum) => cellOf(rows.filter((row) => row.stratum === stratum))),
  }));
  const enough = table.filter(({ cells }) =>
    slip.least
      ? cells.reduce((sum, { strikes: n }) => sum + n, 0) >= question.least * strata.length &&
        cells.every(({ strikes: n }) => n > 0)
      : cells.every(({ strikes: n }) => n >= question.least),
  );
  const weights = weightsOf(slip.weights === 'all-strikes' ? table : enough, strata.length, slip);
  return enough
    .map(({ name, cells }) => rateOf(name, cells, weights))
    .toSorted((a, b) => (a.group < b.group ? -1 : 1));
}

function finalDamage(reports: readonly Report[], slip: Slip): Map<string, string> {
  const order = ['None', 'Minor', 'Medium', 'Substantial'];
  const best = new Map<string, Report>();
  const better = (a: Report, b: Report) =>
    slip.report === 'first'
      ? a.revision < b.revision
      : slip.report === 'worst'
        ? order.indexOf(a.damage) > order.indexOf(b.damage)
        : a.revision > b.revision;
  for (const report of reports) {
    const known = best.get(report.id);
    if (!known || better(report, known)) best.set(report.id, report);
  }
  return new Map([...best].map(([id, { damage }]) => [id, damage]));
}

const isHit = (damage: string, outcome: Question['outcome']) =>
  outcome === 'any' ? damage !== 'None' : damage === 'Medium' || damage === 'Substantial';

function cellOf(rows: readonly { hit: boolean }[]): Cell {
  return { strikes: rows.length, damaged: rows.filter(({ hit }) => hit).length };
}

/** The share of each stratum among the strikes of the given groups together. */
function weightsOf(table: readonly { cells: readonly Cell[] }[], strata: number, slip: Slip): number[] {
  if (slip.weights === 'equal') return Array.from({ length: strata }, () => 1 / strata);
  const sums = Array.from({ length: strata }, (_, i) =>
    table.reduce((sum, { cells }) => sum + (cells[i]?.strikes ?? 0), 0),
  );
  const all = sums.reduce((sum, each) => sum + each, 0);
  return sums.map((sum) => sum / all);
}

function rateOf(group: string, cells: readonly Cell[], weights: readonly number[]): Rate {
  const strikes = cells.reduce((sum, cell) => sum + cell.strikes, 0);
  const damaged = cells.reduce((sum, cell) => sum + cell.damaged, 0);
  const standardised = cells.reduce(
    (sum, cell, i) => sum + (cell.damaged / cell.strikes) * (weights[i] ?? 0),
    0,
  );
  const percent = (share: number) => Math.round(share * 10_000) / 100;
  return { group, strikes, crude: percent(damaged / strikes), standardised: percent(standardised) };
}
