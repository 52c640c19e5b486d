/** The task under review: its certificate, what is asked, and beside it the tab that says most about it. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { GateId } from '@touchstone/contracts';
import { useState } from 'react';
import { useCommand } from '../../keys/registry.ts';
import type { TaskTab } from '../../shell/tabs.ts';
import { CertificateStrip } from '../../ui/certificate-strip.tsx';
import { HostileMarkdown } from '../../ui/markdown.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { TaskFacts } from '../task/task-facts.tsx';
import { GateEvidence, TaskTabs, tabBeside } from '../task/task-tabs.tsx';
import { useGateCommands } from '../task/use-gate-commands.ts';
import { tabThatMatters } from './tab-that-matters.ts';
import type { QueueItem } from './queue-machine.ts';
import classes from './review.module.css';

export function ReviewItem({ item: { detail } }: { item: QueueItem }) {
  const { gate, tab: chosen } = useSearch({ from: '/review/$queue' });
  const navigate = useNavigate({ from: '/review/$queue' });
  const tab = chosen ?? tabThatMatters(detail);
  const setTab = (to: TaskTab) =>
    void navigate({ search: (before) => ({ ...before, tab: to }), replace: true });
  const setGate = (to: GateId | '') =>
    void navigate({ search: (before) => ({ ...before, gate: to === gate ? '' : to }), replace: true });
  const step = (by: number) => setTab(tabBeside(tab, by));
  // The address names the task here; the place inside it is kept while the task is on screen.
  const [place, setPlace] = useState('');
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
        <TaskTabs
          detail={detail}
          tab={tab}
          onTab={setTab}
          brief={{ title: 'Facts', content: <TaskFacts detail={detail} /> }}
          at={place}
          onAt={setPlace}
          className={classes['tabs']}
          panelClassName={classes['panel']}
        />
      </div>
      <GateEvidence detail={detail} gate={gate} onClose={() => setGate('')} />
    </>
  );
}
