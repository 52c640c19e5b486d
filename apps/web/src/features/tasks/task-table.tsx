/** The virtual table: only rows in sight are in the document. The grid has the focus, the active row is named to readers. */
import type { TaskRow } from '@touchstone/contracts/api';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import { GateGlyphs } from '../../ui/gate-glyph.tsx';
import { percent } from '../../ui/words.ts';
import type { Selection } from './selection.ts';
import classes from './task-table.module.css';

const rowHeight = 34;
/** More than are ever in the document at once: a row's element is used again for the row that comes into sight. */
const elementsMax = 120;
/** Rows before the end at which the next page is asked for. */
const ahead = 150;

const columns = [
  { id: 'select', title: '', sort: null },
  { id: 'category', title: 'Category', sort: null },
  { id: 'preview', title: 'Task', sort: 'id' },
  { id: 'gates', title: 'Certificate', sort: null },
  { id: 'far', title: 'FAR ≤', sort: 'far' },
  { id: 'frr', title: 'FRR ≤', sort: 'frr' },
  { id: 'review', title: 'Review', sort: 'reviewed' },
  { id: 'passrate', title: 'Passed', sort: 'passrate' },
  { id: 'cost', title: 'CPU s', sort: 'cost' },
  { id: 'newest', title: 'Published', sort: 'newest' },
] as const;

export interface TaskTableProps {
  rows: readonly TaskRow[];
  /** Known to match in all; null while it is counted. */
  total: number | null;
  hasMore: boolean;
  onMore: () => void;
  active: number;
  onActive: (at: number) => void;
  onOpen: (task: TaskRow) => void;
  selection: Selection;
  onToggle: (id: string) => void;
  sort: string;
  onSort: (sort: string) => void;
  /** Old rows of another query, until the new ones are there. */
  isStale: boolean;
}

export function TaskTable(props: TaskTableProps) {
  const { rows, total, hasMore, onMore, active, sort, onSort, selection } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // The compiler of React must not keep what the virtualizer answers: it changes in place.
  const virtualizer = useVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last > rows.length - ahead) onMore();
  }, [hasMore, last, rows.length, onMore]);
  useEffect(() => {
    if (active >= 0) virtualizer.scrollToIndex(active);
  }, [active, virtualizer]);
  return (
    <div
      ref={scroller}
      className={classes['grid']}
      role="grid"
      aria-label="Tasks"
      aria-rowcount={(total ?? rows.length) + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-activedescendant={active >= 0 && rows[active] !== undefined ? `row-${active}` : undefined}
      aria-busy={props.isStale}
      tabIndex={0}
      data-state="loaded"
      data-rows={rows.length}
    >
      <div role="row" aria-rowindex={1} className={classes['head']}>
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={
              column.sort === null || sort.replace('-', '') !== column.sort
                ? undefined
                : sort.startsWith('-')
                  ? 'descending'
                  : 'ascending'
            }
          >
            {column.sort === null ? (
              column.title === '' ? (
                <span className="ts-unseen">Selected</span>
              ) : (
                column.title
              )
            ) : (
              <button
                type="button"
                tabIndex={-1}
                onClick={() => onSort(sort === column.sort ? `-${column.sort}` : column.sort)}
              >
                {column.title}
                {sort === column.sort && ' ↑'}
                {sort === `-${column.sort}` && ' ↓'}
              </button>
            )}
          </div>
        ))}
      </div>
      <div role="rowgroup" className={classes['body']} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const task = rows[index];
          if (task === undefined)
            return (
              <div
                key="more"
                className={classes['more']}
                style={{ transform: `translateY(${start}px)` }}
                role="row"
              >
                <div role="gridcell">Loading more …</div>
              </div>
            );
          return (
            <Row
              key={index % elementsMax}
              task={task}
              index={index}
              start={start}
              isActive={index === active}
              isSelected={selection.all || selection.ids.has(task.id)}
              onActive={props.onActive}
              onOpen={props.onOpen}
              onToggle={props.onToggle}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  task: TaskRow;
  index: number;
  start: number;
  isActive: boolean;
  isSelected: boolean;
  onActive: (at: number) => void;
  onOpen: (task: TaskRow) => void;
  onToggle: (id: string) => void;
}

const Row = memo(function Row({
  task,
  index,
  start,
  isActive,
  isSelected,
  onActive,
  onOpen,
  onToggle,
}: RowProps) {
  const { state } = task;
  return (
    // Keys reach the row through the grid: it has the focus and names the active row.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="row"
      id={`row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-active={isActive}
      data-id={task.id}
      className={classes['row']}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => onActive(index)}
      onDoubleClick={() => onOpen(task)}
    >
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- key x selects */}
      <div
        role="gridcell"
        className={classes['select']}
        onClick={(event) => {
          event.stopPropagation();
          onToggle(task.id);
        }}
      >
        <i data-on={isSelected} />
      </div>
      <div role="gridcell" className={classes['category']} data-category={task.category}>
        {task.category}
      </div>
      <div role="gridcell" className={classes['preview']}>
        {state.status === 'retired' && <b>retired </b>}
        {task.preview}
      </div>
      <div role="gridcell">
        {task.stale && <span className={classes['stale']}>stale</span>}
        <GateGlyphs gates={task.gates} />
      </div>
      <div role="gridcell" className={classes['number']}>
        {task.falseAcceptHigh === null ? '–' : percent(task.falseAcceptHigh)}
      </div>
      <div role="gridcell" className={classes['number']}>
        {task.falseRejectHigh === null ? '–' : percent(task.falseRejectHigh)}
      </div>
      <div role="gridcell" className={classes['review']} data-review={state.review}>
        {state.review}
      </div>
      <div role="gridcell" className={classes['number']}>
        {state.attempts === 0 ? '–' : `${state.passed}/${state.attempts}`}
      </div>
      <div role="gridcell" className={classes['number']}>
        {task.cpuSeconds.toFixed(task.cpuSeconds < 10 ? 1 : 0)}
      </div>
      <div role="gridcell" className={classes['number']}>
        {task.publishedAt.slice(0, 10)}
      </div>
    </div>
  );
});
