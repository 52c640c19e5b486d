/**
 * Faults. An expected outcome (a program that exits with 1, a refused draft) is a value; a fault is one of these,
 * thrown, attributed once to the boundary it crossed, and never scored against an attempt.
 * Does not know how a fault is shown: that is the surface's business.
 */

/** Where a fault was seen. `submission` is deliberately absent: what a submission causes is a verdict, not a fault. */
export const boundaries = [
  'sandbox',
  'database',
  'verifier',
  'source',
  'model',
  'input',
  'configuration',
  'internal',
] as const;
export type Boundary = (typeof boundaries)[number];

export interface FaultFields {
  /** Stable, kebab-case, documented; surfaces map it to an exit code. */
  code: string;
  boundary: Boundary;
  /** True when the same act may succeed a moment later (a lost connection), false when a person must act. */
  retryable: boolean;
  /** What to do about it, one sentence; printed after the message. */
  hint?: string;
  cause?: unknown;
}

/** The one base class of faults. The message says what was expected and what came; `hint` says what to do. */
export class Fault extends Error {
  readonly code: string;
  readonly boundary: Boundary;
  readonly retryable: boolean;
  readonly hint: string | undefined;

  constructor(message: string, fields: FaultFields) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.name = 'Fault';
    this.code = fields.code;
    this.boundary = fields.boundary;
    this.retryable = fields.retryable;
    this.hint = fields.hint;
  }
}

/** The sandbox failed, not what ran in it (a dead porter, a lost container, a driver that cannot start). */
export class SandboxFault extends Fault {
  constructor(message: string, fields: Omit<FaultFields, 'boundary'>) {
    super(message, { ...fields, boundary: 'sandbox' });
    this.name = 'SandboxFault';
  }
}

/** A person or program gave us something we cannot use; nothing was changed. */
export class InputFault extends Fault {
  constructor(message: string, fields: Omit<FaultFields, 'boundary' | 'retryable'>) {
    super(message, { ...fields, boundary: 'input', retryable: false });
    this.name = 'InputFault';
  }
}

/** Attributes anything thrown to a boundary, once: a `Fault` passes unchanged, also a caller's own abort. */
export function attribute(thrown: unknown, boundary: Boundary): Error {
  if (thrown instanceof Fault) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new Fault(message, {
    code: `${boundary}-fault`,
    boundary,
    retryable: boundary !== 'internal',
    cause: thrown,
  });
}
