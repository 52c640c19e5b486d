/**
 * Fresh sandboxes opened ahead of time, for any driver. A sandbox leaves the pool once and never comes back: nothing
 * that foreign code has touched is handed out again.
 */
import type { Sandbox, SandboxDriver, SandboxRequest } from '@touchstone/contracts';
import { poolSizeMax } from './limits.ts';

/** The driver itself for size 0; else one that keeps up to `size` sandboxes waiting, of the kinds asked for last. */
export function withPool(driver: SandboxDriver, size: number): SandboxDriver {
  return size <= 0 ? driver : new PooledDriver(driver, Math.min(size, poolSizeMax));
}

interface Waiting {
  kind: string;
  sandbox: Promise<Sandbox | null>;
}

class PooledDriver implements SandboxDriver {
  readonly name: SandboxDriver['name'];
  readonly weaknesses: SandboxDriver['weaknesses'];
  readonly #driver: SandboxDriver;
  readonly #size: number;
  #waiting: Waiting[] = [];
  #closed = false;

  constructor(driver: SandboxDriver, size: number) {
    this.name = driver.name;
    this.weaknesses = driver.weaknesses;
    this.#driver = driver;
    this.#size = size;
  }

  async open(request: SandboxRequest): Promise<Sandbox> {
    request.signal?.throwIfAborted();
    const { runtime, limits } = request;
    const kind = JSON.stringify({ runtime, limits });
    const index = this.#waiting.findIndex((waiting) => waiting.kind === kind);
    const [ready] = index < 0 ? [] : this.#waiting.splice(index, 1);
    const sandbox = (await ready?.sandbox) ?? (await this.#openLive(request));
    this.#refill(kind, { runtime, limits });
    return sandbox;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    const waiting = this.#waiting.splice(0);
    await Promise.all(waiting.map(discard));
    await this.#driver[Symbol.asyncDispose]();
  }

  #openLive(request: SandboxRequest): Promise<Sandbox> {
    return this.#driver.open(request);
  }

  /** Opens until `size` wait; a kind not asked for lately makes room for the one that was. */
  #refill(kind: string, request: SandboxRequest): void {
    if (this.#closed) return;
    const others = this.#waiting.filter((waiting) => waiting.kind !== kind);
    const wanted = this.#waiting.length - others.length < Math.ceil(this.#size / 2);
    if (!wanted && this.#waiting.length >= this.#size) return;
    if (this.#waiting.length >= this.#size) {
      const oldest = others[0];
      if (oldest === undefined) return;
      this.#waiting.splice(this.#waiting.indexOf(oldest), 1);
      void discard(oldest);
    }
    // One that fails to open is null: the caller then opens its own and gets the fault itself.
    this.#waiting.push({ kind, sandbox: this.#driver.open(request).catch(() => null) });
  }
}

async function discard(waiting: Waiting): Promise<void> {
  const sandbox = await waiting.sandbox;
  await sandbox?.[Symbol.asyncDispose]();
}
