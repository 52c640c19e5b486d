/** One task: its certificate fixed above, what it is made of in tabs below, its evidence a key away. Tab, gate and place are in the address. */
import { Button, Tabs } from '@mantine/core';
import { gateIds } from '@touchstone/contracts';
import type { TaskDetail } from '@touchstone/contracts/api';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, lazy, useEffect } from 'react';
import { commands } from '../../keys/commands.ts';
import { useCommand } from '../../keys/registry.ts';
import { Page } from '../../shell/page.tsx';
import { taskTabs, type TaskTab } from '../../shell/tabs.ts';
import { CertificateStrip } from '../../ui/certificate-strip.tsx';
import { EvidenceDrawer } from '../../ui/evidence-drawer.tsx';
import { Loading, States } from '../../ui/states.tsx';
import { shortId } from '../../ui/words.ts';
import { useLoadedRows } from '../tasks/use-tasks.ts';
import { Brief } from './brief.tsx';
import { EnvironmentView } from './environment/environment-view.tsx';
import { EpisodesTab } from './episodes-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { useGateCommands } from './use-gate-commands.ts';
import { taskQuery, useCertificates, useTask } from './use-task.ts';
import { VerifierView } from './verifier-view.tsx';
import classes from './task-page.module.css';

const PlayPanel = lazy(() =>
  import('./play/play-panel.tsx').then(({ PlayPanel }) => ({ default: PlayPanel })),
);
const route = getRouteApi('/tasks/$id');

const tabTitles: Record<TaskTab, string> = {
  brief: 'Brief',
  environment: 'Environment',
  verifier: 'Verifier',
  episodes: 'Episodes',
  history: 'History',
};

export function TaskPage() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/tasks/$id' });
  const asked = useTask(id);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const setTab = (tab: TaskTab) => set({ tab, at: '' });
  const step = (by: number) => {
    const at = taskTabs.indexOf(search.tab) + by;
    setTab(taskTabs[(at + taskTabs.length) % taskTabs.length] ?? 'brief');
  };
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
              <Tabs
                value={search.tab}
                onChange={(tab) => setTab(tab as TaskTab)}
                keepMounted={false}
                className={classes['tabs']}
              >
                <Tabs.List px={16}>
                  {taskTabs.map((tab) => (
                    <Tabs.Tab key={tab} value={tab}>
                      {tabTitles[tab]}
                    </Tabs.Tab>
                  ))}
                </Tabs.List>
                {taskTabs.map((tab) => (
                  <Tabs.Panel key={tab} value={tab} className={classes['panel']} tabIndex={0}>
                    <Suspense fallback={<Loading label={tabTitles[tab]} />}>
                      <TabContent tab={tab} detail={detail} at={search.at} onAt={(at) => set({ at })} />
                    </Suspense>
                  </Tabs.Panel>
                ))}
              </Tabs>
              {search.play && (
                <Suspense fallback={<Loading label="the tools" />}>
                  <PlayPanel key={id} detail={detail} onClose={() => set({ play: false })} />
                </Suspense>
              )}
            </div>
            <Evidence id={id} detail={detail} gate={search.gate} onClose={() => set({ gate: '' })} />
          </>
        )}
      </States>
    </Page>
  );
}

interface TabContentProps {
  tab: TaskTab;
  detail: TaskDetail;
  at: string;
  onAt: (at: string) => void;
}

function TabContent({ tab, detail, at, onAt }: TabContentProps) {
  switch (tab) {
    case 'brief':
      return <Brief detail={detail} />;
    case 'environment':
      return <EnvironmentView detail={detail} at={at} onAt={onAt} />;
    case 'verifier':
      return <VerifierView id={detail.id} />;
    case 'episodes':
      return <EpisodesTab id={detail.id} />;
    case 'history':
      return <HistoryTab detail={detail} />;
  }
}

/** Asked for only once a gate is open: certificates are long, and a trainer's key may not see them. */
function Evidence({
  id,
  detail,
  gate,
  onClose,
}: {
  id: string;
  detail: TaskDetail;
  gate: string;
  onClose: () => void;
}) {
  const open = gateIds.find((each) => each === gate) ?? null;
  const certificates = useCertificates(id, open !== null);
  return <EvidenceDrawer strip={detail.strip} gate={open} certificates={certificates} onClose={onClose} />;
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
