/** How many items become tasks, where the others are lost and why, and what a task costs. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { NativeSelect } from '@mantine/core';
import { categories } from '@touchstone/contracts';
import { yieldsSchema } from '@touchstone/contracts/api';
import { request } from '../../api/client.ts';
import { Page } from '../../shell/page.tsx';
import { Notice } from '../../ui/notice.tsx';
import { States } from '../../ui/states.tsx';
import { useRuns } from '../runs/runs-api.ts';
import { barsOf, durationText, hasEnough, publishedMin, publishedOf, type Yields } from './funnel.ts';
import { FunnelChart } from './funnel-chart.tsx';
import { FunnelTable } from './funnel-table.tsx';
import classes from './yields.module.css';

const everyMs = 10_000;

export function YieldsPage() {
  const { by, run } = useSearch({ from: '/yields' });
  const asked = useQuery({
    queryKey: ['yields', by, run],
    queryFn: ({ signal }) => request(yieldsSchema, '/yields', { query: { category: by, run }, signal }),
    refetchInterval: everyMs,
  });
  return (
    <Page title="Yields" aside={<Choices />}>
      <States
        asked={asked}
        label="yields"
        isEmpty={(yields) => (yields.steps[0]?.count ?? 0) === 0}
        empty={
          <Notice
            title="Nothing has been drafted yet"
            detail="Once a run works, each gate shows how many items it lets through and what it costs."
            hint="Start one on the command line: touchstone run recipes/quickstart.yaml"
          />
        }
      >
        {(yields) => <YieldsView yields={yields} />}
      </States>
    </Page>
  );
}

function YieldsView({ yields }: { yields: Yields }) {
  const bars = barsOf(yields.steps);
  const enough = hasEnough(yields);
  const tooLittle = `not enough data (${publishedOf(yields)} of ${publishedMin} tasks)`;
  return (
    <>
      <dl className={classes['figures']}>
        <Figure title="Published" value={publishedOf(yields).toLocaleString('en')} />
        <Figure
          title="CPU per accepted task"
          value={
            enough && yields.cpuSecondsPerTask !== null
              ? `${yields.cpuSecondsPerTask.toFixed(1)} s`
              : tooLittle
          }
        />
        <Figure
          title="Cost per accepted task"
          value={
            enough && yields.costUsdPerTask !== null
              ? yields.costUsdPerTask === 0
                ? 'none: no model was paid'
                : `$${yields.costUsdPerTask.toFixed(4)}`
              : tooLittle
          }
        />
        <Figure
          title="Tasks an hour"
          value={
            enough && yields.tasksPerHour !== null
              ? Math.round(yields.tasksPerHour).toLocaleString('en')
              : tooLittle
          }
        />
        <TimeLeft />
      </dl>
      <FunnelChart bars={bars} />
      {yields.parked > 0 && (
        <p className={classes['parked']}>
          Beside the funnel: {yields.parked.toLocaleString('en')} parked for faults of our own. They rejoin
          when a run <Link to="/runs">retries them</Link>, and count neither for nor against a gate until
          then.
        </p>
      )}
      <h2 className={classes['heading']}>The same as a table</h2>
      <FunnelTable bars={bars} />
    </>
  );
}

/** Of the run that was chosen, or of the one that works now. */
function TimeLeft() {
  const { run: chosen } = useSearch({ from: '/yields' });
  const { data = [] } = useRuns();
  const run = data.find(({ id, state }) => state === 'running' && (chosen === '' || id === chosen));
  if (run === undefined) return null;
  return (
    <Figure
      title={`Time left (${run.name})`}
      value={run.secondsLeft === null ? 'not enough data' : durationText(run.secondsLeft)}
    />
  );
}

function Choices() {
  const { by, run } = useSearch({ from: '/yields' });
  const navigate = useNavigate({ from: '/yields' });
  const { data = [] } = useRuns();
  const set = (change: { by?: string; run?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <>
      <NativeSelect
        aria-label="Run"
        size="xs"
        value={run}
        onChange={(event) => set({ run: event.currentTarget.value })}
        data={[{ value: '', label: 'All runs' }, ...data.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <NativeSelect
        aria-label="Category"
        size="xs"
        value={by}
        onChange={(event) => set({ by: event.currentTarget.value })}
        data={[{ value: '', label: 'All categories' }, ...categories]}
      />
    </>
  );
}

function Figure({ title, value }: { title: string; value: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
}
