/** What stands round every page: rail, top bar, palette, sheet of keys. Pages mount in the middle. */
import { Outlet } from '@tanstack/react-router';
import { Suspense, lazy, useState } from 'react';
import { useCommand } from '../keys/registry.ts';
import { Loading } from '../ui/states.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';
import { useShellCommands } from './shell-commands.ts';
import classes from './shell.module.css';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));
const KeySheet = lazy(() => import('./key-sheet.tsx').then(({ KeySheet }) => ({ default: KeySheet })));

export function Shell() {
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  useShellCommands();
  useCommand('palette', () => setPalette((open) => !open));
  useCommand('sheet', () => setSheet((open) => !open));
  return (
    <div className={classes['shell']}>
      <a className={classes['skip']} href="#main">
        Skip to the page
      </a>
      <Rail />
      <TopBar onPalette={() => setPalette(true)} onSheet={() => setSheet(true)} />
      <main id="main" className={classes['main']} tabIndex={-1}>
        <Suspense fallback={<Loading label="the page" />}>
          <Outlet />
        </Suspense>
      </main>
      <Suspense>
        {palette && <Palette onClose={() => setPalette(false)} />}
        {sheet && <KeySheet onClose={() => setSheet(false)} />}
      </Suspense>
    </div>
  );
}
