/** The process's wish to end: from then on nothing new is begun, what runs may finish. */
import { ApiFault } from './http/api-fault.ts';

export interface Drain {
  readonly draining: boolean;
  /** Aborted when draining begins: streams of events end on it. */
  readonly signal: AbortSignal;
  begin(): void;
  /** For what begins something new, an episode say: 503 with `Retry-After`. */
  throwIfDraining(): void;
}

export function createDrain(): Drain {
  const controller = new AbortController();
  return {
    get draining() {
      return controller.signal.aborted;
    },
    signal: controller.signal,
    begin: () => controller.abort(),
    throwIfDraining() {
      if (!controller.signal.aborted) return;
      throw new ApiFault('This server is about to end and begins nothing new.', {
        code: 'draining',
        status: 503,
        retryable: true,
        retryAfterSeconds: 10,
        hint: 'Try again after the time in Retry-After: another process, or this one started again, answers then.',
      });
    },
  };
}
