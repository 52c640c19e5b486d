/** A worker: takes jobs from the queue, several at once, until it is told to stop. Any number may run, on any machine. */
import { Fault } from '@touchstone/contracts';
import type { ItemOutcome } from '@touchstone/db';
import type { Parts } from './compose.ts';
import { concernsTheMachine } from './prove-item.ts';
import { joinRun, workRange, type OpenRun } from './run.ts';

export interface WorkerOptions {
  /** Items at once. */
  concurrency: number;
  /** Work on this run alone. Left out: on whatever comes. */
  run?: string;
  onOutcome?: (outcome: ItemOutcome) => void;
  /** Stops cleanly: what is in hand is given back to the queue. */
  signal: AbortSignal;
}

/** Resolves when it was stopped. Throws a `Fault` that concerns the whole machine, not an item: its jobs wait for others. */
export async function work(parts: Parts, options: WorkerOptions): Promise<void> {
  const queue = await (await parts.database()).jobs();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const runs = new Map<string, Promise<OpenRun>>();
  const failures: unknown[] = [];

  const openedRun = (id: string) => {
    const opened = runs.get(id) ?? joinRun(parts, id, signal);
    runs.set(id, opened);
    opened.catch(() => runs.delete(id));
    return opened;
  };
  await queue.work(
    async (job, jobSignal) => {
      try {
        const run = await openedRun(job.run);
        await workRange(parts, run, job, {
          ...(options.onOutcome && { onOutcome: options.onOutcome }),
          signal: AbortSignal.any([signal, jobSignal]),
        });
      } catch (thrown) {
        if (isOfAnotherVersion(thrown)) parts.say(`a job is left to others: ${thrown.message}`);
        else if (concernsTheMachine(thrown)) {
          failures.push(thrown);
          stop.abort();
        }
        throw thrown;
      }
    },
    { concurrency: options.concurrency, run: options.run, signal },
  );
  if (failures.length > 0) throw failures[0];
}

/** Others of this machine's jobs are fine: this one is set apart after some tries, and is asked for again by who can. */
function isOfAnotherVersion(thrown: unknown): thrown is Fault {
  return thrown instanceof Fault && ['family-unknown', 'family-version-differs'].includes(thrown.code);
}
