/** Pause, resume, stop, retry: each says what it does before it does it. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { runDetailSchema } from '@touchstone/contracts/api';
import { useState } from 'react';
import { request } from '../../api/client.ts';
import type { CommandId } from '../../keys/commands.ts';
import { CommandButton } from '../../ui/command-button.tsx';
import { Failed } from '../../ui/states.tsx';
import { actsOf, type RunAct, type RunDetail } from './board.ts';
import { runKey } from './runs-api.ts';
import classes from './runs.module.css';

const commandOf: Readonly<Record<RunAct, CommandId>> = {
  pause: 'run.pause',
  resume: 'run.pause',
  stop: 'run.stop',
  retry: 'run.retry',
};

/** Shown because a key asked for it: Enter goes on. */
const focusOnce = (button: HTMLButtonElement | null) => button?.focus();

export function RunActs({ detail }: { detail: RunDetail }) {
  const client = useQueryClient();
  const { id } = detail.run;
  const [chosen, setChosen] = useState<RunAct | null>(null);
  const act = useMutation({
    mutationFn: (name: RunAct) =>
      request(runDetailSchema, `/runs/${encodeURIComponent(id)}/${name}`, { method: 'POST', body: {} }),
    onSettled: () => {
      setChosen(null);
      void client.invalidateQueries({ queryKey: runKey(id) });
      void client.invalidateQueries({ queryKey: ['runs'] });
    },
  });
  const acts = actsOf(detail);
  const about = acts.find((each) => each.act === chosen);
  return (
    <div className={classes['acts']}>
      {acts.map(({ act: name, title }) => (
        <CommandButton
          key={name}
          command={commandOf[name]}
          label={title}
          aria-expanded={chosen === name}
          onRun={() => setChosen(chosen === name ? null : name)}
        />
      ))}
      {about !== undefined && (
        <div className={classes['effect']} role="group" aria-label={about.title}>
          <p>{about.effect}</p>
          <Button size="xs" loading={act.isPending} onClick={() => act.mutate(about.act)} ref={focusOnce}>
            {about.title}
          </Button>
          <Button size="xs" variant="default" onClick={() => setChosen(null)}>
            Not now
          </Button>
        </div>
      )}
      {act.error !== null && <Failed error={act.error} />}
    </div>
  );
}
