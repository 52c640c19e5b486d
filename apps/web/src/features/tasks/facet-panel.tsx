/** Facets with live counts: a click takes a value in, its minus leaves it out. Ranges are typed as in the query. */
import { QueryFault, queryFields, type NumberQueryField, type QueryTerm } from '@touchstone/contracts/api';
import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { number } from '../../ui/words.ts';
import { isChoiceField, rangeOf, setRange, setValue, stateOf, termsOf } from './query-terms.ts';
import type { Facets } from './use-tasks.ts';
import classes from './facet-panel.module.css';

const titles: Record<string, string> = {
  cat: 'Category',
  status: 'Status',
  review: 'Review',
  split: 'Split',
  lang: 'Language',
  licence: 'Licence',
  driver: 'Driver',
  gate: 'Gate',
  stale: 'Stale',
  by: 'Reviewer',
  run: 'Run',
};
const ranges = [
  { field: 'far', title: 'False accepts, at most', example: '<0.03' },
  { field: 'frr', title: 'False rejects, at most', example: '<0.1' },
  { field: 'passrate', title: 'Pass rate', example: '0.2..0.8' },
  { field: 'cost', title: 'CPU seconds', example: '>60' },
] as const satisfies { field: NumberQueryField; title: string; example: string }[];
const shownValues = 8;

export interface FacetPanelProps {
  facets: Facets | undefined;
  q: string;
  onQuery: (q: string) => void;
}

export function FacetPanel({ facets, q, onQuery }: FacetPanelProps) {
  const terms = termsOf(q);
  return (
    <aside className={classes['panel']} aria-label="Facets">
      {facets?.facets.map((facet) => (
        <Facet key={facet.field} facet={facet} terms={terms} q={q} onQuery={onQuery} />
      ))}
      {/* Below the facets, so after them: nothing moves when they come. */}
      {facets !== undefined && (
        <section className={classes['facet']}>
          <h2>Ranges</h2>
          {ranges.map((range) => (
            <Range key={range.field} {...range} terms={terms} q={q} onQuery={onQuery} />
          ))}
        </section>
      )}
    </aside>
  );
}

interface Shared {
  terms: QueryTerm[] | null;
  q: string;
  onQuery: (q: string) => void;
}

function Facet({ facet, terms, q, onQuery }: Shared & { facet: Facets['facets'][number] }) {
  const [whole, setWhole] = useState(false);
  const { field } = facet;
  if (!isChoiceField(field) || facet.values.length === 0) return null;
  const title = titles[field] ?? field;
  const values = whole ? facet.values : facet.values.slice(0, shownValues);
  return (
    <section className={classes['facet']}>
      <h2 title={queryFields[field].doc}>{title}</h2>
      <ul>
        {values.map(({ value, count }) => {
          const state = terms === null ? 'free' : stateOf(terms, field, value);
          return (
            <li key={value} data-state={state}>
              <button
                type="button"
                className={classes['value']}
                aria-pressed={state === 'included'}
                disabled={terms === null}
                onClick={() => onQuery(setValue(q, field, value, 'included'))}
              >
                <span title={value}>{value}</span>
                <span className="ts-num">{number(count)}</span>
              </button>
              <button
                type="button"
                className={classes['exclude']}
                aria-pressed={state === 'excluded'}
                aria-label={`Exclude ${title} ${value}`}
                title="Exclude"
                disabled={terms === null}
                onClick={() => onQuery(setValue(q, field, value, 'excluded'))}
              >
                <Icon name="minus" size={12} />
              </button>
            </li>
          );
        })}
      </ul>
      {facet.values.length > shownValues && (
        <button type="button" className={classes['more']} onClick={() => setWhole(!whole)}>
          {whole ? 'Fewer' : `${facet.values.length - shownValues} more`}
        </button>
      )}
    </section>
  );
}

function Range({ field, title, example, terms, q, onQuery }: Shared & (typeof ranges)[number]) {
  const committed = terms === null ? '' : rangeOf(terms, field);
  const [text, setText] = useState(committed);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => setText(committed), [committed]);
  const commit = () => {
    try {
      const next = setRange(q, field, text);
      setFault(null);
      if (text.trim() !== committed) onQuery(next);
    } catch (thrown) {
      if (!(thrown instanceof QueryFault)) throw thrown;
      setFault(thrown.hint ?? thrown.message);
    }
  };
  return (
    <TextInput
      size="xs"
      label={title}
      placeholder={example}
      value={text}
      error={fault}
      disabled={terms === null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
