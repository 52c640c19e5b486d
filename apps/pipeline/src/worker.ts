/** A worker: takes jobs from the queue, several at once, until it is told to stop. Any number may run, on any machine. */
import type { ItemOutcome, ItemRangeJob } from '@touchstone/db';
import type { Parts } from './compose.ts';
import { concernsTheMachine } from './prove-item.ts';
import { joinRun, workRange, type OpenRun } from './run.ts';

export interface WorkerOptions {
  /** Items at once. */
  concurrency: number;
  /** Work on this run first: see `SetAside`. Left out: on whatever comes. */
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
  const setAside = new SetAside(options.run);

  const openedRun = (id: string) => {
    const opened = runs.get(id) ?? joinRun(parts, id, signal);
    runs.set(id, opened);
    opened.catch(() => runs.delete(id));
    return opened;
  };
  await queue.work(
    async (job, jobSignal) => {
      if (setAside.takes(job)) return;
      try {
        const run = await openedRun(job.run);
        await workRange(parts, run, job, {
          ...(options.onOutcome && { onOutcome: options.onOutcome }),
          signal: AbortSignal.any([signal, jobSignal]),
        });
      } catch (thrown) {
        if (concernsTheMachine(thrown)) {
          failures.push(thrown);
          stop.abort();
        }
        throw thrown;
      }
    },
    { concurrency: options.concurrency, signal },
  );
  await queue.enqueue(setAside.jobs());
  if (failures.length > 0) throw failures[0];
}

/**
 * All runs of a database share one queue, and jobs that an interrupted run left there stand before those of a run that
 * somebody waits for now. Whoever waits for one run sets a job of another aside once and puts it back at its own end; a
 * job that comes back meanwhile is wanted by somebody now and is worked on. Killed in between, nothing is lost: jobs only
 * hint at what the records still lack, and whoever works on that run asks for them again.
 */
class SetAside {
  readonly #run: string | undefined;
  readonly #jobs = new Map<string, ItemRangeJob>();

  constructor(run: string | undefined) {
    this.#run = run;
  }

  takes(job: ItemRangeJob): boolean {
    const key = `${job.run}/${job.family}/${job.start}`;
    if (this.#run === undefined || job.run === this.#run || this.#jobs.has(key)) return false;
    this.#jobs.set(key, job);
    return true;
  }

  jobs(): ItemRangeJob[] {
    return [...this.#jobs.values()];
  }
}
