/** Published tasks by id or prefix, with what was shown about them, for surfaces to print. */
import type { Certificate, TaskPublic } from '@touchstone/contracts';
import { findTask, readCertificates, readProbeTally, readTasks, type Database } from '@touchstone/db';
import { explainCertificate, stripInWords } from '@touchstone/verifiers';
import { templateOf } from './certify-draft.ts';
import { readStrip } from './curate/task-detail.ts';

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
  const { verify } = database;
  const strip = stripInWords(await readStrip(database, certificate));
  const { verifier, runtime } = certificate.key;
  const template = templateOf({ verifier }, runtime);
  const { tasks, tried, accepted } = await readProbeTally(verify, template);
  const whole = explainCertificate(certificate, {
    template: `${template.executor} on ${template.runtime} (${template.runner})`,
    tasks,
    tallies: [{ kind: 'forgery', tried, asExpected: tried - accepted }],
  });
  return `${strip}\n\n${whole}`;
}
