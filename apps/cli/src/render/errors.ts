/** An error as one sentence with the way out. The stack only for `--debug`. */
import { Fault } from '@touchstone/contracts';
import { isAbort, isDiskFull } from '../exit-codes.ts';

export function renderError(error: unknown, debug: boolean): string {
  const text = isDiskFull(error) ? diskFull(error) : sentence(error);
  return debug && error instanceof Error ? `${text}\n${stacks(error)}` : text;
}

function sentence(error: unknown): string {
  if (isAbort(error)) return 'Stopped.';
  if (error instanceof Fault) return error.hint ? `${error.message}${wayOut(error.hint)}` : error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `Unexpected: ${message}\nThis is a defect of Touchstone. Run the command again with --debug and report what it prints.`;
}

function diskFull(error: unknown): string {
  const where = (error as NodeJS.ErrnoException).path;
  return (
    `The disk is full${where ? ` (writing ${where})` : ''}. ` +
    '→ Make room, or set TOUCHSTONE_HOME to a folder on another disk, then run the same command again: nothing that was acknowledged is lost.'
  );
}

function wayOut(hint: string): string {
  return `\n→ ${hint}`;
}

function stacks(error: Error): string {
  const own = error.stack ?? String(error);
  return error.cause instanceof Error ? `${own}\nCaused by: ${stacks(error.cause)}` : own;
}
