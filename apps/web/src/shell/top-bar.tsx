/** Query, what runs, what can be taken back, keys, theme. */
import { ActionIcon, Button, useMantineColorScheme } from '@mantine/core';
import { LivePill } from '../features/runs/live-pill.tsx';
import { UndoTray } from '../features/ops/undo-tray.tsx';
import { useCommand } from '../keys/registry.ts';
import { shownKeys } from '../keys/commands.ts';
import { Icon } from '../ui/icon.tsx';
import { QueryBar } from './query-bar.tsx';
import classes from './top-bar.module.css';

export function TopBar({ onPalette, onSheet }: { onPalette: () => void; onSheet: () => void }) {
  const { colorScheme, toggleColorScheme } = useMantineColorScheme();
  useCommand('theme', toggleColorScheme);
  return (
    <header className={classes['bar']}>
      <QueryBar />
      <div className={classes['right']}>
        <LivePill />
        <UndoTray />
        <Button
          variant="default"
          size="compact-sm"
          onClick={onPalette}
          rightSection={<kbd>{shownKeys('$mod+k')}</kbd>}
        >
          Commands
        </Button>
        <ActionIcon variant="default" size={28} onClick={onSheet} aria-label="All keys" title="All keys (?)">
          <Icon name="keys" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={28}
          onClick={toggleColorScheme}
          aria-label="Change between light and dark"
          title={`Theme: ${colorScheme}`}
        >
          <Icon name="theme" />
        </ActionIcon>
      </div>
    </header>
  );
}
