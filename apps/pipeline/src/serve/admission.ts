/**
 * Who may open how many episodes: by sandboxes and memory of this process, and fairly between keys. A key alone may fill
 * the house; once it is contended, none may open more than its equal share. Does not know what an episode is.
 */
import { contendedFrom, retryAfterSecondsMax, retryAfterSecondsMin, waitingKeyMs } from './limits.ts';
import { draining, Refusal } from './refusal.ts';

export interface Cost {
  episodes: number;
  sandboxes: number;
  /** Memory. */
  bytes: number;
}

/** Given back once, when what it admitted has ended. */
export interface Ticket {
  release(): void;
}

const resources = ['episodes', 'sandboxes', 'bytes'] as const;

export class Admission {
  readonly capacity: Cost;
  readonly #clock: () => number;
  readonly #held = new Map<string, Cost>();
  /** Keys that were refused of late, with the time: they want their share too. */
  readonly #waiting = new Map<string, number>();
  /** When the last episodes ended, for an honest Retry-After. */
  readonly #endings: number[] = [];
  #closed = false;

  constructor(capacity: Cost, clock: () => number) {
    this.capacity = capacity;
    this.#clock = clock;
  }

  get held(): Cost {
    return [...this.#held.values()].reduce(plus, none);
  }

  /** From now on nothing is admitted. */
  close(): void {
    this.#closed = true;
  }

  /** All of them or a `Refusal`. `episodesMax` is the key's own. */
  admit(key: string, episodesMax: number, costs: readonly Cost[]): Ticket[] {
    if (this.#closed) throw draining();
    const own = this.#held.get(key) ?? none;
    const wanted = costs.reduce(plus, none);
    this.#refuseTooMany(own.episodes + wanted.episodes, episodesMax);
    const total = plus(this.held, wanted);
    if (!within(wanted, this.capacity)) throw this.#tooLarge();
    if (!within(total, this.capacity)) throw this.#full(key);
    const keys = this.#present(key);
    const isContended = share(total, this.capacity) > contendedFrom && keys > 1;
    if (isContended && share(plus(own, wanted), this.capacity) > 1 / keys) throw this.#overShare(key, keys);
    this.#waiting.delete(key);
    this.#held.set(key, plus(own, wanted));
    return costs.map((cost) => this.#ticket(key, cost));
  }

  #ticket(key: string, cost: Cost): Ticket {
    let released = false;
    return {
      release: () => {
        if (released) return;
        released = true;
        const left = minus(this.#held.get(key) ?? none, cost);
        if (left.episodes > 0) this.#held.set(key, left);
        else this.#held.delete(key);
        this.#endings.push(this.#clock());
        if (this.#endings.length > 32) this.#endings.shift();
      },
    };
  }

  /** Keys that hold something or were refused of late, this one included. */
  #present(key: string): number {
    const since = this.#clock() - waitingKeyMs;
    for (const [other, at] of this.#waiting) if (at < since) this.#waiting.delete(other);
    return new Set([...this.#held.keys(), ...this.#waiting.keys(), key]).size;
  }

  /** About as long as it takes until one ends. */
  #wait(): number {
    const [first] = this.#endings;
    if (first === undefined || this.#endings.length < 2) return 5;
    const seconds = (this.#clock() - first) / 1000 / this.#endings.length;
    return Math.min(retryAfterSecondsMax, Math.max(retryAfterSecondsMin, Math.ceil(seconds)));
  }

  #refuseTooMany(wanted: number, episodesMax: number): void {
    if (wanted <= episodesMax) return;
    throw new Refusal(`This key may have ${episodesMax} episodes open at once; this would make ${wanted}.`, {
      code: 'too-many-episodes',
      boundary: 'input',
      hint: 'Let some end, or ask a curator for a key with more.',
      retryAfterSeconds: this.#wait(),
    });
  }

  #overShare(key: string, keys: number): Refusal {
    this.#waiting.set(key, this.#clock());
    return new Refusal(`${keys} keys share this server, and this one has its share of open episodes.`, {
      code: 'too-many-episodes',
      boundary: 'input',
      hint: 'Let some end; with fewer keys at work the share grows.',
      retryAfterSeconds: this.#wait(),
    });
  }

  #full(key: string): Refusal {
    this.#waiting.set(key, this.#clock());
    return new Refusal('There is no room for these episodes now.', {
      code: 'house-full',
      boundary: 'sandbox',
      hint: 'Open them again after the time in Retry-After.',
      retryAfterSeconds: this.#wait(),
    });
  }

  #tooLarge(): Refusal {
    return new Refusal('So many episodes of this task never fit into this server.', {
      code: 'house-full',
      boundary: 'sandbox',
      hint: 'Open fewer at once.',
      retryAfterSeconds: retryAfterSecondsMax,
    });
  }
}

const none: Cost = { episodes: 0, sandboxes: 0, bytes: 0 };

function plus(a: Cost, b: Cost): Cost {
  return {
    episodes: a.episodes + b.episodes,
    sandboxes: a.sandboxes + b.sandboxes,
    bytes: a.bytes + b.bytes,
  };
}

function minus(a: Cost, b: Cost): Cost {
  return {
    episodes: a.episodes - b.episodes,
    sandboxes: a.sandboxes - b.sandboxes,
    bytes: a.bytes - b.bytes,
  };
}

function within(cost: Cost, capacity: Cost): boolean {
  return resources.every((resource) => cost[resource] <= capacity[resource]);
}

/** Of the scarcest resource. */
function share(cost: Cost, capacity: Cost): number {
  return Math.max(
    ...resources.map((resource) => (capacity[resource] === 0 ? 0 : cost[resource] / capacity[resource])),
  );
}
