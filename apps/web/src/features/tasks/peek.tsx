/** A task beside the list: its certificate, its instruction, what it is made of. j and k go on while it is open. */
import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CertificateStrip } from '../../ui/certificate-strip.tsx';
import { HostileMarkdown } from '../../ui/markdown.tsx';
import { Icon } from '../../ui/icon.tsx';
import { States } from '../../ui/states.tsx';
import { shortId } from '../../ui/words.ts';
import { TaskFacts } from '../task/task-facts.tsx';
import { useTask } from '../task/use-task.ts';
import classes from './peek.module.css';

export interface PeekProps {
  id: string;
  onClose: () => void;
  search: { q: string; sort: string };
}

export function Peek({ id, onClose, search }: PeekProps) {
  const asked = useTask(id);
  return (
    <aside className={classes['peek']} aria-label="Peek">
      <header className={classes['head']}>
        <h2>{shortId(id)}</h2>
        <Link to="/tasks/$id" params={{ id }} search={search}>
          Open <kbd>Enter</kbd>
        </Link>
        <ActionIcon variant="subtle" color="gray" size={28} onClick={onClose} aria-label="Close the peek">
          <Icon name="close" />
        </ActionIcon>
      </header>
      <States asked={asked} label="the task">
        {(detail) => (
          <>
            <div className={classes['strip']}>
              <CertificateStrip strip={detail.strip} />
            </div>
            <HostileMarkdown text={detail.task.instruction} />
            <TaskFacts detail={detail} />
          </>
        )}
      </States>
    </aside>
  );
}
