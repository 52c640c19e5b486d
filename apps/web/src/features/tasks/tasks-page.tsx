/** Tasks: facets and query over one state, the virtual table, a peek at one, acts on many. Everything is in the address. */
import type { TaskRow } from '@touchstone/contracts/api';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Suspense, lazy, useCallback, useEffect, useState } from 'react';
import { useCommand } from '../../keys/registry.ts';
import { Page } from '../../shell/page.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { counted, number } from '../../ui/words.ts';
import { BulkBar } from './bulk-bar.tsx';
import { FacetPanel } from './facet-panel.tsx';
import { setValue } from './query-terms.ts';
import { extended, nothing, toggled } from './selection.ts';
import { TaskTable } from './task-table.tsx';
import { useFacets, useTaskRows } from './use-tasks.ts';
import classes from './tasks-page.module.css';

const Peek = lazy(() => import('./peek.tsx').then(({ Peek }) => ({ default: Peek })));
const route = getRouteApi('/tasks');
const noRows: TaskRow[] = [];

export function TasksPage() {
  const { q, sort, peek } = route.useSearch();
  const navigate = useNavigate({ from: '/tasks' });
  const asked = useTaskRows(q, sort);
  const facets = useFacets(q);
  const rows = asked.data ?? noRows;
  const [active, setActive] = useState(-1);
  const [selection, setSelection] = useState(nothing);
  const [showsFacets, setShowsFacets] = useState(() => innerWidth > 900);

  // Another query is another list.
  useEffect(() => {
    setActive(peek === '' ? -1 : rows.findIndex(({ id }) => id.startsWith(peek)));
    setSelection(nothing);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when the list changes, not when rows arrive.
  }, [q, sort]);

  const setQuery = useCallback(
    (next: string) => void navigate({ search: (before) => ({ ...before, q: next, peek: '' }) }),
    [navigate],
  );
  const open = useCallback(
    (task: TaskRow) => void navigate({ to: '/tasks/$id', params: { id: task.id }, search: { q, sort } }),
    [navigate, q, sort],
  );
  const setPeek = (id: string) =>
    void navigate({ search: (before) => ({ ...before, peek: id }), replace: true });
  const go = (to: number) => {
    const at = Math.max(0, Math.min(rows.length - 1, to));
    setActive(at);
    const task = rows[at];
    if (peek !== '' && task !== undefined) setPeek(task.id);
    return task;
  };
  const current = rows[active];
  const extend = (step: 1 | -1) => {
    const next = go(active + step);
    setSelection((before) =>
      extended(
        before,
        [current, next].flatMap((task) => (task === undefined ? [] : [task.id])),
      ),
    );
  };
  useCommand('list.next', () => go(active + 1));
  useCommand('list.previous', () => go(active - 1));
  useCommand('list.first', () => go(0));
  useCommand('list.last', () => go(rows.length - 1));
  useCommand('list.select', () => current && setSelection((before) => toggled(before, current.id)));
  useCommand('list.extendDown', () => extend(1));
  useCommand('list.extendUp', () => extend(-1));
  useCommand('list.all', () =>
    setSelection((before) => (before.all ? nothing : { all: true, ids: new Set() })),
  );
  useCommand('list.peek', () => current && setPeek(peek === current.id ? '' : current.id));
  useCommand('list.open', () => current && open(current));
  useCommand('list.filter', () => current && setQuery(setValue(q, 'cat', current.category, 'included')));
  useCommand('list.exclude', () => current && setQuery(setValue(q, 'cat', current.category, 'excluded')));
  useCommand('list.facets', () => setShowsFacets(!showsFacets));
  useCommand(
    'up',
    () => (selection === nothing ? setPeek('') : setSelection(nothing)),
    peek !== '' || selection !== nothing,
  );

  const total = facets.data?.total ?? null;
  const toggle = useCallback((id: string) => setSelection((before) => toggled(before, id)), []);
  const { fetchNextPage } = asked;
  const more = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  const isEmpty = asked.data !== undefined && rows.length === 0;
  return (
    <Page
      full
      title="Tasks"
      aside={
        <span className={classes['count']} aria-live="polite" data-stale={facets.isPlaceholderData}>
          {total === null ? '' : `${number(total.count)}${total.atLeast ? '+' : ''} match`}
        </span>
      }
    >
      <div className={classes['body']}>
        {showsFacets && <FacetPanel facets={facets.data} q={q} onQuery={setQuery} />}
        <div className={classes['list']}>
          {asked.data === undefined && asked.error === null && <Loading label="tasks" rows={18} />}
          {asked.error !== null && <Failed error={asked.error} onRetry={() => void asked.refetch()} />}
          {isEmpty && <NoTasks q={q} onQuery={setQuery} />}
          {asked.data !== undefined && rows.length > 0 && (
            <TaskTable
              rows={rows}
              total={total?.atLeast === false ? total.count : null}
              hasMore={asked.hasNextPage}
              onMore={more}
              active={active}
              onActive={setActive}
              onOpen={open}
              selection={selection}
              onToggle={toggle}
              sort={sort}
              onSort={(next) => void navigate({ search: (before) => ({ ...before, sort: next }) })}
              isStale={asked.isPlaceholderData}
            />
          )}
          <BulkBar selection={selection} q={q} onClear={() => setSelection(nothing)} />
        </div>
        {peek !== '' && (
          <Suspense fallback={<Loading label="the task" />}>
            <Peek id={peek} onClose={() => setPeek('')} search={{ q, sort }} />
          </Suspense>
        )}
      </div>
      <p className="ts-unseen" aria-live="polite">
        {selection.all
          ? 'All that match are selected'
          : selection.ids.size > 0
            ? counted(selection.ids.size, 'task') + ' selected'
            : ''}
      </p>
    </Page>
  );
}

function NoTasks({ q, onQuery }: { q: string; onQuery: (q: string) => void }) {
  return (
    <div data-state="empty">
      {q === '' ? (
        <Notice
          title="The corpus is empty"
          hint="Build one: touchstone run recipes/quickstart.yaml, or npm run quickstart."
        />
      ) : (
        <Notice title="No task matches" detail={q} hint="Take a term away.">
          <button type="button" className={classes['clear']} onClick={() => onQuery('')}>
            All tasks
          </button>
        </Notice>
      )}
    </div>
  );
}
