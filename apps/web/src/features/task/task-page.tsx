/** One task: its certificate fixed above, what it is made of in tabs below, its evidence a key away. Tab, gate and place are in the address. */
import { Button } from '@mantine/core';
import type { TaskDetail } from '@touchstone/contracts/api';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, lazy, useEffect } from 'react';
import { commands } from '../../keys/commands.ts';
import { useCommand } from '../../keys/registry.ts';
import { Page } from '../../shell/page.tsx';
import type { TaskTab } from '../../shell/tabs.ts';
import { CertificateStrip } from '../../ui/certificate-strip.tsx';
import { Loading, States } from '../../ui/states.tsx';
import { shortId } from '../../ui/words.ts';
import { useLoadedRows } from '../tasks/use-tasks.ts';
import { Brief } from './brief.tsx';
import { GateEvidence, TaskTabs, tabBeside } from './task-tabs.tsx';
import { useGateCommands } from './use-gate-commands.ts';
import { taskQuery, useTask } from './use-task.ts';
import classes from './task-page.module.css';

const PlayPanel = lazy(() =>
  import('./play/play-panel.tsx').then(({ PlayPanel }) => ({ default: PlayPanel })),
);
const route = getRouteApi('/tasks/$id');

export function TaskPage() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/tasks/$id' });
  const asked = useTask(id);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const setTab = (tab: TaskTab) => set({ tab, at: '' });
  const step = (by: number) => setTab(tabBeside(search.tab, by));
  useNeighbours(id, search.q, search.sort);
  useGateCommands((gate) => set({ gate: search.gate === gate ? '' : gate }));
  useCommand('task.tabNext', () => step(1));
  useCommand('task.tabPrevious', () => step(-1));
  useCommand('task.play', () => set({ play: !search.play }));
  useCommand('task.copy', () => void navigator.clipboard.writeText(location.href));
  useCommand('review.transcript', () => setTab('episodes'));
  useCommand('up', () =>
    search.play
      ? set({ play: false })
      : void navigate({ to: '/tasks', search: { q: search.q, sort: search.sort || 'id' } }),
  );
  return (
    <Page
      full
      title={titleOf(id, asked.data)}
      aside={
        <Button
          variant={search.play ? 'filled' : 'default'}
          size="compact-sm"
          ml="auto"
          mr={16}
          data-command="task.play"
          onClick={() => set({ play: !search.play })}
          rightSection={<kbd>{commands['task.play'].keys[0]}</kbd>}
        >
          {search.play ? 'Stop playing' : 'Play the task'}
        </Button>
      }
    >
      <States asked={asked} label="the task" skeletonRows={12}>
        {(detail) => (
          <>
            <div className={classes['strip']}>
              <CertificateStrip
                strip={detail.strip}
                onGate={(gate) => set({ gate })}
                openGate={search.gate}
              />
            </div>
            <div className={classes['body']}>
              <TaskTabs
                detail={detail}
                tab={search.tab}
                onTab={setTab}
                brief={{ title: 'Brief', content: <Brief detail={detail} /> }}
                at={search.at}
                onAt={(at) => set({ at })}
                inset={16}
                className={classes['tabs']}
                panelClassName={classes['panel']}
              />
              {search.play && (
                <Suspense fallback={<Loading label="the tools" />}>
                  <PlayPanel key={id} detail={detail} onClose={() => set({ play: false })} />
                </Suspense>
              )}
            </div>
            <GateEvidence detail={detail} gate={search.gate} onClose={() => set({ gate: '' })} />
          </>
        )}
      </States>
    </Page>
  );
}

/** j and k go through the list that one came from; both neighbours are fetched before they are wanted. */
function useNeighbours(id: string, q: string, sort: string): void {
  const navigate = useNavigate({ from: '/tasks/$id' });
  const client = useQueryClient();
  const rows = useLoadedRows(q, sort || 'id');
  const at = rows.findIndex((task) => task.id === id);
  const next = at < 0 ? undefined : rows[at + 1]?.id;
  const previous = at < 0 ? undefined : rows[at - 1]?.id;
  useEffect(() => {
    for (const neighbour of [next, previous])
      if (neighbour !== undefined) void client.prefetchQuery({ ...taskQuery(neighbour), staleTime: 60_000 });
  }, [client, next, previous]);
  const go = (to: string | undefined) => {
    if (to !== undefined)
      void navigate({
        params: { id: to },
        search: (before) => ({ ...before, at: '', gate: '', play: false }),
      });
  };
  useCommand('task.next', () => go(next), next !== undefined);
  useCommand('task.previous', () => go(previous), previous !== undefined);
}

function titleOf(id: string, detail: TaskDetail | undefined): string {
  return detail === undefined ? shortId(id) : `${detail.task.category} · ${shortId(id)}`;
}
