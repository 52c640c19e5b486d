/** Runs a recipe from here to its end: begins or joins the run, works on it in this process, and watches until it ends. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readRunControl, type CertifiedItem } from '@touchstone/db';
import type { Parts } from './compose.ts';
import { progressIntervalMs } from './limits.ts';
import { patiently } from './patience.ts';
import { readProgress, type RunProgress } from './progress.ts';
import type { LoadedRecipe } from './recipe.ts';
import { enqueueWanted, startRun } from './run.ts';
import { work } from './worker.ts';

export interface BuildOptions {
  /** Items that this process works on at once; 0 leaves the work to other workers. */
  concurrency: number;
  onProgress?: (progress: RunProgress) => void;
  /** A task of this process that passed every gate but `new`, at once. */
  onCertified?: (item: CertifiedItem) => void;
  signal: AbortSignal;
}

export interface BuiltCorpus {
  progress: RunProgress;
  /** The recipe's time was up, or a curator stopped the run, before every family was done. */
  outOfTime: boolean;
}

export async function buildCorpus(
  parts: Parts,
  loaded: LoadedRecipe,
  options: BuildOptions,
): Promise<BuiltCorpus> {
  const { onCertified, signal } = options;
  const ask = <T>(act: () => Promise<T>) => patiently(act, { say: parts.say, signal });
  // Not patiently: a database that was never there is an error of the settings, not a loss to wait for.
  const run = await startRun(parts, loaded);
  const database = await parts.database();
  const look = async () => {
    const progress = await ask(() => readProgress(database, run));
    options.onProgress?.(progress);
    return progress;
  };
  const first = await look();
  if (first.ended) return { progress: first, outOfTime: false };

  const stop = new AbortController();
  const working =
    options.concurrency === 0
      ? new Promise<never>(() => {})
      : work(parts, {
          concurrency: options.concurrency,
          run,
          onOutcome: (outcome) => void (outcome.status === 'certified' && onCertified?.(outcome)),
          signal: AbortSignal.any([signal, stop.signal]),
        });
  // Its failure is thrown where it is awaited below, not as an unhandled one meanwhile.
  working.catch(() => {});
  try {
    const minutes = loaded.recipe.budgets.wallMinutesMax;
    const until = minutes === undefined ? Infinity : performance.now() + minutes * 60_000;
    for (let looks = 1; ; looks++) {
      await Promise.race([working, sleep(progressIntervalMs, undefined, { signal })]);
      const progress = await look();
      if (progress.ended) return { progress, outOfTime: false };
      // A curator stopped it: whoever runs the recipe again lets it go on.
      if ((await ask(() => readRunControl(database.verify, run))) === 'stopped')
        return { progress, outOfTime: true };
      if (performance.now() > until) return { progress, outOfTime: true };
      // The queue is only a hint: should it have lost a job, or the job its turn, it is asked for again.
      if (looks % LOOKS_PER_REQUEST === 0) await ask(() => enqueueWanted(parts, run, loaded.recipe));
    }
  } finally {
    stop.abort();
    if (options.concurrency > 0) await working.catch(() => {});
  }
}

const LOOKS_PER_REQUEST = 10;
