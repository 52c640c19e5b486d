/** Forgeries are turned away. These are defects, not rates: one accepted refuses the draft at once. */
import type { GateAnswer, Verdict } from '@touchstone/contracts';
import type { Evidence } from '../evidence.ts';
import { plainAnswer } from '../mutants/plain-answer.ts';
import { typedMutants } from '../mutants/typed-mutants.ts';
import { probes } from '../probes/catalogue.ts';
import { someForgeries } from '../probes/forgeries/catalogue.ts';
import type { ProbeSubject } from '../probes/probe.ts';
import type { Trial } from '../trial.ts';
import { expectRejected, fromTried } from './answer.ts';

/** Tallies count by probe id, so that the pipeline can pool them by verifier template. */
export function forgeryTrials(evidence: Evidence): Trial[] {
  const subject = subjectOf(evidence);
  const forged = probes.flatMap((probe) =>
    probe.build(subject).map((submission) => ({ kind: probe.id, how: probe.what, submission })),
  );
  const trees = someForgeries(evidence.draft).map(({ forgery, submission }) => ({
    kind: forgery.id,
    how: forgery.what,
    submission,
  }));
  return [...forged, ...trees];
}

/** Ids of the probes that cannot be built for this task. */
export function probesNotApplicable(evidence: Evidence): string[] {
  const subject = subjectOf(evidence);
  return probes.filter((probe) => probe.build(subject).length === 0).map((probe) => probe.id);
}

function subjectOf({ task, secret, right }: Evidence): ProbeSubject {
  const { answerFormat } = task;
  const { verifier } = secret;
  if (answerFormat.kind !== 'typed' || verifier.executor !== 'typed-answer') {
    return { task, secret, reference: right, typed: null };
  }
  const { type } = answerFormat;
  const [mutant] = typedMutants(type, verifier.expected);
  const typed = { type, right: plainAnswer(type, verifier.expected), wrong: mutant?.answer ?? null };
  return { task, secret, reference: right, typed };
}

export function notHackable(evidence: Evidence, verdicts: readonly Verdict[]): GateAnswer {
  const tried = expectRejected(forgeryTrials(evidence), verdicts);
  const skipped = probesNotApplicable(evidence);
  return fromTried('not-hackable', tried, {
    passed: `All ${tried.length} forgeries of ${new Set(tried.map(({ trial }) => trial.kind)).size} kinds were rejected.`,
    failed: (first) => `A forgery was accepted: ${first.trial.how}.`,
    notes: skipped.length > 0 ? [`not applicable here: ${skipped.join(', ')}`] : [],
  });
}
