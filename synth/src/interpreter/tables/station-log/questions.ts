/** What is asked of the repaired log. Ties are settled as the sentence says; decisions on an edge are refused. */
import type { AnswerType, Json } from '@touchstone/contracts';
import { round, runsOf, type Day } from './days.ts';

export const abouts = ['summer-means', 'largest-fall', 'frost-days', 'warmest-week', 'hot-run'] as const;
export type Ask = { about: (typeof abouts)[number]; threshold: number | null };

const degrees: AnswerType = { kind: 'number', absoluteTolerance: 0.011, unit: '°C' };
export const answerTypes: Readonly<Record<Ask['about'], AnswerType>> = {
  'summer-means': {
    kind: 'table',
    columns: { year: { kind: 'integer' }, mean: { kind: 'number', absoluteTolerance: 0.011 } },
    ordered: false,
  },
  'largest-fall': {
    kind: 'record',
    fields: { date: { kind: 'date' }, fall: { kind: 'number', absoluteTolerance: 0.051 } },
  },
  'frost-days': {
    kind: 'table',
    columns: { year: { kind: 'integer' }, days: { kind: 'integer' } },
    ordered: false,
  },
  'warmest-week': { kind: 'record', fields: { first: { kind: 'date' }, mean: degrees } },
  'hot-run': { kind: 'record', fields: { first: { kind: 'date' }, days: { kind: 'integer' } } },
};

export const fieldOf = (ask: Ask) => ask.about.replace('-', '_');

export function tell({ about, threshold }: Ask): string {
  switch (about) {
    case 'summer-means':
      return 'the mean daily maximum of June to August of each year (`summer_means`: year and mean, °C, two decimals)';
    case 'largest-fall':
      return 'the largest fall of the daily maximum from one day to the next in the whole log (`largest_fall`: the later date and the fall in °C, one decimal; the earliest if tied)';
    case 'frost-days':
      return 'how many days of each calendar year had a minimum below 0 °C (`frost_days`: year and days)';
    case 'warmest-week':
      return 'the seven consecutive days with the highest mean of the daily maximum (`warmest_week`: the first of them and the mean, °C, two decimals; the earliest if tied)';
    case 'hot-run':
      return `the longest run of consecutive days with a maximum of ${threshold} °C or more (\`hot_run\`: its first day and how many days; the earliest if tied)`;
  }
}

export function answer({ about, threshold }: Ask, days: readonly Day[]): Json {
  switch (about) {
    case 'summer-means':
      return byYear(days).map(([year, all]) => {
        const summer = all.filter(({ date }) => ['06', '07', '08'].includes(date.slice(5, 7)));
        return { year, mean: round(mean(summer), 2) };
      });
    case 'frost-days':
      return byYear(days).map(([year, all]) => ({ year, days: all.filter(({ min }) => min < 0).length }));
    case 'largest-fall': {
      const falls = days
        .slice(1)
        .map(({ date, max }, i) => ({ date, fall: round((days[i]?.max ?? 0) - max, 1) }));
      return first(falls, ({ fall }) => fall);
    }
    case 'warmest-week': {
      const weeks = days
        .slice(6)
        .map((_, i) => ({ first: days[i]?.date ?? '', mean: round(mean(days.slice(i, i + 7)), 2) }));
      return first(weeks, (week) => week.mean);
    }
    case 'hot-run': {
      const runs = runsOf(days, (i) => (days[i]?.max ?? 0) >= (threshold ?? 0));
      const longest = first(runs, (run) => run.days);
      return { first: days[longest.first]?.date ?? '', days: longest.days };
    }
  }
}

function byYear(days: readonly Day[]): [number, Day[]][] {
  const years = Map.groupBy(days, ({ date }) => Number(date.slice(0, 4)));
  return [...years].toSorted(([a], [b]) => a - b);
}

/** Sums tenths as integers, so that no order of adding changes the mean. */
function mean(days: readonly Day[]): number {
  return days.reduce((sum, { max }) => sum + Math.round(max * 10), 0) / 10 / days.length;
}

/** The first of the largest. */
function first<T>(items: readonly T[], size: (item: T) => number): T {
  const largest = Math.max(...items.map(size));
  return items.find((item) => size(item) === largest) as T;
}
