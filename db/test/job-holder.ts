/** A worker process for tests: takes a job, says so, and never finishes it. */
import { openDatabase } from '../src/index.ts';

const database = await openDatabase({ home: process.argv[2] ?? '', applicationName: 'job-holder' });
const queue = await database.jobs();
await queue.work(
  async (job) => {
    console.log(`holds ${job.start}`);
    await new Promise(() => undefined);
  },
  { concurrency: 1, signal: new AbortController().signal },
);
