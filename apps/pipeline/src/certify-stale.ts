/**
 * Renews the certificates that a version bump has made stale, on this machine's driver, and says which answers flipped.
 * Changes no task and retires none: what a refusal means for the corpus is a curator's decision.
 */
import type { Certificate, GateAnswer, GateId, GateOutcome } from '@touchstone/contracts';
import { readCertificates, readTaskIds, type TaskFilter } from '@touchstone/db';
import { stalenessOf } from '@touchstone/verifiers';
import { certifyTask } from './certify-task.ts';
import type { DriverChoice, Parts } from './compose.ts';
import { refreshStale } from './curate/refresh-stale.ts';

/** A gate that answers otherwise than before. */
export interface FlippedAnswer {
  gate: GateId;
  before: GateOutcome;
  after: GateOutcome;
  reason: string;
}

export interface RenewedTask {
  id: string;
  /** `other-version`: the task names an executor version that is not here, so it cannot be proven again. */
  outcome: 'renewed' | 'refused' | 'parked' | 'other-version';
  flipped: FlippedAnswer[];
}

export interface Renewal {
  driver: string;
  /** Published tasks with a certificate of this driver. */
  looked: number;
  stale: RenewedTask[];
}

export async function renewStale(
  parts: Parts,
  request: {
    driver: DriverChoice;
    filter: TaskFilter;
    signal: AbortSignal;
    report?: (task: RenewedTask, progress: { done: number; total: number }) => void;
  },
): Promise<Renewal> {
  const { name } = await parts.driver(request.driver);
  await refreshStale(await parts.database());
  const { looked, waiting } = await findStale(parts, name, request.filter);
  const total = waiting.length;
  const stale: RenewedTask[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      request.signal.throwIfAborted();
      const task = await renewOne(parts, next, { driver: request.driver, signal: request.signal });
      stale.push(task);
      request.report?.(task, { done: stale.length, total });
    }
  };
  await Promise.all(Array.from({ length: parts.config.concurrency }, worker));
  stale.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { driver: name, looked, stale };
}

/** Bodies of certificates held at once; some have 20 kB. */
const batchTasks = 500;

async function findStale(
  parts: Parts,
  driver: string,
  filter: TaskFilter,
): Promise<{ looked: number; waiting: Certificate[] }> {
  const { verify } = await parts.database();
  const ids = await readTaskIds(verify, filter);
  const waiting: Certificate[] = [];
  let looked = 0;
  for (let start = 0; start < ids.length; start += batchTasks) {
    const certificates = await readCertificates(verify, ids.slice(start, start + batchTasks));
    for (const ofTask of certificates.values()) {
      const current = ofTask.find(({ key }) => key.runtime.driver === driver);
      if (current === undefined) continue;
      looked++;
      if (stalenessOf(current) !== null) waiting.push(current);
    }
  }
  return { looked, waiting };
}

async function renewOne(
  parts: Parts,
  before: Certificate,
  options: { driver: DriverChoice; signal: AbortSignal },
): Promise<RenewedTask> {
  const id = before.key.task;
  if (stalenessOf(before)?.executor === true) return { id, outcome: 'other-version', flipped: [] };
  const { certification } = await certifyTask(parts, { task: id, ...options });
  const certified = certification.outcome === 'certified';
  const answers = certified ? certification.certificate.gates : certification.answers;
  return {
    id,
    outcome: certified ? 'renewed' : certification.outcome === 'parked' ? 'parked' : 'refused',
    flipped: flippedBetween(before.gates, answers),
  };
}

/** Gates that were not asked this time have not flipped: the certification stopped before them. */
function flippedBetween(before: readonly GateAnswer[], after: readonly GateAnswer[]): FlippedAnswer[] {
  return before.flatMap(({ gate, outcome }) => {
    const now = after.find((answer) => answer.gate === gate);
    return now === undefined || now.outcome === outcome
      ? []
      : [{ gate, before: outcome, after: now.outcome, reason: now.reason }];
  });
}
