/** The task under review: its certificate, then the tab that says most about it. */
import { CertificateStrip } from '../../ui/certificate-strip.tsx';
import { HostileMarkdown } from '../../ui/markdown.tsx';
import { TaskFacts } from '../task/task-facts.tsx';
import type { QueueItem } from './queue-machine.ts';
import classes from './review.module.css';

export function ReviewItem({ item: { detail } }: { item: QueueItem }) {
  return (
    <>
      <div className={classes['strip']}>
        <CertificateStrip strip={detail.strip} />
      </div>
      <div className={classes['content']} role="region" aria-label="Task" tabIndex={0}>
        <HostileMarkdown text={detail.task.instruction} />
        <TaskFacts detail={detail} />
      </div>
    </>
  );
}
