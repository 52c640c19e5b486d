/** What an agent reads of one command: its output, cut in the middle where it is long, and how it ended. */
import type { ExecResult } from '@touchstone/contracts';

type Ended = Pick<ExecResult, 'ending' | 'exitCode' | 'stdout' | 'stderr' | 'droppedBytes'>;

const endings: Readonly<Record<Exclude<ExecResult['ending'], 'exited'>, string>> = {
  signalled: 'it was killed by a signal',
  'cpu-limit': 'it used more CPU seconds than one command may',
  'wall-limit': 'it took longer than one command may',
  'memory-limit': 'it used more memory than allowed',
  'output-limit': 'it printed more than one command may',
  'process-limit': 'it started more processes than allowed',
  'disk-limit': 'it wrote more than the disk holds',
};

export function shellText(result: Ended, charactersMax: number): string {
  const text = Buffer.concat([result.stdout, result.stderr]).toString('utf8');
  const shown = cutMiddle(text, charactersMax);
  const dropped = result.droppedBytes > 0 ? `[${result.droppedBytes} more bytes were dropped]\n` : '';
  const how =
    result.ending === 'exited'
      ? `[exit code ${result.exitCode}]`
      : `[stopped: ${result.ending}] ${endings[result.ending]}.`;
  return `${shown}${shown === '' || shown.endsWith('\n') ? '' : '\n'}${dropped}${how}`;
}

function cutMiddle(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const half = charactersMax >> 1;
  const left = text.length - 2 * half;
  return `${text.slice(0, half)}\n[… ${left} characters of output left out …]\n${text.slice(-half)}`;
}
