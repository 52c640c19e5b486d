/** What is asked of the repaired table: each question has one answer on sound data, or none (ties), never a judgement. */
import type { AnswerType, Json } from '@touchstone/contracts';
import { value, type Month } from './columns.ts';

export type Ask =
  | { about: 'largest-fall'; column: string }
  | { about: 'year-mean'; column: string; year: number }
  | { about: 'falling-run'; column: string }
  | { about: 'share-low'; column: string; of: string };

export const answerTypes: Readonly<Record<Ask['about'], AnswerType>> = {
  'largest-fall': { kind: 'record', fields: { month: { kind: 'date' }, fall: { kind: 'integer' } } },
  'year-mean': { kind: 'number', absoluteTolerance: 0.006 },
  'falling-run': { kind: 'record', fields: { first: { kind: 'date' }, months: { kind: 'integer' } } },
  'share-low': {
    kind: 'record',
    fields: { month: { kind: 'date' }, percent: { kind: 'number', absoluteTolerance: 0.006 } },
  },
};

/** Field of the answer that holds it. */
export const fieldOf: Readonly<Record<Ask['about'], string>> = {
  'largest-fall': 'largest_fall',
  'year-mean': 'year_mean',
  'falling-run': 'falling_run',
  'share-low': 'lowest_share',
};

export function tell(ask: Ask): string {
  switch (ask.about) {
    case 'largest-fall':
      return `the largest fall of \`${ask.column}\` from one month to the next (\`largest_fall\`: the later month and the fall as a positive number of thousands)`;
    case 'year-mean':
      return `the mean of \`${ask.column}\` over the twelve months of ${ask.year} (\`year_mean\`, thousands, two decimals)`;
    case 'falling-run':
      return `the longest unbroken series of months in each of which \`${ask.column}\` was lower than the month before (\`falling_run\`: its first such month and how many months)`;
    case 'share-low':
      return `the month in which \`${ask.column}\` was the smallest percentage of \`${ask.of}\`, and that percentage (\`lowest_share\`: month and percent, two decimals)`;
  }
}

/** The answer, or null where two months tie or a decision is too close to survive another way of rounding. */
export function answer(ask: Ask, months: readonly Month[]): Json | null {
  const series = months.map(({ month, values }) => ({ month, at: value(values, ask.column) }));
  switch (ask.about) {
    case 'largest-fall': {
      const falls = series.slice(1).map(({ month, at }, i) => ({ month, fall: (series[i]?.at ?? 0) - at }));
      const [first, second] = falls.toSorted((a, b) => b.fall - a.fall);
      return first && second && first.fall > second.fall && first.fall > 0 ? first : null;
    }
    case 'year-mean': {
      const year = series.filter(({ month }) => month.startsWith(`${ask.year}-`));
      if (year.length !== 12) return null;
      return Math.round((year.reduce((sum, { at }) => sum + at, 0) / 12) * 100) / 100;
    }
    case 'falling-run': {
      const [first, second] = runs(series).toSorted((a, b) => b.months - a.months);
      return first && first.months >= 3 && (second?.months ?? 0) < first.months ? first : null;
    }
    case 'share-low': {
      const shares = months.map(({ month, values }) => ({
        month,
        share: value(values, ask.column) / value(values, ask.of),
      }));
      const [first, second] = shares.toSorted((a, b) => a.share - b.share);
      // One ten-thousandth of the share apart: no rounding brings the two together.
      if (!first || !second || second.share - first.share < first.share * 1e-4) return null;
      return { month: first.month, percent: Math.round(first.share * 10_000) / 100 };
    }
  }
}

function runs(series: readonly { month: string; at: number }[]): { first: string; months: number }[] {
  const found: { first: string; months: number }[] = [];
  let current: { first: string; months: number } | null = null;
  for (const [index, { month, at }] of series.entries()) {
    const before = series[index - 1];
    if (before === undefined || at >= before.at) current = null;
    else if (current) current.months += 1;
    else found.push((current = { first: month, months: 1 }));
  }
  return found;
}
