/** Published tasks by id or prefix, with what was shown about them, for surfaces to print. */
import type { Certificate, TaskPublic } from '@touchstone/contracts';
import { findTask, readCertificates, readProbeTally, readTasks, type Database } from '@touchstone/db';
import { explainCertificate } from '@touchstone/verifiers';
import { templateOf } from './certify-draft.ts';

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

/** In plain words, with the forgeries pooled over all tasks that share the verifier template. */
export async function explain({ verify }: Database, certificate: Certificate): Promise<string> {
  const { verifier, runtime } = certificate.key;
  const template = templateOf({ verifier }, runtime);
  const { tasks, tried, accepted } = await readProbeTally(verify, template);
  return explainCertificate(certificate, {
    template: `${template.executor} on ${template.runtime} (${template.runner})`,
    tasks,
    tallies: [{ kind: 'forgery', tried, asExpected: tried - accepted }],
  });
}
