/**
 * Jobs by pg-boss: a job is a range of items of one family of a run. A range waits or runs at most once at a time; a
 * job whose worker dies is taken over when its heartbeat is missed. Does not know what working on an item means.
 */
import { attribute, Fault, hashText } from '@touchstone/contracts';
import { PgBoss, type Job } from 'pg-boss';
import { z } from 'zod';
import type { PoolConnection } from '../connection.ts';
import { databaseFault } from '../database-fault.ts';
import {
  heartbeatSeconds,
  jobFailuresMax,
  jobPollSeconds,
  jobRetriesMax,
  jobSecondsMax,
  jobStopMsMax,
  superviseSeconds,
} from '../limits.ts';
import { jobCounts, noteFailure, type JobCounts } from './job-records.ts';

const itemRangeSchema = z.strictObject({
  run: z.string(),
  family: z.string(),
  /** First item. */
  start: z.number().int().nonnegative(),
  /** Behind the last item. */
  end: z.number().int().positive(),
});
export type ItemRangeJob = z.infer<typeof itemRangeSchema>;

/** May be called twice for one range. Its signal aborts when the worker stops or has lost the job to another. */
export type JobHandler = (job: ItemRangeJob, signal: AbortSignal) => Promise<void>;

interface WorkOptions {
  concurrency: number;
  run?: string | undefined;
  signal: AbortSignal;
}

export interface JobQueue {
  /** Adds ranges; one that already waits or runs is left alone. Returns how many were added. */
  enqueue(jobs: readonly ItemRangeJob[]): Promise<number>;
  /**
   * Takes jobs, `concurrency` at a time, until the signal aborts; resolves when those in hand have ended. A handler
   * that throws has its job tried again; after `jobFailuresMax` failures that are not retryable faults the job is
   * poison and set apart. Rejects with a `Fault` when the queue itself fails for good. With `run` only jobs of that run
   * are taken; without it those of all runs, one run after the other.
   */
  work(handler: JobHandler, options: WorkOptions): Promise<void>;
  counts(run: string): Promise<JobCounts>;
  close(): Promise<void>;
}

const queueName = 'item-ranges';
const poisonQueueName = 'item-ranges-poison';
const jobsSchema = 'touchstone_jobs';

export async function openJobQueue(owner: PoolConnection<'owner'>): Promise<JobQueue> {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => owner.run((sql) => sql.$client.query(text, values)) },
    schema: jobsSchema,
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
  });
  boss.on('error', (error) => {
    const fault = databaseFault(error);
    // A lost connection is asked for again at the next poll.
    if (fault instanceof Fault && !fault.retryable) broken.reject(fault);
  });
  try {
    await boss.start();
    await createQueues(boss);
  } catch (thrown) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw databaseFault(thrown);
  }
  let closing: Promise<void> | undefined;
  return {
    enqueue: (jobs) => enqueue(boss, jobs),
    work: (handler, options) => work({ boss, owner, broken: broken.promise }, handler, options),
    counts: (run) => jobCounts(owner, run),
    close: () => (closing ??= boss.stop({ graceful: true, timeout: jobStopMsMax })),
  };
}

async function createQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(poisonQueueName, { retentionSeconds: jobSecondsMax * 14 });
  await boss.createQueue(queueName, {
    // At most one job of a key that is waiting or running.
    policy: 'exclusive',
    deadLetter: poisonQueueName,
    retryLimit: jobRetriesMax,
    retryDelay: 1,
    heartbeatSeconds,
    expireInSeconds: jobSecondsMax,
  });
}

async function enqueue(boss: PgBoss, jobs: readonly ItemRangeJob[]): Promise<number> {
  if (jobs.length === 0) return 0;
  const keyed = jobs.map((job) => ({
    data: itemRangeSchema.parse(job),
    singletonKey: keyOf(job),
    priority: laneOf(job.run),
  }));
  const added = await boss.insert(queueName, keyed, { returnId: true });
  return added?.length ?? 0;
}

function keyOf(job: ItemRangeJob): string {
  return `${job.run}/${job.family}/${job.start}-${job.end}`;
}

/**
 * pg-boss filters what it fetches by priority alone, so a run's jobs share one: 31 bits of a hash. Should two runs meet
 * there, a worker of the one takes jobs of the other too, which it knows how to work on.
 */
function laneOf(run: string): number {
  return parseInt(hashText(run).slice(0, 8), 16) >>> 1;
}

interface Working {
  boss: PgBoss;
  owner: PoolConnection<'owner'>;
  broken: Promise<never>;
}

async function work(
  { boss, owner, broken }: Working,
  handler: JobHandler,
  { concurrency, run, signal }: WorkOptions,
): Promise<void> {
  if (signal.aborted) return;
  const lane = run === undefined ? {} : { minPriority: laneOf(run), maxPriority: laneOf(run) };
  await boss.work<ItemRangeJob>(
    queueName,
    {
      batchSize: 1,
      localConcurrency: concurrency,
      pollingIntervalSeconds: jobPollSeconds,
      perJobResults: true,
      ...lane,
    },
    async (jobs: Job<ItemRangeJob>[]) => {
      const results = [];
      for (const job of jobs) {
        const status = await handle({ owner, handler, signal }, job);
        results.push({ id: job.id, status });
      }
      return results;
    },
  );
  const aborted = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  try {
    await Promise.race([aborted, broken]);
  } finally {
    // Waits for the jobs in hand; their handlers see the abort.
    await boss.offWork(queueName, { wait: true });
  }
}

async function handle(
  { owner, handler, signal }: { owner: PoolConnection<'owner'>; handler: JobHandler; signal: AbortSignal },
  job: Job<ItemRangeJob>,
): Promise<'completed' | 'failed' | 'deadletter'> {
  const range = itemRangeSchema.parse(job.data);
  try {
    await handler(range, AbortSignal.any([signal, job.signal]));
    return 'completed';
  } catch (thrown) {
    // Neither a stop nor a fault that passes by itself speaks against the job.
    const fault = attribute(thrown, 'internal');
    if (signal.aborted || job.signal.aborted || (fault instanceof Fault && fault.retryable)) return 'failed';
    const failures = await noteFailure(owner, { key: keyOf(range), run: range.run, reason: fault.message });
    if (failures >= jobFailuresMax) return 'deadletter';
    return 'failed';
  }
}
