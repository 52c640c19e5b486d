/** How far the queue is, how fast it goes, and for how long the task on screen is mine. */
import { useNow } from '../../ui/when.tsx';
import { number } from '../../ui/words.ts';
import { itemsPerHour, prefetchItems, type QueueState } from './queue-machine.ts';
import classes from './review.module.css';

export function QueueProgress({ state }: { state: QueueState }) {
  const rate = itemsPerHour(state.decisions);
  const ahead = Math.min(prefetchItems, Math.max(0, state.items.length - 1));
  return (
    <div className={classes['progress']}>
      <span className="ts-num" data-testid="decided">
        {number(state.decisions.length)} decided
      </span>
      {state.waiting !== null && <span className="ts-num">{number(state.waiting)} waiting</span>}
      <span className="ts-num">
        {rate === null ? 'pace: not enough data' : `${Math.round(rate)} an hour`}
      </span>
      <span className="ts-num">{ahead} ready</span>
      {state.items[0] !== undefined && <Reserved until={state.items[0].reservedUntil} />}
    </div>
  );
}

function Reserved({ until }: { until: string }) {
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.round((Date.parse(until) - now) / 1_000));
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <span className="ts-num" role="timer">
      {seconds === 0 ? 'no longer reserved for you' : `reserved for you: ${text}`}
    </span>
  );
}
