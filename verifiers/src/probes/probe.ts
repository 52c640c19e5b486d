/** A probe is an attempt made to break a verifier: a forgery, never an honest mistake. One accepted refuses the draft. */
import type { AnswerType, Json, Submission, TaskPublic, TaskSecret } from '@touchstone/contracts';

export interface Probe {
  /** Stable: pooled evidence is counted under it. */
  id: string;
  /** What it tries, in plain words. */
  what: string;
  /** Submissions that must all be rejected; none when it cannot be built for this task, which is no pass. */
  build(subject: ProbeSubject): Submission[];
}

export interface ProbeSubject {
  task: TaskPublic;
  secret: TaskSecret;
  /** What the reference handed in. */
  reference: Submission;
  /** The typed answer and one that is wrong, where the task has a typed answer. */
  typed: { type: AnswerType; right: Json; wrong: Json } | null;
}

export function answers(...values: Json[]): Submission[] {
  return values.map((answer) => ({ kind: 'answer', answer }));
}

/** The reference's answer with every text and number replaced; null when it holds neither. */
export function replaceLeaves(value: Json, text: string, number: number): Json | null {
  let replaced = 0;
  const visit = (inner: Json): Json => {
    if (typeof inner === 'string' || typeof inner === 'number') {
      replaced++;
      return typeof inner === 'string' ? text : number;
    }
    if (Array.isArray(inner)) return inner.map(visit);
    if (typeof inner === 'object' && inner !== null) {
      return Object.fromEntries(Object.entries(inner).map(([key, element]) => [key, visit(element)]));
    }
    return inner;
  };
  const result = visit(value);
  return replaced > 0 ? result : null;
}

/** As text, the way it would stand in a sentence. */
export function inWords(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
