/** The tools of an open episode as forms, and what came of each call. Shared by trying the tools and playing the task. */
import { NativeSelect } from '@mantine/core';
import type { Tool } from '@touchstone/contracts';
import { useState } from 'react';
import { Failed } from '../../../ui/states.tsx';
import { fieldsOfSchema } from './form-model.ts';
import { SchemaForm } from './schema-form.tsx';
import type { Call, PlayedEpisode } from './use-episode.ts';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import classes from './play.module.css';

export interface ToolConsoleProps {
  tools: readonly Tool[];
  episode: PlayedEpisode;
  /** The tool that is chosen first. */
  tool?: string | undefined;
}

export function ToolConsole({ tools, episode, tool }: ToolConsoleProps) {
  const [name, setName] = useState(tool ?? tools[0]?.name ?? '');
  const chosen = tools.find((each) => each.name === name) ?? tools[0];
  if (chosen === undefined) return <p>This task has no tools.</p>;
  return (
    <>
      <NativeSelect
        label="Tool"
        size="xs"
        value={chosen.name}
        onChange={(event) => setName(event.currentTarget.value)}
        data={tools.map((each) => each.name)}
      />
      <p className={classes['doc']}>{chosen.description}</p>
      <SchemaForm
        key={chosen.name}
        fields={fieldsOfSchema(chosen.inputSchema)}
        action={`Call ${chosen.name}`}
        busy={episode.call.isPending}
        onSend={(values) =>
          episode.call.mutate({ tool: chosen.name, arguments: values, key: crypto.randomUUID() })
        }
      />
      {episode.call.error !== null && <Failed error={episode.call.error} />}
      <Calls calls={episode.calls} />
    </>
  );
}

/** Newest first: it is what one waits for. */
function Calls({ calls }: { calls: readonly Call[] }) {
  return (
    <ol className={classes['calls']} reversed aria-label="Calls" aria-live="polite">
      {calls
        .map((call, at) => ({ call, at }))
        .reverse()
        .map(({ call, at }) => (
          <li key={at} data-error={call.isError}>
            <div className={classes['call']}>
              <b>{call.tool}</b> <code>{JSON.stringify(call.arguments)}</code>
              {call.isError && <span> refused</span>}
            </div>
            <ScrollRegion pre className={classes['result']} label={`Result of call ${at + 1}`}>
              {call.text}
            </ScrollRegion>
          </li>
        ))}
    </ol>
  );
}
