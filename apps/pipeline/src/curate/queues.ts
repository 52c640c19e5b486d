/** The review queues: saved queries, each with an order. They are code, not settings: what they ask is part of how tasks are trusted. */
import { InputFault } from '@touchstone/contracts';
import { formatQuery, parseQuery, type QueryTerm } from '@touchstone/contracts/api';

export interface QueueDefinition {
  id: string;
  title: string;
  q: string;
  sort: string;
  /** Left out of the list while nothing waits. */
  onlyWithTasks: boolean;
}

/** Twenty attempts tell a pass rate of 0 or 1 from one half with certainty enough to look again. */
const attemptsMin = 20;
/** Thirteen of 256 beginnings of an id, which is a hash: 5 %, the same tasks whoever asks. */
const auditedBeginnings = Array.from({ length: 13 }, (_, index) => index.toString(16).padStart(2, '0'));

export function queuesFor(actor: string): QueueDefinition[] {
  const by = /^[^\s()":]+$/.test(actor) ? actor : `"${actor}"`;
  return [
    {
      id: 'unreviewed',
      title: 'Not reviewed, the least proven first',
      q: 'status:published review:unreviewed',
      sort: '-risk',
      onlyWithTasks: false,
    },
    {
      id: 'disagreement',
      title: 'Approved, but attempts say too easy or impossible',
      q: `status:published review:approved attempts:>=${attemptsMin} -passrate:0.02..0.98`,
      sort: '-risk',
      onlyWithTasks: true,
    },
    {
      id: 'stale',
      title: 'Proven by an older version',
      q: 'status:published stale:yes',
      sort: '-risk',
      onlyWithTasks: true,
    },
    {
      id: 'held',
      title: 'Held for a second look',
      q: 'status:published review:held',
      sort: 'reviewed',
      onlyWithTasks: true,
    },
    {
      id: 'audit',
      title: 'A second look at 5 % of what others decided',
      q: `status:published review:(approved OR rejected) -by:${by} id:(${auditedBeginnings.join(' OR ')})`,
      sort: 'reviewed',
      onlyWithTasks: false,
    },
  ];
}

/** Throws an `InputFault` (`queue-unknown`). */
export function queueFor(actor: string, id: string): QueueDefinition & { terms: QueryTerm[] } {
  const queue = queuesFor(actor).find((each) => each.id === id);
  if (queue !== undefined) return { ...queue, terms: parseQuery(queue.q) };
  throw new InputFault(`There is no queue "${id}".`, {
    code: 'queue-unknown',
    hint: `Queues: ${queuesFor(actor)
      .map((each) => each.id)
      .join(', ')}.`,
  });
}

/** `by:me` is whoever asks. */
export function asAsked(terms: readonly QueryTerm[], actor: string): QueryTerm[] {
  return terms.map((term) =>
    term.kind === 'choice' && term.field === 'by'
      ? { ...term, values: term.values.map((value) => (value === 'me' ? actor : value)) }
      : term,
  );
}

/** The query as it is kept with an act: `by:me` must still mean the one who acted. */
export function keptQuery(terms: readonly QueryTerm[]): string {
  return formatQuery(terms);
}
