/** Twelve real tasks out of examples/, in the form in which the server sends them. */
import {
  certificateSchema,
  gateIds,
  taskPublicSchema,
  type Certificate,
  type TaskPublic,
} from '@touchstone/contracts';
import type { CertificateStrip, TaskDetail, TaskRow } from '@touchstone/contracts/api';
import { readFileSync } from 'node:fs';

export interface ExampleTask {
  detail: TaskDetail;
  row: TaskRow;
  certificate: Certificate;
  /** `lineage.json`: what is published of the secret half. */
  published: { lineage: Record<string, unknown>; verifier: Record<string, unknown> };
  accepted: string;
}

const categories = ['search', 'code', 'interpreter', 'general'] as const;

export const exampleTasks: readonly ExampleTask[] = [1, 2, 3].flatMap((number) =>
  categories.map((category) => readExample(`${category}-${number}`)),
);

function readExample(name: string): ExampleTask {
  const read = (file: string) =>
    readFileSync(new URL(`../../../../examples/${name}/${file}`, import.meta.url), 'utf8');
  const task = taskPublicSchema.parse(JSON.parse(read('task.json')));
  const certificate = certificateSchema.parse(JSON.parse(read('certificate.json')));
  const published = JSON.parse(read('lineage.json')) as ExampleTask['published'];
  const id = certificate.key.task;
  const state: TaskDetail['state'] = {
    revision: 1,
    status: 'published',
    review: 'unreviewed',
    reviewedBy: null,
    reviewedAt: null,
    reason: null,
    attempts: 0,
    passed: 0,
  };
  const strip = stripOf(certificate);
  const detail: TaskDetail = { id, split: 'train', publishedAt: certificate.issuedAt, state, task, strip };
  return {
    detail,
    row: rowOf(detail, task, certificate),
    certificate,
    published,
    accepted: read(task.category === 'code' ? 'accepted.patch' : 'accepted.json'),
  };
}

function rowOf(detail: TaskDetail, task: TaskPublic, certificate: Certificate): TaskRow {
  const rate = (gate: string) => certificate.gates.find((answer) => answer.gate === gate)?.rate?.high ?? null;
  return {
    id: detail.id,
    category: task.category,
    split: detail.split,
    language: task.language,
    licence: task.licence.spdx,
    preview: task.instruction.replace(/\s+/g, ' ').slice(0, 160),
    publishedAt: detail.publishedAt,
    state: detail.state,
    stale: false,
    driver: 'bwrap',
    gates: Object.fromEntries(certificate.gates.map(({ gate, outcome }) => [gate, outcome])),
    falseAcceptHigh: rate('wrong-fails'),
    falseRejectHigh: rate('right-passes'),
    sandboxRuns: certificate.cost.sandboxRuns,
    cpuSeconds: certificate.cost.cpuSeconds,
  };
}

function stripOf(certificate: Certificate): CertificateStrip {
  const answer = (gate: string) => certificate.gates.find((each) => each.gate === gate);
  const rate = (gate: string, words: string) => {
    const found = answer(gate)?.rate ?? null;
    if (found === null || found.trials === 0) return { rate: null, text: 'not measured' };
    return {
      rate: found,
      text: `${found.events} of ${found.trials} ${words}, at most ${(found.high * 100).toFixed(1)} %`,
    };
  };
  return {
    task: certificate.key.task,
    word: 'CERTIFIED',
    because: '',
    digest: certificate.key.gateSettings.slice(0, 12),
    issuedAt: certificate.issuedAt,
    driver: 'bwrap',
    runtime: 'CPython 3.11.2',
    falseAccept: rate('wrong-fails', 'wrong answers accepted'),
    falseReject: rate('right-passes', 'right answers rejected'),
    template: {
      name: `${certificate.key.verifier.executor}@${certificate.key.verifier.version}`,
      rate: { events: 0, trials: 884, low: 0, high: 0.00416 },
      text: '0 of 884 forgeries accepted on 20 tasks, at most 0.42 %',
    },
    gates: gateIds.map((gate) => {
      const found = answer(gate);
      const tried = found?.tallies.reduce((sum, { tried }) => sum + tried, 0) ?? 0;
      const met = found?.tallies.reduce((sum, { asExpected }) => sum + asExpected, 0) ?? 0;
      return {
        gate,
        outcome: found?.outcome ?? 'not-measured',
        stale: false,
        count: tried === 0 ? null : `${met}/${tried}`,
        reason: found?.reason ?? '',
      };
    }),
    weakest: certificate.weakestEvidence,
    attempts: certificate.structure.solvers.map(({ name, how, solved }) => ({
      solver: name,
      scripted: true,
      attempts: 1,
      solved: solved === true ? 1 : 0,
      how,
    })),
    difficulty: 'not measured',
    notTried: certificate.notTried,
  };
}
