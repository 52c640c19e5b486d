/** Every key of the page, from the one table; letters can be switched off, a command can be given another key. */
import { Button, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { commandGroups, commandIds, commands, shownKeys, type CommandId } from '../../keys/commands.ts';
import { keysOf, setKeyPreferences, useKeyPreferences } from '../../keys/preferences.ts';
import { pressOf, refusalOf } from './remap.ts';
import classes from './settings.module.css';
import { DataTable } from '../../ui/data-table.tsx';

export function ShortcutsSection() {
  const preferences = useKeyPreferences();
  return (
    <div className={classes['section']}>
      <Switch
        label="Keys of a single character"
        description="Switched off, only keys with Ctrl or ⌘, arrows and Escape act."
        checked={!preferences.lettersOff}
        onChange={(event) => setKeyPreferences({ ...preferences, lettersOff: !event.currentTarget.checked })}
      />
      {commandGroups.map((group) => (
        <section key={group} aria-label={group}>
          <h2>{group}</h2>
          <DataTable caption={group} columns={['Command', 'Keys', 'Change']}>
            {commandIds
              .filter((id) => commands[id].group === group)
              .map((id) => (
                <Shortcut key={id} id={id} />
              ))}
          </DataTable>
        </section>
      ))}
    </div>
  );
}

/** Shown because somebody wants to press a key in it. */
const focusOnce = (field: HTMLInputElement | null) => field?.focus();

function Shortcut({ id }: { id: CommandId }) {
  const preferences = useKeyPreferences();
  const [listening, setListening] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const remapped = preferences.remapped[id] !== undefined;
  const remap = (keys: string[] | null) => {
    const { [id]: _, ...others } = preferences.remapped;
    setKeyPreferences({ ...preferences, remapped: keys === null ? others : { ...others, [id]: keys } });
  };
  return (
    <tr>
      <th scope="row">{commands[id].title}</th>
      <td>
        <span className={classes['keys']}>
          {keysOf(id, preferences).map((keys) => (
            <kbd key={keys}>{shownKeys(keys).join(' ')}</kbd>
          ))}
        </span>
      </td>
      <td>
        {listening ? (
          <TextInput
            aria-label={`New key for ${commands[id].title}`}
            placeholder="Press a key, Escape to leave"
            size="xs"
            readOnly
            ref={focusOnce}
            error={refusal}
            onBlur={() => setListening(false)}
            onKeyDown={(event) => {
              if (event.key === 'Tab') return;
              event.preventDefault();
              event.stopPropagation();
              if (event.key === 'Escape') return setListening(false);
              const press = pressOf(event);
              if (press === null) return;
              const refused = refusalOf(press);
              setRefusal(refused);
              if (refused !== null) return;
              remap([press]);
              setListening(false);
            }}
          />
        ) : (
          <span className={classes['row']}>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Change the key for ${commands[id].title}`}
              onClick={() => setListening(true)}
            >
              Change
            </Button>
            {remapped && (
              <Button size="compact-xs" variant="default" onClick={() => remap(null)}>
                As it was
              </Button>
            )}
          </span>
        )}
      </td>
    </tr>
  );
}
