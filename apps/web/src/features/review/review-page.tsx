/** One task of a queue at a time: strip, the tab that matters most, decisions by key. The next ones are already here. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { Page } from '../../shell/page.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/states.tsx';
import { rememberOp } from '../ops/own-ops.ts';
import { taskQuery } from '../task/use-task.ts';
import { DecisionBar } from './decision-bar.tsx';
import { prefetchItems, type QueueState } from './queue-machine.ts';
import { QueueProgress } from './queue-progress.tsx';
import { QueueRunner } from './queue-runner.ts';
import { queueServer, release, secretQuery, useQueues } from './review-api.ts';
import { ReviewItem } from './review-item.tsx';
import classes from './review.module.css';

const tickMs = 5_000;
const addressMs = 150;

export function ReviewPage() {
  const { queue } = useParams({ from: '/review/$queue' });
  const { data: queues } = useQueues();
  const runner = useQueueRunner(queue);
  const state = useSyncExternalStore(runner.subscribe, () => runner.state);
  useKeptInAddress(runner, state);
  usePrefetchedDetails(state);
  const [item] = state.items;
  return (
    <Page
      title={queues?.find(({ id }) => id === queue)?.title ?? 'Review'}
      full
      aside={<QueueProgress state={state} />}
    >
      {state.fault !== null && <Fault runner={runner} state={state} />}
      {item !== undefined ? (
        <ReviewItem key={item.detail.id} item={item} />
      ) : (
        <NothingHere runner={runner} state={state} />
      )}
      <DecisionBar key={`bar-${item?.detail.id}`} runner={runner} state={state} />
    </Page>
  );
}

function useQueueRunner(queue: string): QueueRunner {
  const runner = useMemo(() => new QueueRunner(queueServer(queue)), [queue]);
  useEffect(() => {
    runner.open();
    const timer = setInterval(() => runner.send({ kind: 'ticked', now: Date.now() }), tickMs);
    return () => {
      clearInterval(timer);
      void runner.close().then((ops) => {
        ops.slice(-20).forEach(rememberOp);
        release(queue);
      });
    };
  }, [runner, queue]);
  return runner;
}

/** The address names the task on screen; one that names another of mine brings it to the front, once. */
function useKeptInAddress(runner: QueueRunner, state: QueueState): void {
  const { at } = useSearch({ from: '/review/$queue' });
  const navigate = useNavigate({ from: '/review/$queue' });
  const wanted = useRef<string | null>(at);
  const current = state.items[0]?.detail.id;
  useEffect(() => {
    if (current === undefined) return;
    if (wanted.current !== null && wanted.current !== '')
      runner.send({ kind: 'brought', task: wanted.current });
    wanted.current = null;
    const timer = setTimeout(() => {
      void navigate({ search: (before) => ({ ...before, at: current, gate: '' }), replace: true });
    }, addressMs);
    return () => clearTimeout(timer);
  }, [runner, current, navigate]);
}

/** What the tabs of the next tasks begin with is there before they are shown. */
function usePrefetchedDetails(state: QueueState): void {
  const client = useQueryClient();
  useEffect(() => {
    for (const { detail } of state.items.slice(0, prefetchItems + 1))
      if (client.getQueryData(taskQuery(detail.id).queryKey) === undefined)
        client.setQueryData(taskQuery(detail.id).queryKey, detail);
    // A curator's: where it is refused, the tab says so itself.
    for (const { detail } of state.items.slice(0, prefetchItems + 1))
      void client.prefetchQuery(secretQuery(detail.id));
  }, [client, state.items]);
}

function Fault({ runner, state }: { runner: QueueRunner; state: QueueState }) {
  return (
    <p className={classes['fault']} role="alert">
      {state.fault?.task === null ? '' : 'Not decided: '}
      {state.fault?.message}{' '}
      <Button size="compact-xs" variant="default" onClick={() => runner.send({ kind: 'fault-read' })}>
        I see
      </Button>
    </p>
  );
}

function NothingHere({ runner, state }: { runner: QueueRunner; state: QueueState }) {
  const failed = state.fault !== null && state.fault.task === null;
  if (!failed && (state.reserving || state.waiting === null)) return <Loading label="the queue" />;
  const again = (
    <Button variant="default" onClick={() => runner.open()}>
      Look again
    </Button>
  );
  if (failed)
    return (
      <div data-state="error">
        <Notice tone="bad" title="The queue did not come" detail={state.fault?.message}>
          {again}
        </Notice>
      </div>
    );
  return (
    <Notice
      title={state.decisions.length === 0 ? 'Nothing waits in this queue' : 'The queue is done'}
      detail={
        (state.waiting ?? 0) > 0
          ? `${state.waiting} wait, but others have them at hand for up to ten minutes.`
          : `${state.decisions.length} decided here.`
      }
    >
      {again}
      <Link to="/review">Other queues</Link>
    </Notice>
  );
}
