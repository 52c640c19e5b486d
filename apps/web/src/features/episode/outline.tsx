/** Every event by its first line; those whose outline has not come yet say so. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Button } from '@mantine/core';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import type { TranscriptStore } from './transcript-store.ts';
import classes from './episode.module.css';

const rowPx = 24;

export interface OutlineProps {
  store: TranscriptStore;
  cursor: number;
  onGo: (index: number) => void;
}

export function Outline({ store, cursor, onGo }: OutlineProps) {
  const total = store.total ?? 0;
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 10,
  });
  useEffect(() => {
    if (total > 0) rows.scrollToIndex(Math.min(cursor, total - 1), { align: 'auto' });
  }, [cursor, total, rows]);
  const errors = store.errorsKnown;
  return (
    <nav className={classes['outline']} aria-label="Outline">
      <p className={classes['outlineHead']}>
        {total.toLocaleString('en')} events, {errors} {errors === 1 ? 'error' : 'errors'}
        {!store.outlinesComplete && (store.outlineFault === null ? ' so far' : '')}
        {store.outlineFault !== null && (
          <Button size="compact-xs" variant="default" onClick={() => void store.loadOutlines()}>
            Outline incomplete: try again
          </Button>
        )}
      </p>
      <ScrollRegion ref={scroller} label="Events" className={classes['outlineScroller']}>
        <div className={classes['rows']} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const event = store.event(index)?.event;
            return (
              <button
                key={index}
                type="button"
                tabIndex={-1}
                className={classes['outlineRow']}
                data-type={event?.type}
                data-error={event?.isError || undefined}
                aria-current={index === cursor ? 'true' : undefined}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => onGo(index)}
              >
                <span className={classes['index']}>{index}</span>
                {event?.isError === true && <span aria-label="error">✗</span>}
                <span className={classes['outlineTitle']}>{event?.title ?? '…'}</span>
              </button>
            );
          })}
        </div>
      </ScrollRegion>
    </nav>
  );
}
