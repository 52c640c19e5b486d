/** Where the items of a run are now, and the last events beside it. */
import { Progress } from '@mantine/core';
import { stagesOf, type RunDetail } from './board.ts';
import { EventTail } from './event-tail.tsx';
import type { LiveRun } from './use-run-events.ts';
import classes from './runs.module.css';

export function StageBoard({ detail, live }: { detail: RunDetail; live: LiveRun }) {
  const { run } = detail;
  const percent = run.quota === 0 ? 0 : Math.min(100, (100 * run.counts.published) / run.quota);
  return (
    <div className={classes['board']}>
      <section aria-label="Stages">
        <Progress.Root size={10} mb="md">
          <Progress.Section
            value={percent}
            aria-label={`Published ${run.counts.published} of ${run.quota}`}
            aria-valuenow={Math.round(percent)}
          />
        </Progress.Root>
        <ol className={classes['stages']}>
          {stagesOf(detail).map(({ stage, title, count, own }) => (
            <li key={stage} data-own={own || undefined} data-stage={stage}>
              <span className={classes['count']}>{count.toLocaleString('en')}</span>
              <span>{title}</span>
              {own && <span className={classes['own']}>fault of our own</span>}
            </li>
          ))}
        </ol>
      </section>
      <section aria-label="Latest events">
        <EventTail live={live} rows={12} />
      </section>
    </div>
  );
}
