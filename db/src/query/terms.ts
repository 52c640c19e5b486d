/**
 * The terms of a query as conditions on `task_state AS state`. Every value is a parameter. A negated number still leaves out
 * what was not measured: `-far:<0.1` asks for tasks known to be worse, not for those of which nothing is known.
 */
import { gateIds, type GateOutcome } from '@touchstone/contracts';
import type { ChoiceQueryField, NumberQueryField, QueryTerm } from '@touchstone/contracts/api';
import { gateLetters } from '../certificate-summary.ts';
import { allOf, type Values } from './condition.ts';

const columns = {
  cat: 'state.category',
  status: 'state.status',
  review: 'state.review',
  split: 'state.split',
  lang: 'state.language',
  licence: 'state.licence',
  driver: 'state.driver',
  by: 'state.reviewed_by',
  far: 'state.false_accept_high',
  frr: 'state.false_reject_high',
  cost: 'state.cpu_seconds',
  runs: 'state.sandbox_runs',
  attempts: 'state.attempts',
  passrate: 'state.pass_rate',
} as const satisfies Partial<Record<ChoiceQueryField | NumberQueryField, string>>;

/** A term, or the tasks that a text was found in. */
export type LookedUpTerm = QueryTerm | { kind: 'among'; ids: readonly string[]; negated: boolean };

/** All terms, joined by AND. */
export function conditionOfTerms(terms: readonly LookedUpTerm[], values: Values): string {
  return allOf(terms.map((term) => conditionOfTerm(term, values)));
}

function conditionOfTerm(term: LookedUpTerm, values: Values): string {
  if (term.kind === 'number') return numberCondition(term, values);
  const positive = positiveCondition(term, values);
  return term.negated ? `NOT coalesce(${positive}, false)` : positive;
}

function positiveCondition(term: Exclude<LookedUpTerm, { kind: 'number' }>, values: Values): string {
  if (term.kind === 'among') return `state.task_id = ANY(${values.add(term.ids)}::text[])`;
  if (term.kind === 'choice') return choiceCondition(term, values);
  return `EXISTS (SELECT FROM touchstone.task_texts AS text
    WHERE text.task_id = state.task_id AND ${textCondition(term, values)})`;
}

function choiceCondition(
  { field, values: wanted }: Extract<QueryTerm, { kind: 'choice' }>,
  values: Values,
): string {
  if (field === 'gate') return anyOf(wanted.map((each) => gateCondition(each, values)));
  if (field === 'stale')
    return `state.stale = ANY(${values.add(wanted.map((each) => each === 'yes'))}::boolean[])`;
  if (field === 'id')
    return anyOf(wanted.map((each) => prefixCondition('state.task_id', withKind('task', each), values)));
  if (field === 'run') {
    const runs = anyOf(
      wanted.map((each) => prefixCondition('run_task.run_id', withKind('run', each), values)),
    );
    return `EXISTS (SELECT FROM touchstone.run_tasks AS run_task WHERE run_task.task_id = state.task_id AND ${runs})`;
  }
  return `${columns[field]} = ANY(${values.add(wanted)}::text[])`;
}

function gateCondition(value: string, values: Values): string {
  const [gate, outcome] = value.split('=');
  const place = gateIds.findIndex((each) => each === gate) + 1;
  return `substr(state.gates, ${place}, 1) = ${values.add(gateLetters[outcome as GateOutcome])}`;
}

/** A range, so that an index serves it: `g` follows every hexadecimal digit. */
function prefixCondition(column: string, prefix: string, values: Values): string {
  return `(${column} >= ${values.add(prefix)} AND ${column} < ${values.add(`${prefix}g`)})`;
}

function withKind(kind: string, prefix: string): string {
  return prefix.startsWith(`${kind}_`) ? prefix : `${kind}_${prefix}`;
}

function numberCondition(
  { field, min, max, negated }: Extract<QueryTerm, { kind: 'number' }>,
  values: Values,
): string {
  const column = columns[field];
  const bounds = [
    ...(min === null ? [] : [`${column} ${min.inclusive ? '>=' : '>'} ${values.add(min.value)}`]),
    ...(max === null ? [] : [`${column} ${max.inclusive ? '<=' : '<'} ${values.add(max.value)}`]),
  ];
  return negated ? `${column} IS NOT NULL AND NOT (${allOf(bounds)})` : allOf(bounds);
}

/**
 * Of `task_texts AS text`. Words by the index of words, what stands in quotes by trigrams as it stands, whatever its case.
 * Scripts without spaces between words have no words for the index: they are looked for as they stand too.
 */
export function textCondition({ text, phrase }: { text: string; phrase: boolean }, values: Values): string {
  const asItStands = phrase || !/[\p{L}\p{N}]/u.test(text) || unspaced.test(text);
  return asItStands
    ? `text.body ILIKE ${values.add(`%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`)}`
    : `text.words @@ plainto_tsquery('simple', ${values.add(text)})`;
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/u;

function anyOf(conditions: readonly string[]): string {
  return `(${conditions.join(' OR ')})`;
}
