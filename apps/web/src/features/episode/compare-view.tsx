/** Two episodes side by side: the same on one line, and where they part marked. Waits for both outlines, then shows all. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { Link } from '@tanstack/react-router';
import type { EpisodeSummary } from '@touchstone/contracts/api';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useCommand } from '../../keys/registry.ts';
import { CommandButton } from '../../ui/command-button.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { shortId } from '../../ui/words.ts';
import { align } from './align.ts';
import { useCursor } from './cursor.ts';
import { EventCard } from './event-card.tsx';
import type { TranscriptStore } from './transcript-store.ts';
import { useEpisode, useFollow, useTranscript } from './use-transcript.ts';
import { VerdictView } from './verdict-view.tsx';
import classes from './episode.module.css';

interface Side {
  store: TranscriptStore;
  episode: EpisodeSummary | undefined;
}

const pairPx = 110;

export function CompareView({ left, rightId, at }: { left: Side; rightId: string; at: number }) {
  const asked = useEpisode(rightId);
  const store = useTranscript(rightId, at);
  useFollow(store, asked.data);
  const right: Side = { store, episode: asked.data };
  const fault = left.store.outlineFault ?? store.outlineFault;
  if (asked.error !== null && asked.data === undefined)
    return <Failed error={asked.error} onRetry={() => void asked.refetch()} />;
  if (fault !== null)
    return (
      <Failed
        error={new Error(fault)}
        onRetry={() => void Promise.all([left.store.loadOutlines(), store.loadOutlines()])}
      />
    );
  if (!left.store.outlinesComplete || !store.outlinesComplete) return <Loading label="both outlines" />;
  return <Pairs left={left} right={right} at={at} />;
}

function Pairs({ left, right, at }: { left: Side; right: Side; at: number }) {
  const [leftTotal, rightTotal] = [left.store.total, right.store.total];
  const { pairs, firstDivergence } = useMemo(
    () => align(signaturesOf(left.store), signaturesOf(right.store)),
    // The totals say when there is more to align.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [left.store, right.store, leftTotal, rightTotal],
  );
  const [place, setPlace] = useState(() =>
    Math.max(
      0,
      pairs.findIndex((pair) => pair.left === at),
    ),
  );
  const [, setCursor] = useCursor(at);
  const [expanded, setExpanded] = useState<ReadonlySet<number>>(new Set());
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: pairs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => pairPx,
    overscan: 4,
  });
  const go = (index: number | null) => {
    if (index === null || index < 0) return;
    const to = Math.min(pairs.length - 1, index);
    setPlace(to);
    const event = pairs[to]?.left;
    if (event !== null && event !== undefined) setCursor(event);
    rows.scrollToIndex(to, { align: 'auto' });
  };
  const isError = (index: number) => {
    const pair = pairs[index];
    return [
      [left.store, pair?.left],
      [right.store, pair?.right],
    ].some(
      ([store, event]) => typeof event === 'number' && (store as TranscriptStore).event(event)?.event.isError,
    );
  };
  const find = (step: 1 | -1) => {
    for (let index = place + step; index >= 0 && index < pairs.length; index += step)
      if (isError(index)) return index;
    return null;
  };
  const toggle = (index: number) =>
    setExpanded((before) =>
      before.has(index) ? new Set([...before].filter((each) => each !== index)) : new Set([...before, index]),
    );
  useCommand('event.next', () => go(place + 1));
  useCommand('event.previous', () => go(Math.max(0, place - 1)));
  useCommand('event.errorNext', () => go(find(1)));
  useCommand('event.errorPrevious', () => go(find(-1)));
  useCommand('event.first', () => go(0));
  useCommand('event.last', () => go(pairs.length - 1));
  useCommand('event.expand', () => toggle(place));

  const items = rows.getVirtualItems();
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? -1];
  useEffect(() => {
    const shown = pairs.slice(from, to + 1);
    for (const [side, store] of [
      ['left', left.store],
      ['right', right.store],
    ] as const) {
      const indices = shown.flatMap((pair) => pair[side] ?? []);
      const [first, last] = [indices[0], indices.at(-1)];
      if (first !== undefined && last !== undefined) store.ensureBodies({ from: first, to: last + 1 });
    }
  }, [pairs, from, to, left.store, right.store]);

  return (
    <>
      <div className={classes['compareHead']}>
        <p>{firstDivergence === null ? 'The two are the same.' : `They part at line ${firstDivergence}.`}</p>
        <CommandButton
          command="event.divergence"
          onRun={() => go(firstDivergence)}
          disabled={firstDivergence === null}
        />
      </div>
      <div className={classes['sides']}>
        <SideHead side={left} />
        <SideHead side={right} />
      </div>
      <ScrollRegion
        ref={scroller}
        label="Both transcripts"
        className={`${classes['scroller']} ${classes['wrapped']}`}
      >
        <div
          className={classes['rows']}
          role="feed"
          aria-label={`${pairs.length} lines`}
          style={{ height: rows.getTotalSize() }}
        >
          {items.map((item) => {
            const pair = pairs[item.index];
            return (
              <div
                key={item.key}
                ref={rows.measureElement}
                data-index={item.index}
                className={classes['slot']}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {item.index === firstDivergence && <p className={classes['divergence']}>Here the two part</p>}
                <div
                  className={classes['pair']}
                  data-same={pair?.same}
                  data-selected={item.index === place || undefined}
                >
                  {[
                    { store: left.store, index: pair?.left ?? null },
                    { store: right.store, index: pair?.right ?? null },
                  ].map(({ store, index }, side) =>
                    index === null ? (
                      <div key={side} className={classes['nothing']} aria-hidden />
                    ) : (
                      <EventCard
                        key={side}
                        store={store}
                        name={side === 0 ? 'left' : 'right'}
                        index={index}
                        total={store.total ?? 0}
                        selected={item.index === place}
                        expanded={expanded.has(item.index)}
                        onSelect={() => go(item.index)}
                        onExpand={() => toggle(item.index)}
                      />
                    ),
                  )}
                </div>
              </div>
            );
          })}
        </div>
      </ScrollRegion>
    </>
  );
}

function SideHead({ side: { episode } }: { side: Side }) {
  if (episode === undefined) return <div />;
  return (
    <div className={classes['sideHead']}>
      <Link to="/episodes/$id" params={{ id: episode.id }}>
        {episode.solver} · {shortId(episode.id)}
      </Link>
      {episode.verdict !== null ? <VerdictView verdict={episode.verdict} open={false} /> : episode.state}
    </div>
  );
}

/** The same kind of event with the same first line and size. */
function signaturesOf(store: TranscriptStore): string[] {
  return store.outlines.map((event) =>
    event === undefined ? '' : `${event.type} ${event.bytes} ${event.title}`,
  );
}
