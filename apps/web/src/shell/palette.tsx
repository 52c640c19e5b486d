/** Commands by name. Shows what can be done here and now, each with its key, so that the palette teaches the keys. */
import { Spotlight, createSpotlight } from '@mantine/spotlight';
import { useEffect, useState } from 'react';
import { commandIds, commands, shownKeys } from '../keys/commands.ts';
import { keysOf, useKeyPreferences } from '../keys/preferences.ts';
import { runCommand, useHandled } from '../keys/registry.ts';

const [store, spotlight] = createSpotlight();

export function Palette({ onClose }: { onClose: () => void }) {
  const handled = useHandled();
  const preferences = useKeyPreferences();
  const [query, setQuery] = useState('');
  useEffect(() => spotlight.open(), []);
  const wanted = query.trim().toLowerCase();
  const found = commandIds.filter(
    (id) =>
      handled.has(id) && commands[id].inPalette === true && commands[id].title.toLowerCase().includes(wanted),
  );
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      lockScroll={false}
    >
      <Spotlight.Search placeholder="What do you want to do?" aria-label="Command" />
      <Spotlight.ActionsList>
        {found.map((id) => (
          <Spotlight.Action
            key={id}
            label={commands[id].title}
            rightSection={keysOf(id, preferences)
              .slice(0, 1)
              .flatMap((keys) => shownKeys(keys))
              .map((key, at) => (
                <kbd key={at}>{key}</kbd>
              ))}
            onClick={() => {
              // After the dialog has closed and given the focus back.
              setTimeout(() => runCommand(id), 0);
            }}
          />
        ))}
        {found.length === 0 && <Spotlight.Empty>No command has this name here.</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
