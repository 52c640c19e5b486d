/** The events of one episode, of which only those on screen exist; outline at the left, minimap at the right. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useCommand } from '../../keys/registry.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { useCursor } from './cursor.ts';
import { EventCard } from './event-card.tsx';
import { Minimap } from './minimap.tsx';
import { Outline } from './outline.tsx';
import type { TranscriptStore } from './transcript-store.ts';
import classes from './episode.module.css';

/** A collapsed event of a few lines, before it is measured. */
const eventPx = 96;

export function TranscriptView({ store }: { store: TranscriptStore }) {
  const { e = 0 } = useSearch({ from: '/episodes/$id' });
  const [cursor, setCursor] = useCursor(e);
  const [expanded, setExpanded] = useState<ReadonlySet<number>>(new Set());
  const [wrap, setWrap] = useState(true);
  const total = store.total ?? 0;
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => eventPx,
    overscan: 6,
  });
  const go = (index: number | null) => {
    if (index === null || total === 0) return;
    const to = Math.max(0, Math.min(total - 1, index));
    setCursor(to);
    rows.scrollToIndex(to, { align: 'auto' });
  };
  const toggle = (index: number) =>
    setExpanded((before) =>
      before.has(index) ? new Set([...before].filter((each) => each !== index)) : new Set([...before, index]),
    );

  useCommand('event.next', () => go(cursor + 1));
  useCommand('event.previous', () => go(cursor - 1));
  useCommand('event.turnNext', () => go(store.nextTurn(cursor, 1)));
  useCommand('event.turnPrevious', () => go(store.nextTurn(cursor, -1)));
  useCommand('event.errorNext', () => go(store.nextError(cursor, 1)));
  useCommand('event.errorPrevious', () => go(store.nextError(cursor, -1)));
  useCommand('event.first', () => go(0));
  useCommand('event.last', () => go(total - 1));
  useCommand('event.expand', () => toggle(cursor));
  useCommand('event.wrap', () => setWrap(!wrap));
  useCommand('event.copy', () => {
    const address = new URL(location.href);
    address.searchParams.set('e', String(cursor));
    void navigator.clipboard.writeText(address.href);
  });

  // Opened in the middle: what the address names is what is seen first.
  const placed = useRef(false);
  useEffect(() => {
    if (placed.current || total === 0) return;
    placed.current = true;
    if (e > 0) rows.scrollToIndex(Math.min(e, total - 1), { align: 'start' });
  }, [total, e, rows]);

  const items = rows.getVirtualItems();
  const [from, to] = [items[0]?.index ?? 0, (items.at(-1)?.index ?? -1) + 1];
  useEffect(() => {
    if (to > from) store.ensureBodies({ from, to });
  }, [store, from, to]);

  return (
    <div className={classes['transcript']}>
      <Outline store={store} cursor={cursor} onGo={go} />
      <ScrollRegion
        ref={scroller}
        label="Transcript"
        className={`${classes['scroller']} ${wrap ? classes['wrapped'] : ''}`}
      >
        <div
          className={classes['rows']}
          role="feed"
          aria-label={`${total} events`}
          style={{ height: rows.getTotalSize() }}
        >
          {items.map((item) => (
            <div
              key={item.key}
              ref={rows.measureElement}
              data-index={item.index}
              className={classes['slot']}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <EventCard
                store={store}
                index={item.index}
                total={total}
                selected={item.index === cursor}
                expanded={expanded.has(item.index)}
                onSelect={() => setCursor(item.index)}
                onExpand={() => toggle(item.index)}
              />
            </div>
          ))}
        </div>
      </ScrollRegion>
      <Minimap store={store} shown={{ from, to }} onGo={go} />
    </div>
  );
}
