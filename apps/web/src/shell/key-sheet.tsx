/** All keys, by group; those that do something here and now stand out. */
import { Modal } from '@mantine/core';
import { commandGroups, commandIds, commands, shownKeys } from '../keys/commands.ts';
import { keysOf, useKeyPreferences } from '../keys/preferences.ts';
import { useHandled } from '../keys/registry.ts';
import classes from './key-sheet.module.css';

export function KeySheet({ onClose }: { onClose: () => void }) {
  const handled = useHandled();
  const preferences = useKeyPreferences();
  return (
    <Modal opened onClose={onClose} title="Keys" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes['groups']}>
        {commandGroups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commandIds
                .filter((id) => commands[id].group === group)
                .map((id) => {
                  const keys = keysOf(id, preferences);
                  return (
                    keys.length > 0 && (
                      <div key={id} data-handled={handled.has(id)}>
                        <dt>
                          {keys.map((each) => (
                            <span key={each}>
                              {shownKeys(each).map((key, at) => (
                                <kbd key={at}>{key}</kbd>
                              ))}
                            </span>
                          ))}
                        </dt>
                        <dd>{commands[id].title}</dd>
                      </div>
                    )
                  );
                })}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
