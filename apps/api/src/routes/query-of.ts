/** A query as this caller means it: `by:me` is the caller. */
import type { QueryTerm } from '@touchstone/contracts/api';
import type { Caller } from '../http/router.ts';

export function asAsked(terms: readonly QueryTerm[], { name }: Pick<Caller, 'name'>): QueryTerm[] {
  return terms.map((term) =>
    term.kind === 'choice' && term.field === 'by'
      ? { ...term, values: term.values.map((value) => (value === 'me' ? name : value)) }
      : term,
  );
}
