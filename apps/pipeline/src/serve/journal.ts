/**
 * Writes transcripts: what many episodes add at one moment goes in one statement, and nothing is acknowledged before it is
 * stored. A database that is lost or full is tried again for as long as it takes; whoever waits is told after a while.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@touchstone/contracts';
import { appendEvents, type Database, type EpisodeEvent, type EpisodeProgress } from '@touchstone/db';
import {
  journalBatchMax,
  journalBytesMax,
  silencePatienceMs,
  storePatienceMs,
  storePauseMs,
  storePauseMsMax,
} from './limits.ts';
import { Refusal } from './refusal.ts';

interface Entry {
  event: EpisodeEvent;
  progress: EpisodeProgress;
  stored: PromiseWithResolvers<void>;
}

export class Journal {
  readonly #serve: Database['serve'];
  readonly #say: (text: string) => void;
  #waiting: Entry[] = [];
  #bytes = 0;
  #writing: Promise<void> | null = null;
  /** Why the last try failed; null after one that did not. */
  #trouble: Error | null = null;
  readonly #closed = new AbortController();

  readonly #patienceMs: number;

  constructor(
    serve: Database['serve'],
    say: (text: string) => void,
    { patienceMs = storePatienceMs }: { patienceMs?: number | undefined } = {},
  ) {
    this.#serve = serve;
    this.#say = say;
    this.#patienceMs = patienceMs;
  }

  get waitingBytes(): number {
    return this.#bytes;
  }

  /** Throws a `Refusal` where too much waits already: what cannot be recorded is not done. */
  requireRoom(): void {
    if (this.#bytes < journalBytesMax) return;
    throw new Refusal('The database takes no events now, and too many wait for it.', {
      code: 'journal-full',
      boundary: 'database',
      hint: 'Call again after the time in Retry-After.',
      retryAfterSeconds: 5,
    });
  }

  /** Resolves once it is stored; rejects only where the database refuses this very event, or when the journal closes. */
  append(event: EpisodeEvent, progress: EpisodeProgress): Promise<void> {
    const stored = Promise.withResolvers<void>();
    stored.promise.catch(() => undefined);
    this.#waiting.push({ event, progress, stored });
    this.#bytes += event.body.length;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    return stored.promise;
  }

  /** Waits for something to be stored, but not for ever: then the `Fault` that is in the way. A slow database is waited for. */
  async patiently<T>(storing: Promise<T>): Promise<T> {
    const done = new AbortController();
    try {
      return await Promise.race([storing, this.#outOfPatience(done.signal)]);
    } finally {
      done.abort();
    }
  }

  async #outOfPatience(signal: AbortSignal): Promise<never> {
    const started = performance.now();
    do await sleep(this.#patienceMs, undefined, { signal });
    while (this.#trouble === null && performance.now() - started < silencePatienceMs);
    throw this.#trouble instanceof Fault ? passing(this.#trouble) : lost(this.#trouble);
  }

  /** Runs what stores something until it succeeds, as the journal itself does. */
  async untilStored<T>(store: () => Promise<T>): Promise<T> {
    for (let pause = storePauseMs; ; pause = Math.min(storePauseMsMax, pause * 2)) {
      try {
        const result = await store();
        this.#trouble = null;
        return result;
      } catch (thrown) {
        if (!mayPass(thrown) || this.#closed.signal.aborted) throw thrown;
        if (this.#trouble === null) this.#say(`waiting for the database (${thrown.message})`);
        this.#trouble = thrown;
        await sleep(pause, undefined, { signal: this.#closed.signal });
      }
    }
  }

  /** What has not been stored by now is given up: the database has been gone for too long. */
  async close(): Promise<void> {
    await Promise.race([this.#writing, sleep(this.#patienceMs, undefined, { ref: false })]);
    this.#closed.abort();
    await this.#writing?.catch(() => undefined);
  }

  async #write(): Promise<void> {
    // What comes in the same moment goes in the same statement.
    await sleep(0);
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, journalBatchMax);
      await this.#store(batch);
      for (const { event } of batch) this.#bytes -= event.body.length;
    }
  }

  async #store(batch: readonly Entry[]): Promise<void> {
    // The last entry of an episode has the highest counts.
    const progress = new Map(batch.map((entry) => [entry.event.episodeId, entry.progress]));
    try {
      await this.untilStored(() =>
        appendEvents(
          this.#serve,
          batch.map(({ event }) => event),
          [...progress.values()],
        ),
      );
      for (const { stored } of batch) stored.resolve();
    } catch (thrown) {
      // One event that cannot be stored must not keep the others out.
      if (batch.length > 1 && !this.#closed.signal.aborted)
        for (const entry of batch) await this.#store([entry]);
      else for (const { stored } of batch) stored.reject(thrown);
    }
  }
}

/** A lost connection comes back, and a full disk is emptied by a person: nothing is given up for either. */
function mayPass(thrown: unknown): thrown is Fault {
  return (
    thrown instanceof Fault &&
    thrown.boundary === 'database' &&
    (thrown.retryable || thrown.code === 'disk-full')
  );
}

function passing({ message, code }: Fault): Refusal {
  return new Refusal(message, {
    code,
    boundary: 'database',
    hint: 'Send the same request with the same Idempotency-Key after the time in Retry-After: nothing is done twice.',
    retryAfterSeconds: 5,
  });
}

function lost(trouble: Error | null): Refusal {
  return passing(
    new Fault(trouble?.message ?? 'The database does not answer.', {
      code: 'database-lost',
      boundary: 'database',
      retryable: true,
    }),
  );
}
