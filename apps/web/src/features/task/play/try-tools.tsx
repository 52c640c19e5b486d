/** The tools of a task on a throw-away episode: nothing is judged, and leaving gives the sandbox back. */
import { Button } from '@mantine/core';
import type { TaskDetail } from '@touchstone/contracts/api';
import { Failed } from '../../../ui/states.tsx';
import { ToolConsole } from './tool-console.tsx';
import { useEpisode } from './use-episode.ts';
import classes from './play.module.css';

export function TryTools({ detail, tool }: { detail: TaskDetail; tool?: string }) {
  const episode = useEpisode({ task: detail.id, solver: 'person:trying-the-tools', throwAway: true });
  const { open, left } = episode;
  return (
    <div className={classes['console']}>
      {open.data === undefined ? (
        <>
          <p>
            {detail.task.environment.tools.map(({ name }) => name).join(', ')}: on a copy that is thrown away;
            nothing is judged.
          </p>
          {open.error !== null && <Failed error={open.error} />}
          <Button variant="default" size="compact-md" loading={open.isPending} onClick={() => open.mutate()}>
            Open a copy
          </Button>
        </>
      ) : (
        <>
          <p className={classes['budget']}>{left} calls left</p>
          <ToolConsole tools={open.data.tools} episode={episode} tool={tool} />
        </>
      )}
    </div>
  );
}
