/** Runs an act with the composed parts and closes them afterwards, also when it fails or is stopped. */
import { compose, readConfig, type Parts } from '@touchstone/pipeline';
import type { Terminal } from './terminal.ts';

/** What takes longer than this is worth a word. */
const QUIET_MS = 1_500;

export async function withParts<T>(
  terminal: Terminal,
  act: (parts: Parts) => Promise<T>,
  { say }: { say?: (activity: string) => void } = {},
): Promise<T> {
  await using parts = compose(readConfig(), {
    say: say ?? noteWhenSlow(terminal),
    signal: terminal.signal,
  });
  return await act(parts);
}

/** Short commands say nothing of what goes on unless it takes long: the first start makes a database, for example. */
function noteWhenSlow(terminal: Terminal): (activity: string) => void {
  const startedAt = performance.now();
  let latest = '';
  return (activity) => {
    if (activity === latest || (performance.now() - startedAt < QUIET_MS && !terminal.watched)) return;
    latest = activity;
    terminal.note(`${activity} …`);
  };
}
