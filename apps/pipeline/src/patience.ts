/** Waits for a lost database instead of giving up: what was asked is asked again until it is back or a person stops it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@touchstone/contracts';
import { databaseWaitMsMax } from './limits.ts';

/**
 * Runs `act` until it succeeds, fails for good, or `databaseWaitMsMax` have passed. Only for acts that may run twice.
 * `say` hears that the database is being waited for.
 */
export async function patiently<T>(
  act: () => Promise<T>,
  { say, signal }: { say: (text: string) => void; signal?: AbortSignal | undefined },
): Promise<T> {
  const until = performance.now() + databaseWaitMsMax;
  for (let pauseMs = 200; ; pauseMs = Math.min(5_000, pauseMs * 2)) {
    try {
      return await act();
    } catch (thrown) {
      const lost = thrown instanceof Fault && thrown.boundary === 'database' && thrown.retryable;
      if (!lost || performance.now() > until) throw thrown;
      say(`waiting for the database (${thrown.message})`);
      await sleep(pauseMs, undefined, signal ? { signal } : {});
    }
  }
}
