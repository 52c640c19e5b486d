/** One submission that a gate tries, and how it should end. */
import { canonicalJson, type Json, type Submission, type TaskPublic } from '@touchstone/contracts';

export interface Trial {
  /** Which kind of attempt, as a tally counts it. */
  kind: string;
  /** This one, in plain words. */
  how: string;
  /** Criterion that must be unmet, for a wrong trial that names one. */
  breaks?: string;
  submission: Submission;
}

/** A submission with another answer: for state tasks the calls stay away unless they are given. */
export function withAnswer(task: TaskPublic, answer: Json): Submission {
  return task.answerFormat.kind === 'state'
    ? { kind: 'state', calls: [], answer }
    : { kind: 'answer', answer };
}

/** Form included: a different order of keys is another submission. */
export function submissionKey(submission: Submission): string {
  return JSON.stringify(submission);
}

export function sameSubmission(a: Submission, b: Submission): boolean {
  try {
    return canonicalJson(a) === canonicalJson(b);
  } catch {
    return false;
  }
}
