/**
 * Looks the text of a query up first. Rare text becomes the few ids that have it, common text stays a condition: a plan that
 * suits the one walks through the whole corpus for the other, and the planner cannot know which it has.
 */
import type { TaskId } from '@touchstone/contracts';
import type { QueryTerm } from '@touchstone/contracts/api';
import type { Sql } from '../connection.ts';
import { textMatchesMax } from '../limits.ts';
import { allOf, Values } from './condition.ts';
import { textCondition, type LookedUpTerm } from './terms.ts';

type TextTerm = Extract<QueryTerm, { kind: 'text' }>;

export interface LookedUp {
  terms: LookedUpTerm[];
  /** Whether text that many tasks have is still among the conditions. */
  common: boolean;
}

export async function lookUpText(sql: Sql, terms: readonly QueryTerm[]): Promise<LookedUp> {
  const texts = terms.filter((term): term is TextTerm => term.kind === 'text');
  const found: LookedUpTerm[] = terms.filter(({ kind }) => kind !== 'text');
  let common = false;
  const wanted = texts.filter(({ negated }) => !negated);
  const groups = [
    ...(wanted.length > 0 ? [wanted] : []),
    ...texts.filter(({ negated }) => negated).map((term) => [term]),
  ];
  for (const group of groups) {
    const ids = await matches(sql, group);
    const negated = group[0]?.negated ?? false;
    if (ids.length <= textMatchesMax) found.push({ kind: 'among', ids, negated });
    else found.push(...group);
    common ||= ids.length > textMatchesMax && !negated;
  }
  return { terms: found, common };
}

async function matches(sql: Sql, texts: readonly TextTerm[]): Promise<TaskId[]> {
  const values = new Values();
  const condition = allOf(texts.map((term) => textCondition(term, values)));
  const { rows } = await sql.$client.query<{ id: TaskId }>(
    `SELECT text.task_id AS id FROM touchstone.task_texts AS text WHERE ${condition} LIMIT ${textMatchesMax + 1}`,
    values.list,
  );
  return rows.map(({ id }) => id);
}
