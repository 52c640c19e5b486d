/** How forgeries fared against the verifier template of a certificate, over all tasks that share it, in the template's words. */
import type { Certificate } from '@touchstone/contracts';
import { readProbeTally, type Database } from '@touchstone/db';

export interface PooledProbes {
  template: string;
  tasks: number;
  tried: number;
  accepted: number;
}

export async function pooledProbes({ verify }: Database, { key }: Certificate): Promise<PooledProbes> {
  const { driver, runtime } = key.runtime;
  const executor = `${key.verifier.executor}@${key.verifier.version}`;
  const found = await readProbeTally(verify, { task: key.task, executor, runtime, driver });
  const { runner } = found?.template ?? { runner: driver };
  const { tasks, tried, accepted } = found ?? { tasks: 0, tried: 0, accepted: 0 };
  return { template: `${executor} on ${runtime} (${runner})`, tasks, tried, accepted };
}
