/** What route files are built from. One object, made by `open-parts.ts`, handed to each as an argument. */
import type { Parts, Serving } from '@touchstone/pipeline';
import type { Drain } from './drain.ts';
import type { FairGate } from './fair-gate.ts';
import type { OpenStreams } from './http/event-stream.ts';
import type { Keyring } from './keys/keyring.ts';
import type { Metrics } from './metrics.ts';

export interface ApiParts {
  /** The composed rooms. */
  readonly parts: Parts;
  readonly keyring: Keyring;
  /** Work in sandboxes passes here, fair between keys: `using turn = await gate.enter(caller.id, signal)`. */
  readonly gate: FairGate;
  /** Episodes, verdicts and outcomes; opened when first asked for, so that a machine without a sandbox still shows tasks. */
  readonly serving: () => Promise<Serving>;
  /** Whether the process is about to end: nothing new is begun then. */
  readonly drain: Drain;
  /** Streams of events that are open. */
  readonly streams: OpenStreams;
  readonly metrics: Metrics;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}
