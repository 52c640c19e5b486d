/** A full disk, however it is told: a message of Postgres, an errno of Node. */
import { Fault } from '@touchstone/contracts';

export function saysDiskFull(message: string): boolean {
  return /No space left on device|Check free disk space|Disk quota exceeded|\bENOSPC\b|\bEDQUOT\b/.test(
    message,
  );
}

export function diskFull(where: string, cause: unknown): Fault {
  return new Fault(`The disk is full: the database could not write under ${where}.`, {
    code: 'disk-full',
    boundary: 'database',
    retryable: false,
    hint: 'Free some space and run the same command again; what was acknowledged is kept.',
    cause,
  });
}
