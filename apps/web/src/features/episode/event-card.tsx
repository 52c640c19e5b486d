/** One event. What it holds is hostile and is only ever text here; long parts show their beginning and end until expanded. */
import { Button, Skeleton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Failed } from '../../ui/states.tsx';
import { bytes } from '../../ui/words.ts';
import { bodyOf, type Block } from './body.ts';
import { clip } from './clip.ts';
import type { TranscriptEvent, TranscriptStore } from './transcript-store.ts';
import { VerdictView } from './verdict-view.tsx';
import classes from './episode.module.css';

export interface EventCardProps {
  store: TranscriptStore;
  /** Tells two transcripts on one page apart. */
  name?: string;
  index: number;
  total: number;
  selected: boolean;
  expanded: boolean;
  onSelect: () => void;
  onExpand: () => void;
}

const typeTitles: Readonly<Record<TranscriptEvent['type'], string>> = {
  message: 'message',
  'tool-called': 'tool',
  submitted: 'submission',
  verdict: 'verdict',
};

export function EventCard({
  store,
  name = 'event',
  index,
  total,
  selected,
  expanded,
  onSelect,
  onExpand,
}: EventCardProps) {
  const known = store.event(index);
  const fault = store.fault(index);
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- j and k choose.
    <article
      className={classes['event']}
      data-selected={selected || undefined}
      data-error={known?.event.isError || undefined}
      data-event={index}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-labelledby={`${name}-${index}`}
      onClick={onSelect}
    >
      <header className={classes['eventHead']}>
        <span className={classes['index']}>{index}</span>
        <span className={classes['type']} data-type={known?.event.type}>
          {known === null ? '…' : typeTitles[known.event.type]}
        </span>
        <span id={`${name}-${index}`} className={classes['eventTitle']}>
          {known?.event.title ?? `Event ${index}`}
        </span>
        {known?.event.isError === true && <span className={classes['errorWord']}>error</span>}
        {known !== null && (
          <span className={classes['mute']}>
            {bytes(known.event.bytes)} · {known.event.at.slice(11, 19)}
          </span>
        )}
      </header>
      {known?.body === 'here' ? (
        <Body event={known.event} expanded={expanded} onExpand={onExpand} />
      ) : known?.body === 'large' ? (
        <Large store={store} event={known.event} wanted={expanded} />
      ) : fault !== null ? (
        <p className={classes['missing']} role="alert">
          This part of the transcript did not come: {fault}{' '}
          <Button size="compact-xs" variant="default" onClick={() => store.retry(index)}>
            Try again
          </Button>
        </p>
      ) : (
        <Skeleton height={32} animate={false} />
      )}
    </article>
  );
}

/** Comes by itself: a page of events does not wait for it. */
function Large({
  store,
  event,
  wanted,
}: {
  store: TranscriptStore;
  event: TranscriptEvent;
  wanted: boolean;
}) {
  const { index } = event;
  const load = useMutation({ mutationFn: () => store.loadWhole(index) });
  const { mutate } = load;
  useEffect(() => {
    if (wanted) mutate();
  }, [wanted, mutate]);
  return (
    <div>
      <Button size="compact-xs" variant="default" loading={load.isPending} onClick={() => mutate()}>
        Load {bytes(event.bytes)} <kbd aria-hidden>o</kbd>
      </Button>
      {load.error !== null && <Failed error={load.error} />}
    </div>
  );
}

function Body({
  event,
  expanded,
  onExpand,
}: {
  event: TranscriptEvent;
  expanded: boolean;
  onExpand: () => void;
}) {
  const { blocks, verdict } = bodyOf(event);
  return (
    <>
      {blocks.map((block, at) => (
        <BlockView key={at} block={block} expanded={expanded} onExpand={onExpand} />
      ))}
      {verdict !== null && <VerdictView verdict={verdict} open />}
    </>
  );
}

function BlockView({ block, expanded, onExpand }: { block: Block; expanded: boolean; onExpand: () => void }) {
  const clipped = clip(block.text);
  const shown = expanded || clipped === null ? block.text : clipped.head;
  return (
    <div className={classes['block']}>
      <span className={classes['label']}>{block.label}</span>
      <pre className={classes['text']} data-kind={block.kind}>
        {block.kind === 'diff' ? <DiffText text={shown} /> : shown}
      </pre>
      {clipped !== null && !expanded && (
        <>
          <Button size="compact-xs" variant="default" onClick={onExpand} className={classes['more']}>
            Show {clipped.left} <kbd aria-hidden>o</kbd>
          </Button>
          <pre className={classes['text']} data-kind={block.kind}>
            {block.kind === 'diff' ? <DiffText text={clipped.tail} /> : clipped.tail}
          </pre>
        </>
      )}
    </div>
  );
}

function DiffText({ text }: { text: string }) {
  return text.split('\n').map((line, at) => (
    <span key={at} data-diff={/^[+-]/.test(line) && !/^(---|\+\+\+)/.test(line) ? line[0] : undefined}>
      {line}
      {'\n'}
    </span>
  ));
}
