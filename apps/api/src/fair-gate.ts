/**
 * A number of turns, given out fairly: keys that wait are served one after the other, so that ten thousand requests of one do
 * not keep another waiting. Does not know what is done in a turn.
 */
import { ApiFault } from './http/api-fault.ts';
import { retryAfterSeconds } from './limits.ts';

export interface FairGateOptions {
  turns: number;
  waitingPerKeyMax: number;
  waitingMsMax: number;
}

interface Waiter {
  start(turn: Disposable): void;
}

export class FairGate {
  readonly #options: FairGateOptions;
  /** Keys in the order in which they are served next; each with its requests in order of arrival. */
  readonly #queues = new Map<string, Set<Waiter>>();
  #taken = 0;

  constructor(options: FairGateOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return [...this.#queues.values()].reduce((sum, queue) => sum + queue.size, 0);
  }

  get taken(): number {
    return this.#taken;
  }

  /** Throws 429 where too many of this key wait already, 503 after too long a wait, or the signal's reason. */
  async enter(key: string, signal?: AbortSignal): Promise<Disposable> {
    signal?.throwIfAborted();
    if (this.#taken < this.#options.turns && this.#queues.size === 0) return this.#turn();
    const queue = this.#queues.get(key) ?? new Set<Waiter>();
    if (queue.size >= this.#options.waitingPerKeyMax) throw tooManyWaiting(queue.size);
    this.#queues.set(key, queue);
    return await this.#wait(key, queue, signal);
  }

  #wait(key: string, queue: Set<Waiter>, signal: AbortSignal | undefined): Promise<Disposable> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        queue.delete(waiter);
        if (queue.size === 0 && this.#queues.get(key) === queue) this.#queues.delete(key);
      };
      const giveUp = (reason: Error) => {
        leave();
        reject(reason);
      };
      const waiter: Waiter = {
        start(turn) {
          leave();
          resolve(turn);
        },
      };
      const aborted = () => giveUp(signal?.reason as Error);
      const timer = setTimeout(() => giveUp(waitedTooLong()), this.#options.waitingMsMax);
      signal?.addEventListener('abort', aborted, { once: true });
      queue.add(waiter);
    });
  }

  #turn(): Disposable {
    this.#taken += 1;
    let ended = false;
    return {
      [Symbol.dispose]: () => {
        if (ended) return;
        ended = true;
        this.#taken -= 1;
        this.#next();
      },
    };
  }

  #next(): void {
    const [first] = this.#queues;
    if (first === undefined || this.#taken >= this.#options.turns) return;
    const [key, queue] = first;
    const [waiter] = queue;
    // The key goes to the end of the line; `leave` takes it out where nothing more of it waits.
    this.#queues.delete(key);
    this.#queues.set(key, queue);
    waiter?.start(this.#turn());
  }
}

function tooManyWaiting(count: number): ApiFault {
  return new ApiFault(`${count} requests of this key are waiting for a sandbox already.`, {
    code: 'too-many-waiting',
    status: 429,
    retryable: true,
    retryAfterSeconds,
    hint: 'Send fewer at once, or wait as Retry-After says.',
  });
}

function waitedTooLong(): ApiFault {
  return new ApiFault('No sandbox became free in time.', {
    code: 'busy',
    boundary: 'sandbox',
    status: 503,
    retryable: true,
    retryAfterSeconds: 10,
    hint: 'Try again as Retry-After says; the same Idempotency-Key makes that safe.',
  });
}
