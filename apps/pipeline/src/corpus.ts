/** Published tasks by id or prefix, with what was shown about them, for surfaces to print. */
import type { Certificate, TaskPublic } from '@touchstone/contracts';
import { findTask, readCertificates, readTasks, type Database } from '@touchstone/db';
import { explainCertificate, stripInWords } from '@touchstone/verifiers';
import { readStrip } from './curate/task-detail.ts';
import { pooledProbes } from './pooled-probes.ts';

export interface ShownTask {
  id: string;
  category: string;
  split: string;
  task: TaskPublic;
  /** Of every driver, newest first. */
  certificates: Certificate[];
}

/** By id or unique prefix; an `InputFault` that says what is wrong with it otherwise. */
export async function showTask({ verify }: Database, idOrPrefix: string): Promise<ShownTask> {
  const id = await findTask(verify, idOrPrefix);
  const [task] = await readTasks(verify, [id]);
  if (task === undefined) throw new Error(`the found task ${id} was not read`);
  return { ...task, certificates: (await readCertificates(verify, [id])).get(id) ?? [] };
}

/** The strip as lines, then the whole certificate in plain words, with the forgeries pooled over all tasks of the verifier template. */
export async function explain(database: Database, certificate: Certificate): Promise<string> {
  const strip = stripInWords(await readStrip(database, certificate));
  const { template, tasks, tried, accepted } = await pooledProbes(database, certificate);
  const tallies = [{ kind: 'forgery', tried, asExpected: tried - accepted }];
  const whole = explainCertificate(certificate, { template, tasks, tallies });
  return `${strip}\n\n${whole}`;
}
