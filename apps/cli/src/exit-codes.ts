/** What the exit code of `touchstone` says. One table, printed by `touchstone help exit-codes`. */
import { CommanderError } from 'commander';
import { Fault } from '@touchstone/contracts';

export const exitCodes = {
  done: 0,
  /** The question was answered with no. */
  no: 1,
  input: 2,
  incomplete: 3,
  environment: 4,
  database: 5,
  internal: 70,
  interrupted: 130,
} as const;

export const exitCodeTable: readonly (readonly [number, string])[] = [
  [
    0,
    'done; for verify: accepted; for certify: certified; for contamination: none; for doctor: everything needed works',
  ],
  [1, 'the answer is no: the submission is rejected, the draft is refused, doctor found no way to work'],
  [2, 'bad input: a wrong option, a broken recipe, an unknown id, a malformed submission'],
  [3, 'incomplete: a family was given up, an item is parked, a budget ended the run; for verify: no verdict'],
  [4, 'something outside is missing: a setting, a sandbox, a source package, room on the disk'],
  [5, 'the database cannot be reached, or was lost and did not come back'],
  [70, 'a defect of Touchstone; run again with --debug and report what it prints'],
  [130, 'stopped by Ctrl-C; what was acknowledged is kept'],
];

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.input;
  if (isAbort(error)) return exitCodes.interrupted;
  if (isDiskFull(error)) return exitCodes.environment;
  if (!(error instanceof Fault)) return exitCodes.internal;
  switch (error.boundary) {
    case 'input':
      return exitCodes.input;
    case 'database':
      return exitCodes.database;
    case 'configuration':
    case 'sandbox':
    case 'source':
    case 'model':
      return exitCodes.environment;
    case 'verifier':
      return exitCodes.incomplete;
    case 'internal':
      return exitCodes.internal;
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Also as the cause of something else, and as Postgres says it (SQLSTATE 53100). */
export function isDiskFull(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    const code = (each as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100' || code === 'disk-full') return true;
  }
  return false;
}
