/** What an attempt is told, beside what it is given; below, what nobody has tried. */
import type { TaskDetail } from '@touchstone/contracts/api';
import { HostileMarkdown } from '../../ui/markdown.tsx';
import { TaskFacts } from './task-facts.tsx';
import classes from './brief.module.css';

export function Brief({ detail }: { detail: TaskDetail }) {
  const { user } = detail.task.environment;
  return (
    <div className={classes['brief']}>
      <section aria-label="Instruction">
        <h2>Instruction</h2>
        <HostileMarkdown text={detail.task.instruction} />
        {user !== null && (
          <p>
            Somebody answers: {user.persona}, who wants {user.goal} (played by a {user.playedBy}).
          </p>
        )}
        {detail.strip.notTried.length > 0 && (
          <>
            <h2>Not tried</h2>
            <ul>
              {detail.strip.notTried.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section aria-label="Facts">
        <h2>Facts</h2>
        <TaskFacts detail={detail} />
      </section>
    </div>
  );
}
