/** Facets, ranges and the query bar are one state: the query. These read it and write it. */
import {
  formatQuery,
  parseQuery,
  queryFields,
  type ChoiceQueryField,
  type NumberQueryField,
  type QueryTerm,
} from '@touchstone/contracts/api';

export type ValueState = 'included' | 'excluded' | 'free';

/** Null where the query cannot be read: then nothing is drawn as chosen, and choosing is off. */
export function termsOf(q: string): QueryTerm[] | null {
  try {
    return parseQuery(q);
  } catch {
    return null;
  }
}

export function isChoiceField(field: string): field is ChoiceQueryField {
  return Object.hasOwn(queryFields, field) && queryFields[field as ChoiceQueryField].kind === 'choice';
}

export function stateOf(terms: readonly QueryTerm[], field: string, value: string): ValueState {
  for (const term of terms)
    if (term.kind === 'choice' && term.field === field && term.values.includes(value))
      return term.negated ? 'excluded' : 'included';
  return 'free';
}

/** Takes the value in or out; a value that has the wanted state already becomes free. Values of one field are joined by OR. */
export function setValue(q: string, field: ChoiceQueryField, value: string, wanted: ValueState): string {
  const terms = termsOf(q) ?? [];
  const before = stateOf(terms, field, value);
  const without = terms.flatMap((term): QueryTerm[] => {
    if (term.kind !== 'choice' || term.field !== field || !term.values.includes(value)) return [term];
    const values = term.values.filter((each) => each !== value);
    return values.length === 0 ? [] : [{ ...term, values }];
  });
  if (before === wanted || wanted === 'free') return formatQuery(without);
  const negated = wanted === 'excluded';
  const beside = without.findIndex(
    (term) => term.kind === 'choice' && term.field === field && term.negated === negated,
  );
  if (beside < 0) return formatQuery([...without, { kind: 'choice', field, values: [value], negated }]);
  return formatQuery(
    without.map((term, at) =>
      at === beside && term.kind === 'choice' ? { ...term, values: [...term.values, value] } : term,
    ),
  );
}

/** What a range of the query says, as it is typed behind the field's colon. */
export function rangeOf(terms: readonly QueryTerm[], field: NumberQueryField): string {
  const term = terms.find((each) => each.kind === 'number' && each.field === field && !each.negated);
  return term === undefined ? '' : formatQuery([term]).slice(field.length + 1);
}

/** Throws a `QueryFault` for what is no range; empty takes the term away. */
export function setRange(q: string, field: NumberQueryField, range: string): string {
  const others = (termsOf(q) ?? []).filter(
    (term) => !(term.kind === 'number' && term.field === field && !term.negated),
  );
  const fresh = range.trim() === '' ? [] : parseQuery(`${field}:${range.trim()}`);
  return formatQuery([...others, ...fresh]);
}

const idDigits = 12;

/** The query that means exactly these tasks. */
export function queryOfIds(ids: readonly string[]): string {
  return formatQuery([
    {
      kind: 'choice',
      field: 'id',
      values: ids.map((id) => id.slice(0, 'task_'.length + idDigits)),
      negated: false,
    },
  ]);
}
