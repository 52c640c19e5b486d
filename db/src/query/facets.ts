/**
 * How many tasks a query finds, and how many of each value of each facet. A facet counts under the other terms of the
 * query, not under its own, so that a reader sees what choosing another value would give.
 */
import { gateIds, type GateId } from '@touchstone/contracts';
import type { QueryField, QueryTerm } from '@touchstone/contracts/api';
import { outcomesOf } from '../certificate-summary.ts';
import type { Connection, Sql } from '../connection.ts';
import { countedMatchesMax, facetValuesMax } from '../limits.ts';
import { Values } from './condition.ts';
import { conditionOfTerms, type LookedUpTerm } from './terms.ts';
import { lookUpText } from './text-matches.ts';

export interface Count {
  count: number;
  /** The count stopped at its cap. */
  atLeast: boolean;
}

export interface Facets {
  total: Count;
  facets: { field: QueryField; values: { value: string; count: number }[] }[];
}

const facetColumns = {
  cat: 'state.category',
  status: 'state.status',
  review: 'state.review',
  split: 'state.split',
  lang: 'state.language',
  licence: 'state.licence',
  driver: 'state.driver',
  stale: `CASE WHEN state.stale THEN 'yes' ELSE 'no' END`,
  by: `coalesce(state.reviewed_by, '')`,
  gate: 'state.gates',
} as const satisfies Partial<Record<QueryField, string>>;
type FacetField = keyof typeof facetColumns;
const facetFields = Object.keys(facetColumns) as FacetField[];

/**
 * Fields that are grouped together: what a task is and what became of it. Two groupings of some hundred combinations take a
 * third of the time of one for each field; the sums are made here.
 */
const groupings: readonly (readonly FacetField[])[] = [
  ['cat', 'lang', 'licence', 'driver', 'gate'],
  ['status', 'review', 'by', 'split', 'stale'],
];

/** Text that many tasks have is counted up to a cap unless `exact`; then each facet counts the first tasks found. */
export async function countFacets(
  connection: Connection,
  terms: readonly QueryTerm[],
  { exact }: { exact: boolean },
): Promise<Facets> {
  return connection.run(async (sql) => {
    const found = await lookUpText(sql, terms);
    return found.common && !exact ? countFirst(sql, found.terms) : countAll(sql, found.terms);
  });
}

/** Exact. */
export async function countMatches(connection: Connection, terms: readonly QueryTerm[]): Promise<number> {
  return connection.run(async (sql) => {
    const found = await lookUpText(sql, terms);
    const values = new Values();
    const condition = conditionOfTerms(found.terms, values);
    const { rows } = await sql.$client.query<{ count: string }>(
      `SELECT count(*) AS count FROM touchstone.task_state AS state WHERE ${condition}`,
      values.list,
    );
    return Number(rows[0]?.count ?? 0);
  });
}

/** One combination of values and how many tasks have it. `misses` is the one field whose own term they do not meet. */
interface Combination {
  values: Partial<Record<FacetField, string>>;
  misses: FacetField | null;
  count: number;
}

