import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '@touchstone/contracts';
import { startChild } from '../../test/child.ts';
import { fileDatabase, serverProcessId } from '../../test/temporary.ts';
import type { ItemRangeJob, JobHandler, JobQueue } from '../index.ts';
import { jobFailuresMax } from '../limits.ts';

const database = await fileDatabase();
const queue = await database.jobs();
const range = (run: string, index: number): ItemRangeJob => ({
  run,
  family: 'general.plan',
  start: index * 50,
  end: index * 50 + 50,
});

/** Works until `enough` says so, which is asked after each handled job. */
async function workUntil(
  handler: JobHandler,
  enough: (counts: Awaited<ReturnType<JobQueue['counts']>>) => boolean,
  run: string,
): Promise<void> {
  const stop = new AbortController();
  const working = queue.work(handler, { concurrency: 3, signal: stop.signal });
  while (!enough(await queue.counts(run))) await new Promise((resolve) => setTimeout(resolve, 50));
  stop.abort();
  await working;
}

test('a range is enqueued once while it waits or runs, and every range is worked on', async () => {
  const jobs = Array.from({ length: 10 }, (_, index) => range('once', index));
  assert.equal(await queue.enqueue(jobs), 10);
  assert.equal(await queue.enqueue(jobs), 0);
  const worked: number[] = [];
  const handler = async (job: ItemRangeJob) => {
    worked.push(job.start);
  };
  await workUntil(handler, ({ completed }) => completed === 10, 'once');
  assert.deepEqual(
    worked.sort((left, right) => left - right),
    jobs.map((job) => job.start),
  );
  assert.deepEqual(await queue.counts('once'), { waiting: 0, active: 0, completed: 10, poison: 0 });
  assert.equal(await queue.enqueue([range('once', 0)]), 1);
  await workUntil(handler, ({ waiting, active }) => waiting + active === 0, 'once');
});

test('a worker of one run leaves the jobs of every other run to others, however long they wait', async () => {
  await queue.enqueue([range('left by somebody', 0), range('left by somebody', 1)]);
  await queue.enqueue([range('wanted', 0)]);
  const stop = new AbortController();
  const worked: string[] = [];
  const handler = async (job: ItemRangeJob) => {
    worked.push(job.run);
  };
  const working = queue.work(handler, { concurrency: 2, run: 'wanted', signal: stop.signal });
  while ((await queue.counts('wanted')).completed < 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  // Idle now: it asks again and again and is given nothing.
  await queue.enqueue([range('wanted', 1)]);
  while ((await queue.counts('wanted')).completed < 2)
    await new Promise((resolve) => setTimeout(resolve, 50));
  stop.abort();
  await working;
  assert.deepEqual(worked, ['wanted', 'wanted']);
  assert.equal((await queue.counts('left by somebody')).waiting, 2);
  await workUntil(handler, ({ completed }) => completed === 2, 'left by somebody');
});

test('a job whose worker was killed is taken over by another', async (t) => {
  assert.equal(await queue.enqueue([range('killed', 0)]), 1);
  const holder = startChild(t, new URL('../../test/job-holder.ts', import.meta.url), [database.home]);
  await holder.line((line) => line === 'holds 0');
  await holder.kill();
  let taken = 0;
  const handler = async () => {
    taken += 1;
  };
  await workUntil(handler, ({ completed }) => completed === 1, 'killed');
  assert.equal(taken, 1);
  assert.equal((await queue.counts('killed')).poison, 0);
});

test('a job that fails of itself is set apart as poison; faults that pass by themselves never count', async () => {
  await queue.enqueue([range('poison', 0), range('poison', 1)]);
  const tries = new Map<number, number>();
  const handler = async (job: ItemRangeJob) => {
    const count = (tries.get(job.start) ?? 0) + 1;
    tries.set(job.start, count);
    if (job.start === 0) throw new Error('always fails');
    if (count <= jobFailuresMax) {
      throw new Fault('The sandbox was lost.', {
        code: 'sandbox-lost',
        boundary: 'sandbox',
        retryable: true,
      });
    }
  };
  await workUntil(handler, ({ poison, completed }) => poison === 1 && completed === 1, 'poison');
  assert.deepEqual([tries.get(0), tries.get(50)], [jobFailuresMax, jobFailuresMax + 1]);
});

test('a worker that is told to stop gives its job back', async () => {
  await queue.enqueue([range('stopped', 0)]);
  const stop = new AbortController();
  const working = queue.work(
    async (_job, signal) => {
      stop.abort();
      signal.throwIfAborted();
    },
    { concurrency: 1, signal: stop.signal },
  );
  await working;
  assert.deepEqual(await queue.counts('stopped'), { waiting: 1, active: 0, completed: 0, poison: 0 });
  await workUntil(
    async () => undefined,
    ({ completed }) => completed === 1,
    'stopped',
  );
});

test('workers go on after the server was killed', async () => {
  const stop = new AbortController();
  const done = Promise.withResolvers<void>();
  const working = queue.work(async () => done.resolve(), { concurrency: 1, signal: stop.signal });
  process.kill(serverProcessId(database.home), 'SIGKILL');
  await queue.enqueue([range('server killed', 0)]);
  await done.promise;
  stop.abort();
  await working;
});
