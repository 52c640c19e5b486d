/** One task as the page, the command line and a queue show it. What only curators may see is left out for everybody else. */
import { type Certificate, type TaskId, type TaskSecret } from '@touchstone/contracts';
import type { CertificateStrip, TaskDetail } from '@touchstone/contracts/api';
import {
  readCertificates,
  readOutcomes,
  readRows,
  readSecrets,
  readTasks,
  type Database,
} from '@touchstone/db';
import { publicStrip, stripOf } from '@touchstone/verifiers';
import { currentCertificate } from '../current-certificate.ts';
import { pooledProbes } from '../pooled-probes.ts';

export interface Viewer {
  /** Whether the viewer may see what hints at solutions. */
  seesSecrets: boolean;
}

/** In the order of `ids`. Throws a `Fault` (`task-missing`) for one that is not published. */
export async function readTaskDetails(
  database: Database,
  ids: readonly TaskId[],
  { seesSecrets }: Viewer,
): Promise<TaskDetail[]> {
  const { verify } = database;
  const [tasks, rows, certificates] = await Promise.all([
    readTasks(verify, ids),
    readRows(verify, ids),
    readCertificates(verify, ids),
  ]);
  const details: TaskDetail[] = [];
  for (const [index, { id, split, task }] of tasks.entries()) {
    const row = rows[index];
    if (row?.id !== id) throw new Error(`the task ${id} was read without its state`);
    const strip = await readStrip(database, currentCertificate(certificates.get(id), id));
    details.push({
      id,
      split,
      publishedAt: row.publishedAt,
      state: row.state,
      task,
      strip: seesSecrets ? strip : publicStrip(strip),
    });
  }
  return details;
}

export async function readTaskDetail(database: Database, id: TaskId, viewer: Viewer): Promise<TaskDetail> {
  const [detail] = await readTaskDetails(database, [id], viewer);
  if (detail === undefined) throw new Error(`the task ${id} was not read`);
  return detail;
}

/** With the forgeries pooled over all tasks of the verifier template, and what trainers reported. */
export async function readStrip(database: Database, certificate: Certificate): Promise<CertificateStrip> {
  const [pooled, reported] = await Promise.all([
    pooledProbes(database, certificate),
    readOutcomes(database.verify, { tasks: [certificate.key.task] }),
  ]);
  return stripOf({ certificate, pooled, reported });
}

/** Of every driver, newest first, each with its strip. May quote submissions: a curator's. */
export async function readCertificateStrips(
  database: Database,
  id: TaskId,
): Promise<{ strip: CertificateStrip; certificate: Certificate }[]> {
  await readTasks(database.verify, [id]);
  const certificates = (await readCertificates(database.verify, [id])).get(id) ?? [];
  return Promise.all(
    certificates.map(async (certificate) => ({ strip: await readStrip(database, certificate), certificate })),
  );
}

/** One of the few places that read secrets: for curators, who judge the task by them. */
export async function readSecretHalf({ verify }: Database, id: TaskId): Promise<TaskSecret> {
  await readTasks(verify, [id]);
  const [secret] = await readSecrets(verify, [id]);
  if (secret === undefined) throw new Error(`the secret half of ${id} was not read`);
  return secret;
}
