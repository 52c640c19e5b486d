/**
 * `certify`: a draft in; a certificate, a refusal, or an open question out. Gates run in the order of their cost, so that a
 * bad draft dies early; the first that fails refuses, the first that abstains parks. Knows no family and writes nothing.
 * The gate `new` depends on lower item numbers and is answered at publication (`near-duplicate/`).
 */
import {
  draftId,
  gateIds,
  hashJson,
  type Certificate,
  type Certification,
  type Draft,
  type GateAnswer,
  type Structure,
  type Submission,
  type VerifyPorts,
} from '@touchstone/contracts';
import { answerGates } from './answer-gates.ts';
import { Evidence } from './evidence.ts';
import type { GateSettings } from './gate-settings.ts';
import { notTried, weakestEvidence } from './honesty.ts';
import { gateVersions } from './versions.ts';

export interface CertifyOptions {
  /** Submissions that are right for tasks of lower item numbers of this family. */
  siblings: readonly Submission[];
  settings: GateSettings;
  ports: VerifyPorts;
  now: () => Date;
  onGate?: (answer: GateAnswer) => void;
}

/** Throws a caller's abort, and the blob reader's faults for a draft that does not bring its bytes. */
export async function certify(draft: Draft, options: CertifyOptions): Promise<Certification> {
  const { settings, ports, now, onGate } = options;
  const startedAt = now();
  const before = ports.usage();
  const cost = (): Certificate['cost'] => ({
    sandboxRuns: ports.usage().sandboxRuns - before.sandboxRuns,
    cpuSeconds: Math.max(0, ports.usage().cpuSeconds - before.cpuSeconds),
    wallSeconds: Math.max(0, (now().getTime() - startedAt.getTime()) / 1000),
  });
  const evidence = new Evidence(draft, options);
  const structure: Structure = {
    referenceToolCalls: null,
    solvers: [],
    chance: draft.secret.trials.chance,
    figures: {},
  };
  const answers: GateAnswer[] = [];
  for await (const answer of answerGates(evidence, structure)) {
    answers.push(answer);
    onGate?.(answer);
    const stop = stops(answer, settings);
    if (stop) return { ...stop, answers, cost: cost() };
  }
  const gates = answers.sort((a, b) => gateIds.indexOf(a.gate) - gateIds.indexOf(b.gate));
  const weaknesses = [...ports.driver.weaknesses];
  const certificate: Certificate = {
    schemaVersion: 1,
    key: certificateKey(draft, evidence, settings),
    issuedAt: now().toISOString(),
    gates,
    difficulty: null,
    structure,
    weaknesses,
    cost: cost(),
    weakestEvidence: weakestEvidence(gates),
    notTried: notTried(evidence, gates),
  };
  return { outcome: 'certified', certificate };
}

function stops(
  { gate, outcome, reason }: GateAnswer,
  settings: GateSettings,
): Pick<Extract<Certification, { outcome: 'refused' | 'parked' }>, 'outcome' | 'gate' | 'reason'> | null {
  if (outcome === 'failed') return { outcome: 'refused', gate, reason };
  if (outcome === 'abstained') return { outcome: 'parked', gate, reason };
  if (outcome === 'not-measured' && !settings.mayBeNotMeasured.includes(gate)) {
    return { outcome: 'refused', gate, reason: `Not measured, which the recipe does not allow: ${reason}` };
  }
  return null;
}

function certificateKey(draft: Draft, evidence: Evidence, settings: GateSettings): Certificate['key'] {
  const { executor, version } = draft.secret.verifier;
  if (!evidence.runtime) throw new Error('Every gate passed although nothing ran.');
  return {
    task: draftId(draft),
    verifier: { executor, version },
    runtime: evidence.runtime,
    gateSettings: hashJson({ gateVersions, settings }),
    solvers: hashJson(draft.secret.trials.solvers),
    judge: null,
  };
}