/** One look at every task: those that miss one field's own term count for that field alone. */
async function countAll(sql: Sql, terms: readonly LookedUpTerm[]): Promise<Facets> {
  const values = new Values();
  const own = facetFields.filter((field) => terms.some((term) => isOf(term, field)));
  const common = terms.filter((term) => !own.some((field) => isOf(term, field)));
  const meets = own.map((field) => {
    const condition = conditionOfTerms(
      terms.filter((term) => isOf(term, field)),
      values,
    );
    return `coalesce(${condition}, false) AS meets_${field}`;
  });
  const missed =
    own.length === 0
      ? `NULL::text`
      : `CASE ${own.map((field) => `WHEN NOT meets_${field} THEN '${field}'`).join(' ')} END`;
  const enough =
    own.length < 2 ? 'true' : `${own.map((field) => `meets_${field}::int`).join(' + ')} >= ${own.length - 1}`;
  const columns = facetFields.map((field) => `${facetColumns[field]} AS "${field}"`);
  const { rows } = await sql.$client.query<Record<string, string | null> & { count: string }>(
    `SELECT ${facetFields.map((field) => `"${field}"`).join(', ')}, missed, count(*) AS count
     FROM (
       SELECT *, ${missed} AS missed FROM (
         SELECT ${[...columns, ...meets].join(', ')}
         FROM touchstone.task_state AS state WHERE ${conditionOfTerms(common, values)}
         OFFSET 0
       ) AS looked WHERE ${enough}
     ) AS state
     GROUP BY GROUPING SETS (${groupings.map((fields) => `(${fields.map((field) => `"${field}"`).join(', ')}, missed)`).join(', ')})`,
    values.list,
  );
  const combinations = rows.map((row): Combination => ({
    values: Object.fromEntries(
      facetFields.flatMap((field) => (typeof row[field] === 'string' ? [[field, row[field]]] : [])),
    ),
    misses: (row.missed ?? null) as FacetField | null,
    count: Number(row.count),
  }));
  const total = combinations
    .filter(({ values: has, misses }) => misses === null && has.cat !== undefined)
    .reduce((sum, { count }) => sum + count, 0);
  return {
    total: { count: total, atLeast: false },
    facets: facetFields.map((field) => {
      const counts = new Map<string, number>();
      for (const { values: has, misses, count } of combinations) {
        const value = has[field];
        if (value !== undefined && (misses === null || misses === field))
          counts.set(value, (counts.get(value) ?? 0) + count);
      }
      return { field, values: valuesOf(field, counts) };
    }),
  };
}

/** Over the first tasks found, for a facet with a term of its own those found without it. */
async function countFirst(sql: Sql, terms: readonly LookedUpTerm[]): Promise<Facets> {
  const own = facetFields.filter((field) => terms.some((term) => isOf(term, field)));
  const all = await firstFound(sql, terms, facetFields);
  const total = all.length;
  const facets: Facets['facets'] = [];
  for (const field of facetFields) {
    const rows = own.includes(field)
      ? await firstFound(
          sql,
          terms.filter((term) => !isOf(term, field)),
          [field],
        )
      : all;
    const counts = new Map<string, number>();
    for (const row of rows.slice(0, countedMatchesMax))
      counts.set(row[field] ?? '', (counts.get(row[field] ?? '') ?? 0) + 1);
    facets.push({ field, values: valuesOf(field, counts) });
  }
  return { total: { count: Math.min(total, countedMatchesMax), atLeast: total > countedMatchesMax }, facets };
}

async function firstFound(
  sql: Sql,
  terms: readonly LookedUpTerm[],
  fields: readonly FacetField[],
): Promise<Partial<Record<FacetField, string>>[]> {
  const values = new Values();
  const condition = conditionOfTerms(terms, values);
  const columns = fields.map((field) => `${facetColumns[field]} AS "${field}"`).join(', ');
  const { rows } = await sql.$client.query<Partial<Record<FacetField, string>>>(
    `SELECT ${columns} FROM touchstone.task_state AS state WHERE ${condition} LIMIT ${countedMatchesMax + 1}`,
    values.list,
  );
  return rows;
}

function isOf(term: LookedUpTerm, field: FacetField): boolean {
  return term.kind === 'choice' && term.field === field;
}

function valuesOf(
  field: FacetField,
  counts: ReadonlyMap<string, number>,
): { value: string; count: number }[] {
  if (field === 'gate') return byGate(counts);
  return [...counts]
    .flatMap(([value, count]) => (value === '' ? [] : [{ value, count }]))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, facetValuesMax);
}

/** From counts of all gates together to `gate=outcome`, in the order of the gates. */
function byGate(counted: ReadonlyMap<string, number>): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const [value, count] of counted)
    for (const [gate, outcome] of Object.entries(outcomesOf(value)))
      counts.set(`${gate}=${outcome}`, (counts.get(`${gate}=${outcome}`) ?? 0) + count);
  const place = (value: string) => gateIds.indexOf(value.split('=')[0] as GateId);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => place(a.value) - place(b.value) || b.count - a.count);
}
