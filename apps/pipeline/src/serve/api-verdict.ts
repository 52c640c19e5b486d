/** A verdict as whoever attempted hears it: what decided, never what was expected. */
import { Fault, type Verdict, type VerdictFault } from '@touchstone/contracts';
import type { ApiVerdict } from '@touchstone/contracts/api';

/** Faults that come again whenever it is tried again. */
const lasting = new Set([
  'blob-corrupt',
  'blob-missing',
  'document-invalid',
  'executor-mismatch',
  'no-driver',
  'runtime-unmet',
  'task-missing',
  'verifier-criteria',
  'verifier-version',
  'world-unusable',
]);

export function apiVerdict(verdict: Verdict): ApiVerdict {
  const { executor, version } = verdict.verifier;
  const verifier = `${executor}@${version}`;
  if (verdict.outcome === 'abstained') return abstention(verdict.fault, verifier);
  return {
    outcome: verdict.outcome,
    reward: verdict.reward,
    masked: false,
    fault: null,
    reason: verdict.outcome === 'rejected' ? verdict.reason : null,
    checks: verdict.checks.map(({ id, met }) => ({ id, met })),
    verifier,
  };
}

/** No verdict: never a number. */
export function abstention(
  fault: VerdictFault & { retryable?: boolean },
  verifier: string | null = null,
): Extract<ApiVerdict, { outcome: 'abstained' }> {
  const { code, boundary } = fault;
  const retryable =
    fault.retryable ?? (boundary !== 'input' && boundary !== 'configuration' && !lasting.has(code));
  // What a verifier says when it breaks may quote what it expected.
  const message =
    boundary === 'verifier' ? `The verification could not be completed (${code}).` : fault.message;
  return {
    outcome: 'abstained',
    reward: null,
    masked: true,
    fault: { code, boundary, message, retryable },
    reason: null,
    checks: [],
    verifier,
  };
}

/** Whatever was thrown, as a fault of a verdict. */
export function verdictFault(
  thrown: unknown,
  otherwise: { code: string; boundary: Fault['boundary'] },
): VerdictFault & { retryable: boolean } {
  if (thrown instanceof Fault) {
    const { code, boundary, message, retryable } = thrown;
    return { code, boundary, message, retryable };
  }
  // The message of a defect stays in the log.
  return { ...otherwise, message: 'Something of ours went wrong.', retryable: true };
}
