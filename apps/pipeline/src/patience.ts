/** Waits for a lost database instead of giving up: what was asked is asked again until it is back or a person stops it. */
import { Fault } from '@touchstone/contracts';
import pRetry from 'p-retry';
import { databaseWaitMsMax } from './limits.ts';

/**
 * Runs `act` until it succeeds, fails for good, or `databaseWaitMsMax` have passed. Only for acts that may run twice.
 * `say` hears that the database is being waited for.
 */
export function patiently<T>(
  act: () => Promise<T>,
  { say, signal }: { say: (text: string) => void; signal?: AbortSignal | undefined },
): Promise<T> {
  return pRetry(act, {
    retries: Infinity,
    maxRetryTime: databaseWaitMsMax,
    minTimeout: 200,
    maxTimeout: 5_000,
    shouldRetry: ({ error }) => isLostDatabase(error),
    onFailedAttempt: ({ error }) => {
      if (isLostDatabase(error)) say(`waiting for the database (${error.message})`);
    },
    ...(signal && { signal }),
  });
}

function isLostDatabase(error: Error): boolean {
  return error instanceof Fault && error.boundary === 'database' && error.retryable;
}
