/** The task under review: its certificate, what is asked, and beside it the tab that says most about it. */
import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { gateIds, type GateId } from '@touchstone/contracts';
import type { TaskDetail } from '@touchstone/contracts/api';
import { Suspense, useState } from 'react';
import { useCommand } from '../../keys/registry.ts';
import { taskTabs, type TaskTab } from '../../shell/tabs.ts';
import { CertificateStrip } from '../../ui/certificate-strip.tsx';
import { EvidenceDrawer } from '../../ui/evidence-drawer.tsx';
import { HostileMarkdown } from '../../ui/markdown.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { Loading } from '../../ui/states.tsx';
import { EnvironmentView } from '../task/environment/environment-view.tsx';
import { EpisodesTab } from '../task/episodes-tab.tsx';
import { HistoryTab } from '../task/history-tab.tsx';
import { TaskFacts } from '../task/task-facts.tsx';
import { useGateCommands } from '../task/use-gate-commands.ts';
import { useCertificates } from '../task/use-task.ts';
import { VerifierView } from '../task/verifier-view.tsx';
import { tabThatMatters } from './tab-that-matters.ts';
import type { QueueItem } from './queue-machine.ts';
import classes from './review.module.css';

const tabTitles: Record<TaskTab, string> = {
  brief: 'Facts',
  environment: 'Environment',
  verifier: 'Verifier',
  episodes: 'Episodes',
  history: 'History',
};

export function ReviewItem({ item: { detail } }: { item: QueueItem }) {
  const { gate, tab: chosen } = useSearch({ from: '/review/$queue' });
  const navigate = useNavigate({ from: '/review/$queue' });
  const tab = chosen ?? tabThatMatters(detail);
  const setTab = (to: TaskTab) =>
    void navigate({ search: (before) => ({ ...before, tab: to }), replace: true });
  const setGate = (to: GateId | '') =>
    void navigate({ search: (before) => ({ ...before, gate: to === gate ? '' : to }), replace: true });
  const step = (by: number) =>
    setTab(taskTabs[(taskTabs.indexOf(tab) + by + taskTabs.length) % taskTabs.length] ?? 'brief');
  useGateCommands(setGate);
  useCommand('task.tabNext', () => step(1));
  useCommand('task.tabPrevious', () => step(-1));
  useCommand('review.transcript', () => setTab('episodes'));
  useCommand(
    'task.play',
    () => void navigate({ to: '/tasks/$id', params: { id: detail.id }, search: { play: true } }),
  );
  return (
    <>
      <div className={classes['strip']}>
        <CertificateStrip strip={detail.strip} onGate={setGate} openGate={gate} />
      </div>
      <div className={classes['content']}>
        <ScrollRegion className={classes['asked']} label="Instruction">
          <HostileMarkdown text={detail.task.instruction} />
        </ScrollRegion>
        <Tabs
          value={tab}
          onChange={(value) => setTab(taskTabs.find((each) => each === value) ?? 'brief')}
          keepMounted={false}
          className={classes['tabs']}
        >
          <Tabs.List aria-label="Parts of the task">
            {taskTabs.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {tabTitles[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {taskTabs.map((each) => (
            <Tabs.Panel key={each} value={each} className={classes['panel']} tabIndex={0}>
              <Suspense fallback={<Loading label={tabTitles[each]} />}>
                <TabContent tab={each} detail={detail} />
              </Suspense>
            </Tabs.Panel>
          ))}
        </Tabs>
      </div>
      <Evidence detail={detail} gate={gate} onClose={() => setGate('')} />
    </>
  );
}

function TabContent({ tab, detail }: { tab: TaskTab; detail: TaskDetail }) {
  // The address names the task here; the place inside it is kept while the task is on screen.
  const [place, setPlace] = useState('');
  switch (tab) {
    case 'brief':
      return <TaskFacts detail={detail} />;
    case 'environment':
      return <EnvironmentView detail={detail} at={place} onAt={setPlace} />;
    case 'verifier':
      return <VerifierView id={detail.id} />;
    case 'episodes':
      return <EpisodesTab id={detail.id} />;
    case 'history':
      return <HistoryTab detail={detail} />;
  }
}

function Evidence({ detail, gate, onClose }: { detail: TaskDetail; gate: string; onClose: () => void }) {
  const open = gateIds.find((each) => each === gate) ?? null;
  const certificates = useCertificates(detail.id, open !== null);
  return <EvidenceDrawer strip={detail.strip} gate={open} certificates={certificates} onClose={onClose} />;
}
