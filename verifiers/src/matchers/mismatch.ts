/** What a matcher finds wrong. Details never quote the expected value: a verdict may be shown to whoever tries again. */
import { Fault } from '@touchstone/contracts';

export interface Mismatch {
  /** Path inside the answer: `$`, `$.total`, `$[3].date`. */
  path: string;
  detail: string;
  /** True when the value does not have the answer's type at all, so that no value was compared. */
  malformed: boolean;
}

export function malformed(path: string, detail: string): Mismatch {
  return { path, detail, malformed: true };
}

export function unequal(path: string, detail: string): Mismatch {
  return { path, detail, malformed: false };
}

/** The secret half itself is unusable; never the submission's doing. */
export function expectedFault(path: string, detail: string): Fault {
  return new Fault(`Expected value at ${path} cannot be used: ${detail}.`, {
    code: 'expected-malformed',
    boundary: 'verifier',
    retryable: false,
    hint: 'Mend the family that wrote this task: its expected value does not have its own answer type.',
  });
}
