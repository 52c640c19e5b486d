/**
 * Payroll counts of the United States by month and sector, and the sums that hold exactly in every month (checked over
 * all 120 months of the file when the table is read). A sum ties every column to at least one other.
 */

/** Total → its parts. Thousands of persons. */
export const sums: readonly (readonly [string, readonly string[]])[] = [
  ['nonfarm', ['private', 'government']],
  ['nonfarm', ['goods_producing', 'service_providing']],
  ['private', ['goods_producing', 'private_service_providing']],
  ['service_providing', ['private_service_providing', 'government']],
  ['goods_producing', ['mining_and_logging', 'construction', 'manufacturing']],
  ['manufacturing', ['durable_goods', 'nondurable_goods']],
  [
    'private_service_providing',
    [
      'trade_transportation_utilities',
      'information',
      'financial_activities',
      'professional_and_business_services',
      'education_and_health_services',
      'leisure_and_hospitality',
      'other_services',
    ],
  ],
];

export const columns: readonly string[] = [
  'nonfarm',
  'private',
  'government',
  'goods_producing',
  'service_providing',
  'mining_and_logging',
  'construction',
  'manufacturing',
  'durable_goods',
  'nondurable_goods',
  'private_service_providing',
  'trade_transportation_utilities',
  'information',
  'financial_activities',
  'professional_and_business_services',
  'education_and_health_services',
  'leisure_and_hospitality',
  'other_services',
];

/** A column's name in the source file, where the file misspells it. */
export const sourceName = (column: string) =>
  column === 'trade_transportation_utilities' ? 'trade_transportation_utilties' : column;

export type Month = { month: string; values: Readonly<Record<string, number>> };

/** By how much each sum misses, total minus parts; zero everywhere in a sound month. */
export function residuals({ values }: Month): number[] {
  return sums.map(
    ([total, parts]) => value(values, total) - parts.reduce((sum, part) => sum + value(values, part), 0),
  );
}

export function value(values: Readonly<Record<string, number>>, column: string): number {
  const found = values[column];
  if (found === undefined) throw new RangeError(`Expected a value for ${column}.`);
  return found;
}

/**
 * What would have to be added to one cell so that every sum holds again, or null when no change of that cell alone does.
 * Follows from the residuals: a total that is too large by r misses every one of its sums by +r, a part by -r.
 */
export function correction(month: Month, column: string): number | null {
  const missed = residuals(month);
  let needed: number | null = null;
  for (const [index, [total, parts]] of sums.entries()) {
    const residual = missed[index] ?? 0;
    const sign = total === column ? 1 : parts.includes(column) ? -1 : 0;
    if (sign === 0) {
      if (residual !== 0) return null;
      continue;
    }
    const wanted = -sign * residual;
    if (needed !== null && needed !== wanted) return null;
    needed = wanted;
  }
  return needed;
}

/** The number with the digits at `place` and `place + 1` (from the left) exchanged; null when that changes nothing or leads with 0. */
export function swapped(number: number, place: number): number | null {
  const text = exchanged(String(number), place);
  return text === null || text.startsWith('0') ? null : Number(text);
}

/** Also where the exchange would lead with 0: one who reads digits as a number takes it for an explanation. */
export function isSwap(from: number, to: number): boolean {
  const digits = String(from);
  return Array.from(digits, (_, place) => exchanged(digits, place)).some(
    (text) => text !== null && Number(text) === to,
  );
}

function exchanged(digits: string, place: number): string | null {
  const [left, right] = [digits[place], digits[place + 1]];
  if (left === undefined || right === undefined || left === right) return null;
  return digits.slice(0, place) + right + left + digits.slice(place + 2);
}

/** Every (column, sound value) that explains an unsound month as one exchange of neighbouring digits in one cell. */
export function explanations(month: Month): { column: string; sound: number }[] {
  return columns.flatMap((column) => {
    const change = correction(month, column);
    const typed = value(month.values, column);
    return change !== null && change !== 0 && isSwap(typed, typed + change)
      ? [{ column, sound: typed + change }]
      : [];
  });
}
