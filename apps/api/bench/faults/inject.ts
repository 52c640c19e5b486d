/** One fault after the other, at random moments that depend on a seed alone. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rng } from '@touchstone/contracts';
import type { Machine } from './machine.ts';

export class Faults {
  readonly counts = { sandboxesKilled: 0, apiKilled: 0, databaseKilled: 0, diskFilled: 0 };
  readonly #machine: Machine;
  readonly #rng: Rng;
  readonly #everyMs: number;
  readonly #stopped = new AbortController();

  constructor(machine: Machine, rng: Rng, everyMs: number) {
    this.#machine = machine;
    this.#rng = rng;
    this.#everyMs = everyMs;
  }

  stop(): void {
    this.#stopped.abort();
  }

  async run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await sleep(this.#everyMs * (0.5 + this.#rng.next()), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.#one(this.#rng.integer(0, 9));
    }
  }

  async #one(which: number): Promise<void> {
    const machine = this.#machine;
    if (which < 5) {
      if (machine.killSandbox((of) => this.#rng.pick(of))) this.counts.sandboxesKilled += 1;
    } else if (which < 7) {
      machine.killDatabase();
      this.counts.databaseKilled += 1;
    } else if (which < 9) {
      machine.killApi();
      this.counts.apiKilled += 1;
      await machine.ensureUp();
    } else {
      machine.fillDisk();
      this.counts.diskFilled += 1;
      await sleep(3_000);
      machine.freeDisk();
      await machine.ensureUp();
    }
  }
}
