/**
 * How many tasks a query finds, and how many of each value of each facet. A facet counts under the other terms of the
 * query, not under its own, so that a reader sees what choosing another value would give.
 */
import { gateIds, type GateId } from '@touchstone/contracts';
import type { QueryField, QueryTerm } from '@touchstone/contracts/api';
import { outcomesOf } from '../certificate-summary.ts';
import type { Connection } from '../connection.ts';
import { countedMatchesMax, facetValuesMax } from '../limits.ts';
import { Values } from './condition.ts';
import { conditionOfTerms } from './terms.ts';

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

/** Matches of text are counted up to a cap unless `exact`; then facets count the first matches found, and say so by the total. */
export async function countFacets(
  connection: Connection,
  terms: readonly QueryTerm[],
  { exact }: { exact: boolean },
): Promise<Facets> {
  const ofText = terms.filter(({ kind }) => kind === 'text');
  const others = terms.filter(({ kind }) => kind !== 'text');
  const capped = ofText.length > 0 && !exact;
  const values = new Values();
  const own = facetFields.filter((field) => others.some((term) => isOf(term, field)));
  // What must hold whichever facet counts is asked once, and its rows are read once.
  const common = others.filter((term) => !own.some((field) => isOf(term, field)));
  const base = `SELECT * FROM touchstone.task_state AS state
    WHERE ${conditionOfTerms([...common, ...ofText], values)} ${capped ? `LIMIT ${countedMatchesMax + 1}` : ''}`;
  const selects = [
    groupedBy(
      facetFields.filter((field) => !own.includes(field)),
      conditionOfTerms(others, values),
    ),
    ...own.map((field) =>
      groupedBy(
        [field],
        conditionOfTerms(
          others.filter((term) => !isOf(term, field)),
          values,
        ),
      ),
    ),
  ];
  const { rows } = await connection.run((sql) =>
    sql.$client.query<{ field: FacetField | null; value: string | null; count: string }>(
      `WITH state AS ${own.length === 0 ? '' : 'MATERIALIZED'} (${base}) ${selects.join(' UNION ALL ')}`,
      values.list,
    ),
  );
  const total = Number(rows.find(({ field }) => field === null)?.count ?? 0);
  return {
    total:
      capped && total > countedMatchesMax
        ? { count: countedMatchesMax, atLeast: true }
        : { count: total, atLeast: false },
    facets: facetFields.map((field) => ({
      field,
      values: valuesOf(
        field,
        rows.flatMap((row) =>
          row.field === field ? [{ value: row.value ?? '', count: Number(row.count) }] : [],
        ),
      ),
    })),
  };
}

function isOf(term: QueryTerm, field: FacetField): boolean {
  return term.kind === 'choice' && term.field === field;
}

/** One grouping set a facet, and, for the facets without a term of their own, one for the total. */
function groupedBy(fields: readonly FacetField[], condition: string): string {
  const isOnly = fields.length === 1;
  const expression = (field: FacetField) => facetColumns[field];
  const sets = [...fields.map((field) => `(${expression(field)})`), ...(isOnly ? [] : ['()'])];
  const when = (result: (field: FacetField) => string) =>
    `CASE ${fields.map((field) => `WHEN GROUPING(${expression(field)}) = 0 THEN ${result(field)}`).join(' ')} END`;
  return `SELECT ${when((field) => `'${field}'`)} AS field, ${when(expression)} AS value, count(*) AS count
    FROM state WHERE ${condition} GROUP BY GROUPING SETS (${sets.join(', ')})`;
}

function valuesOf(field: FacetField, counted: readonly { value: string; count: number }[]) {
  const values = field === 'gate' ? byGate(counted) : counted.filter(({ value }) => value !== '');
  // The gates keep their own order.
  if (field !== 'gate') values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return values.slice(0, facetValuesMax);
}

/** From counts of all gates together to `gate=outcome`. */
function byGate(counted: readonly { value: string; count: number }[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { value, count } of counted)
    for (const [gate, outcome] of Object.entries(outcomesOf(value)))
      counts.set(`${gate}=${outcome}`, (counts.get(`${gate}=${outcome}`) ?? 0) + count);
  const place = (value: string) => gateIds.indexOf(value.split('=')[0] as GateId);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => place(a.value) - place(b.value) || b.count - a.count);
}

/** Exact. */
export async function countMatches(connection: Connection, terms: readonly QueryTerm[]): Promise<number> {
  const values = new Values();
  const condition = conditionOfTerms(terms, values);
  const { rows } = await connection.run((sql) =>
    sql.$client.query<{ count: string }>(
      `SELECT count(*) AS count FROM touchstone.task_state AS state WHERE ${condition}`,
      values.list,
    ),
  );
  return Number(rows[0]?.count ?? 0);
}
