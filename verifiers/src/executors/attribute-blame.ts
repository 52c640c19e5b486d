/**
 * Whose fault is it that a verification program crashed or ran into a limit? The submission's only if it does so again,
 * alone in a process of a second fresh sandbox in which the reference submission has just passed within half of each
 * limit. Then the submission is rejected: abstaining would be a way out. Everything else is ours and abstains.
 */
import { Fault, type JsonObject, type Limits, type VerifyPorts } from '@touchstone/contracts';
import { caseCpuSecondsMax, verificationLimits } from '../limits.ts';
import {
  asFault,
  openVerificationSandbox,
  runCases,
  runInSandbox,
  type CaseFailure,
  type CaseResult,
  type Program,
} from './run-cases.ts';

export interface Blame {
  /** The case of a submission known to be right; null when none can be had. Called at most once, and only on failure. */
  referenceCase: () => Promise<JsonObject | null>;
  /** Whether a case's result is an acceptance. */
  accepts: (result: CaseResult) => boolean;
}

/** As `runCases`; a result `failed` is confirmed to be the submission's doing, an unconfirmed one has become `fault`. */
export async function runCasesAndAttribute(
  program: Program,
  cases: readonly JsonObject[],
  blame: Blame,
  ports: VerifyPorts,
): Promise<CaseResult[]> {
  const results = await runCases(program, cases, ports);
  const failed = results.flatMap((result, index) => (result.outcome === 'failed' ? [{ result, index }] : []));
  if (failed.length === 0) return results;
  try {
    const reference = await blame.referenceCase();
    if (!reference) throw unattributed('no reference submission could be had to compare with');
    await using sandbox = await openVerificationSandbox(ports);
    const [half] = await runInSandbox(sandbox, program, [reference], halved, ports, caseCpuSecondsMax / 2);
    const referencePassed = half !== undefined && blame.accepts(half);
    for (const { result, index } of failed) {
      if (!referencePassed) {
        const fault = unattributed(
          `the reference did not pass within half of each limit (${result.message})`,
        );
        results[index] = { outcome: 'fault', fault };
        continue;
      }
      const [again] = await runInSandbox(sandbox, program, [cases[index] as JsonObject], alone, ports);
      results[index] = secondOpinion(result.failure, again, cases.length);
    }
  } catch (thrown) {
    const fault = asFault(thrown);
    for (const { index, result } of failed)
      if (results[index] === result) results[index] = { outcome: 'fault', fault };
  }
  return results;
}

const alone: Partial<Limits> = { cpuSecondsMax: 2 * caseCpuSecondsMax };
const halved: Partial<Limits> = {
  cpuSecondsMax: caseCpuSecondsMax,
  memoryBytesMax: Math.floor(verificationLimits.memoryBytesMax / 2),
  processesMax: Math.max(1, Math.floor(verificationLimits.processesMax / 2)),
  diskBytesMax: Math.floor(verificationLimits.diskBytesMax / 2),
  outputBytesMax: Math.floor(verificationLimits.outputBytesMax / 2),
};

function secondOpinion(first: CaseFailure, again: CaseResult | undefined, batch: number): CaseResult {
  if (again === undefined) return { outcome: 'fault', fault: unattributed('the second run gave no result') };
  if (again.outcome === 'fault' || again.outcome === 'failed') return again;
  // In company a case can meet a limit that the others used up; alone is how a single submission is judged.
  if (batch > 1) return again;
  return { outcome: 'fault', fault: unattributed(`it ran into ${first} once and not again`) };
}

function unattributed(why: string): Fault {
  return new Fault(`The verification program failed and the submission cannot be blamed: ${why}.`, {
    code: 'verifier-failed',
    boundary: 'verifier',
    retryable: true,
  });
}
