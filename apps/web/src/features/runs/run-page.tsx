/** One run: a live board of stages, the tail of its events, its faults by gate, its families; pause, resume, stop, retry. */
import { Tabs } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Page } from '../../shell/page.tsx';
import { States } from '../../ui/states.tsx';
import { durationText } from '../yields/funnel.ts';
import type { RunDetail } from './board.ts';
import { EventTail } from './event-tail.tsx';
import { FamilyTable } from './family-table.tsx';
import { FaultTable } from './fault-table.tsx';
import { RunActs } from './run-acts.tsx';
import { useRun } from './runs-api.ts';
import { costText, StateWord, timeLeftText } from './runs-page.tsx';
import { StageBoard } from './stage-board.tsx';
import { useRunEvents, type LiveRun } from './use-run-events.ts';
import classes from './runs.module.css';

/** Beside the stream, which says what happened but not what is waiting. */
const liveMs = 3_000;

export function RunPage() {
  const { id } = useParams({ from: '/runs/$id' });
  const live = useRunEvents(id);
  const asked = useRun(id, live.stream.state === 'live' ? liveMs : liveMs * 2);
  return (
    <Page title={asked.data?.run.name ?? 'Run'} aside={<StreamWord live={live} />}>
      <States asked={asked} label="the run">
        {(detail) => <RunView detail={detail} live={live} />}
      </States>
    </Page>
  );
}

function RunView({ detail, live }: { detail: RunDetail; live: LiveRun }) {
  const { tab } = useSearch({ from: '/runs/$id' });
  const navigate = useNavigate({ from: '/runs/$id' });
  const { run } = detail;
  return (
    <>
      <dl className={classes['figures']}>
        <Figure title="State" value={<StateWord state={run.state} />} />
        <Figure title="Published" value={`${run.counts.published} of ${run.quota}`} />
        <Figure title="Sandboxes opened" value={run.sandboxRuns.toLocaleString('en')} />
        <Figure title="CPU" value={durationText(run.cpuSeconds)} />
        <Figure title="Paid to models" value={costText(run.costUsd)} />
        {run.state === 'running' && <Figure title="Time left" value={timeLeftText(run)} />}
      </dl>
      <RunActs detail={detail} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) => void navigate({ search: { tab: tabOf(value) }, replace: true })}
      >
        <Tabs.List aria-label="Parts of the run">
          <Tabs.Tab value="board">Board</Tabs.Tab>
          <Tabs.Tab value="events">Events</Tabs.Tab>
          <Tabs.Tab value="faults">Faults ({detail.faults.length})</Tabs.Tab>
          <Tabs.Tab value="families">Families ({detail.families.length})</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="board" pt="md">
          <StageBoard detail={detail} live={live} />
        </Tabs.Panel>
        <Tabs.Panel value="events" pt="md">
          <EventTail live={live} />
        </Tabs.Panel>
        <Tabs.Panel value="faults" pt="md">
          <FaultTable faults={detail.faults} />
        </Tabs.Panel>
        <Tabs.Panel value="families" pt="md">
          <FamilyTable families={detail.families} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

const tabs = ['board', 'events', 'faults', 'families'] as const;

function tabOf(value: string | null): (typeof tabs)[number] {
  return tabs.find((each) => each === value) ?? 'board';
}

function Figure({ title, value }: { title: string; value: React.ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd className="ts-num">{value}</dd>
    </div>
  );
}

function StreamWord({ live }: { live: LiveRun }) {
  const { stream } = live;
  const text =
    stream.state === 'lost'
      ? `connection lost, trying again in ${Math.ceil(stream.retryMs / 1_000)} s; nothing will be missing`
      : stream.state === 'refused'
        ? stream.message
        : stream.state === 'connecting'
          ? 'connecting'
          : 'live';
  return (
    <span className={classes['stream']} data-state={stream.state} role="status">
      <span className={classes['dot']} aria-hidden /> {text}
    </span>
  );
}
