/** Certifies a draft with fresh, counted ports. Keeps how the forgery probes fared, since that evidence is pooled over tasks. */
import {
  draftId,
  type Certification,
  type Draft,
  type GateAnswer,
  type RealisedRuntime,
  type Recipe,
  type Submission,
  type TaskSecret,
} from '@touchstone/contracts';
import { writeProbeTally, type VerifierTemplate } from '@touchstone/db';
import { certify, gateSettingsSchema } from '@touchstone/verifiers';
import { blobsOf, type DriverChoice, type Parts } from './compose.ts';

export interface CertifyRequest {
  driver: DriverChoice;
  /** Left out: the defaults. */
  gates?: Recipe['gates'];
  draft: Draft;
  /** Drafts of lower items of the family: their right answers must be wrong here. */
  siblings: readonly Draft[];
}

/** Throws only an abort, or a fault of the parts that certification stands on. */
export async function certifyDraft(
  parts: Parts,
  { driver, gates, draft, siblings }: CertifyRequest,
  signal: AbortSignal,
): Promise<Certification> {
  const ports = await parts.verifyPorts(driver, { blobs: blobsOf(draft), signal });
  const certification = await certify(draft, {
    siblings: siblings.flatMap(rightSubmission),
    settings: gateSettingsSchema.parse(gates ?? {}),
    ports,
    now: () => new Date(),
  });
  if (certification.outcome === 'certified') await keepProbes(parts, draft, certification.certificate);
  return certification;
}

/** One submission that the draft itself says is right; none where only its reference knows. */
function rightSubmission({ secret: { verifier, trials } }: Draft): Submission[] {
  if (verifier.executor === 'typed-answer') return [{ kind: 'answer', answer: verifier.expected }];
  return trials.right.slice(0, 1);
}

async function keepProbes(
  parts: Parts,
  draft: Draft,
  { key, gates }: { key: { runtime: RealisedRuntime }; gates: readonly GateAnswer[] },
): Promise<void> {
  const tallies = gates.find(({ gate }) => gate === 'not-hackable')?.tallies ?? [];
  const tried = tallies.reduce((sum, tally) => sum + tally.tried, 0);
  if (tried === 0) return;
  const failed = tallies.reduce((sum, tally) => sum + tally.asExpected, 0);
  const { verify } = await parts.database();
  const template = templateOf(draft.secret, key.runtime);
  await writeProbeTally(verify, { ...template, task: draftId(draft), tried, accepted: tried - failed });
}

/** What the probes prove something about: the same verifier code on the same runtime, run in the same way. */
function templateOf({ verifier }: TaskSecret, { driver, runtime }: RealisedRuntime): VerifierTemplate {
  return {
    executor: `${verifier.executor}@${verifier.version}`,
    runtime,
    runner: verifier.executor === 'tests' ? `${driver}, ${verifier.runner}` : driver,
  };
}
