/** What the load bench asks of a server, whichever it is. */
export interface Session {
  /** Reported apart. */
  readonly kind: string;
  call(): Promise<void>;
  /** Ends it. */
  submit(): Promise<void>;
}

export interface Timing {
  step: 'open' | 'call' | 'submit';
  kind: string;
  ms: number;
}

/** Of unsorted numbers; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
