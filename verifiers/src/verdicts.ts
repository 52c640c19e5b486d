/** Makes verdicts, so that reward, mask and version are never written by hand elsewhere. */
import { Fault, attribute, type Check, type TaskSecret, type Verdict } from '@touchstone/contracts';

export interface VerifierName {
  executor: string;
  version: number;
}

export function verifierName(secret: TaskSecret): VerifierName {
  return { executor: secret.verifier.executor, version: secret.verifier.version };
}

export function accepted(verifier: VerifierName, reward: number, checks: Check[]): Verdict {
  return { outcome: 'accepted', reward, masked: false, checks, verifier };
}

export function rejected(verifier: VerifierName, reason: string, checks: Check[], reward = 0): Verdict {
  return { outcome: 'rejected', reward, masked: false, reason, checks, verifier };
}

/** Refused before any value was looked at. */
export function malformedVerdict(verifier: VerifierName, detail: string): Verdict {
  return rejected(verifier, 'malformed', [{ id: 'form', met: false, detail }]);
}

/** No verdict, because of something that is not the submission's. A caller's abort is thrown on, not recorded. */
export function abstained(verifier: VerifierName, thrown: unknown): Verdict {
  const fault = attribute(thrown, 'verifier');
  if (!(fault instanceof Fault)) throw fault;
  const { code, boundary, message } = fault;
  return { outcome: 'abstained', reward: null, masked: true, fault: { code, boundary, message }, verifier };
}
