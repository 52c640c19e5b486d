/** Every run, newest first. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { RunSummary } from '@touchstone/contracts/api';
import { useState } from 'react';
import { useCommand } from '../../keys/registry.ts';
import { Page } from '../../shell/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { States } from '../../ui/states.tsx';
import { When } from '../../ui/when.tsx';
import { durationText } from '../yields/funnel.ts';
import { useRuns } from './runs-api.ts';
import classes from './runs.module.css';

export function RunsPage() {
  const asked = useRuns();
  return (
    <Page title="Runs">
      <States
        asked={asked}
        label="runs"
        isEmpty={(runs) => runs.length === 0}
        empty={
          <Notice
            title="Nothing has run yet"
            detail="A run turns a recipe into certified tasks."
            hint="Start one on the command line: touchstone run recipes/quickstart.yaml"
          />
        }
      >
        {(runs) => <RunTable runs={runs} />}
      </States>
    </Page>
  );
}

function RunTable({ runs }: { runs: readonly RunSummary[] }) {
  const [cursor, setCursor] = useState(0);
  const navigate = useNavigate();
  const at = Math.min(cursor, runs.length - 1);
  useCommand('list.next', () => setCursor(Math.min(at + 1, runs.length - 1)));
  useCommand('list.previous', () => setCursor(Math.max(at - 1, 0)));
  useCommand('list.first', () => setCursor(0));
  useCommand('list.last', () => setCursor(runs.length - 1));
  useCommand('list.open', () => {
    const run = runs[at];
    if (run !== undefined) void navigate({ to: '/runs/$id', params: { id: run.id } });
  });
  return (
    <DataTable
      caption="Runs, newest first"
      columns={[
        'Run',
        'State',
        'Begun',
        'Published',
        'Refused',
        'Parked',
        'Sandboxes',
        'CPU',
        'Cost',
        'Time left',
      ]}
    >
      {runs.map((run, index) => (
        <tr key={run.id} data-selected={index === at || undefined}>
          <th scope="row">
            <Link to="/runs/$id" params={{ id: run.id }}>
              {run.name}
            </Link>
          </th>
          <td>
            <StateWord state={run.state} />
          </td>
          <td>
            <When at={run.startedAt} />
          </td>
          <td className="ts-num">
            {run.counts.published} of {run.quota}
          </td>
          <td className="ts-num">{run.counts.refused}</td>
          <td className="ts-num">{run.counts.parked}</td>
          <td className="ts-num">{run.sandboxRuns.toLocaleString('en')}</td>
          <td className="ts-num">{durationText(run.cpuSeconds)}</td>
          <td className="ts-num">{costText(run.costUsd)}</td>
          <td className="ts-num">{timeLeftText(run)}</td>
        </tr>
      ))}
    </DataTable>
  );
}

const signs = { running: '▶', paused: '❙❙', stopped: '■', done: '✓', incomplete: '◐' } as const;

export function StateWord({ state }: { state: RunSummary['state'] }) {
  return (
    <span className={classes['state']} data-state={state}>
      <span aria-hidden>{signs[state]}</span> {state}
    </span>
  );
}

export function costText(costUsd: number): string {
  return costUsd === 0 ? 'none' : `$${costUsd.toFixed(2)}`;
}

export function timeLeftText({ state, secondsLeft }: RunSummary): string {
  if (state !== 'running') return '';
  return secondsLeft === null ? 'not enough data' : durationText(secondsLeft);
}
