/** The tabs of a task and the drawer of its evidence, alike wherever a task is shown. Does not know where the choice is kept. */
import { Tabs } from '@mantine/core';
import { gateIds } from '@touchstone/contracts';
import type { TaskDetail } from '@touchstone/contracts/api';
import { Suspense, type ReactNode } from 'react';
import { taskTabs, type TaskTab } from '../../shell/tabs.ts';
import { EvidenceDrawer } from '../../ui/evidence-drawer.tsx';
import { Loading } from '../../ui/states.tsx';
import { EnvironmentView } from './environment/environment-view.tsx';
import { EpisodesTab } from './episodes-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { useCertificates } from './use-task.ts';
import { VerifierView } from './verifier-view.tsx';

interface TaskTabsProps {
  detail: TaskDetail;
  tab: TaskTab;
  onTab: (tab: TaskTab) => void;
  /** What the first tab is called and shows: more where nothing else shows the instruction. */
  brief: { title: string; content: ReactNode };
  /** The place inside the environment. */
  at: string;
  onAt: (at: string) => void;
  /** Left and right of the row of tabs, px. */
  inset?: number;
  className: string | undefined;
  panelClassName: string | undefined;
}

export function TaskTabs(props: TaskTabsProps) {
  const { detail, tab, onTab, brief, at, onAt, inset = 0, className, panelClassName } = props;
  const titles: Record<TaskTab, string> = {
    brief: brief.title,
    environment: 'Environment',
    verifier: 'Verifier',
    episodes: 'Episodes',
    history: 'History',
  };
  const contents: Record<TaskTab, ReactNode> = {
    brief: brief.content,
    environment: <EnvironmentView detail={detail} at={at} onAt={onAt} />,
    verifier: <VerifierView id={detail.id} />,
    episodes: <EpisodesTab id={detail.id} />,
    history: <HistoryTab detail={detail} />,
  };
  return (
    <Tabs
      value={tab}
      onChange={(value) => onTab(taskTabs.find((each) => each === value) ?? 'brief')}
      keepMounted={false}
      className={className}
    >
      <Tabs.List px={inset} aria-label="Parts of the task">
        {taskTabs.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {titles[each]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {taskTabs.map((each) => (
        <Tabs.Panel key={each} value={each} className={panelClassName} tabIndex={0}>
          <Suspense fallback={<Loading label={titles[each]} />}>{contents[each]}</Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** The tab that lies so many further on, round the ends. */
export function tabBeside(tab: TaskTab, by: number): TaskTab {
  return taskTabs[(taskTabs.indexOf(tab) + by + taskTabs.length) % taskTabs.length] ?? 'brief';
}

interface GateEvidenceProps {
  detail: TaskDetail;
  /** As in the address: a gate's id, or empty. */
  gate: string;
  onClose: () => void;
}

/** Asked for only once a gate is open: certificates are long, and a trainer's key may not see them. */
export function GateEvidence({ detail, gate, onClose }: GateEvidenceProps) {
  const open = gateIds.find((each) => each === gate) ?? null;
  const certificates = useCertificates(detail.id, open !== null);
  return <EvidenceDrawer strip={detail.strip} gate={open} certificates={certificates} onClose={onClose} />;
}
