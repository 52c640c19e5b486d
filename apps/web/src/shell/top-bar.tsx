/** Query, what runs, what can be taken back, keys, theme. */
import { Suspense, lazy } from 'react';
import { ActionIcon, Button, useMantineColorScheme } from '@mantine/core';
import { useCommand } from '../keys/registry.ts';
import { shownKeys } from '../keys/commands.ts';
import { Icon } from '../ui/icon.tsx';
import { QueryBar } from './query-bar.tsx';
import classes from './top-bar.module.css';

// Beside what one came for: they may come a moment later.
const LivePill = lazy(() =>
  import('../features/runs/live-pill.tsx').then(({ LivePill }) => ({ default: LivePill })),
);
const UndoTray = lazy(() =>
  import('../features/ops/undo-tray.tsx').then(({ UndoTray }) => ({ default: UndoTray })),
);

export function TopBar({ onPalette, onSheet }: { onPalette: () => void; onSheet: () => void }) {
  const { colorScheme, toggleColorScheme } = useMantineColorScheme();
  useCommand('theme', toggleColorScheme);
  return (
    <header className={classes['bar']}>
      <QueryBar />
      <div className={classes['right']}>
        <Suspense>
          <LivePill />
          <UndoTray />
        </Suspense>
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
