/**
 * One duplex stream to a porter: sends requests, hands events to their exchanges, and turns the porter's death,
 * silence or nonsense into one `SandboxFault` that every waiting exchange gets. Knows no driver.
 */
import type { Duplex } from 'node:stream';
import { SandboxFault, type Limits } from '@touchstone/contracts';
import { Exchange, protocolFault } from './exchange.ts';
import { ByteQueue } from './byte-queue.ts';
import { readySecondsMax } from './limits.ts';
import {
  encodeFrame,
  eventSchema,
  FrameDecoder,
  protocolVersion,
  type Frame,
  type PorterRequest,
} from './protocol.ts';

export interface ConnectionOptions {
  stream: Duplex;
  limits: Limits;
  /** Secret of the session (at least 16 characters), fresh for every porter. */
  session: string;
  /** Removes the sandbox, whatever state it is in. Called once. */
  dispose: () => Promise<void>;
  /** Why the porter died, as far as the driver can tell: its last words on standard error. */
  explainDeath?: () => string;
}

export class PorterConnection {
  readonly #options: ConnectionOptions;
  readonly #exchanges = new Map<number, Exchange>();
  readonly #decoder = new FrameDecoder();
  #nextId = 1;
  #lost: SandboxFault | null = null;
  #disposal: Promise<void> | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { stream } = options;
    const died = (cause?: Error): void => this.lose(this.#death(cause));
    stream.on('data', (chunk: Uint8Array) => this.#receive(chunk));
    stream.on('end', () => died());
    stream.on('close', () => died());
    stream.on('error', (cause: Error) => died(cause));
  }

  /** Says hello and waits for `ready`. Throws a `SandboxFault` if the porter does not come up. */
  async ready(signal?: AbortSignal): Promise<void> {
    const exchange = this.#open(0, new ByteQueue(), 0);
    const { limits, session } = this.#options;
    this.send({ id: 0, op: 'hello', version: protocolVersion, session, limits });
    const late = () =>
      new SandboxFault(`The sandbox's porter did not start within ${readySecondsMax} seconds.`, {
        code: 'porter-not-ready',
        retryable: true,
      });
    await this.within(exchange.settled, readySecondsMax, late, signal);
  }

  /** Begins an exchange; `outputBytesMax` bounds what the porter may send in it. */
  begin(
    request: (id: number) => PorterRequest,
    options: { stdout: ByteQueue; outputBytesMax: number; bytes?: Uint8Array },
  ): { id: number; exchange: Exchange } {
    if (this.#lost !== null) throw this.#lost;
    const id = this.#nextId++;
    const exchange = this.#open(id, options.stdout, options.outputBytesMax);
    this.send(request(id), options.bytes);
    return { id, exchange };
  }

  send(request: PorterRequest, bytes?: Uint8Array): void {
    if (this.#lost === null) this.#options.stream.write(encodeFrame(request, bytes));
  }

  /** The promise, or after so many seconds the fault, and then the sandbox is lost; an abort throws its reason. */
  async within<T>(
    promise: Promise<T>,
    seconds: number,
    late: () => SandboxFault,
    signal?: AbortSignal,
  ): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    let aborted: (() => void) | undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        timer = setTimeout(() => {
          const fault = late();
          this.lose(fault);
          reject(fault);
        }, seconds * 1000);
        aborted = () => reject(abortReason(signal));
        if (signal?.aborted === true) aborted();
        else signal?.addEventListener('abort', aborted, { once: true });
        promise.then(resolve, reject);
      });
    } finally {
      clearTimeout(timer);
      if (aborted !== undefined) signal?.removeEventListener('abort', aborted);
    }
  }

  /** The sandbox cannot be used any more: all that waits gets the fault, and the sandbox is removed. */
  lose(fault: SandboxFault): void {
    if (this.#lost !== null) return;
    this.#lost = fault;
    for (const exchange of this.#exchanges.values()) exchange.fail(fault);
    this.#exchanges.clear();
    this.dispose().catch(() => undefined);
  }

  /** Idempotent: removes the sandbox and fails what still waits. */
  dispose(): Promise<void> {
    this.lose(
      new SandboxFault('The sandbox was disposed of.', { code: 'sandbox-disposed', retryable: false }),
    );
    this.#disposal ??= (async () => {
      this.#options.stream.destroy();
      await this.#options.dispose();
    })();
    return this.#disposal;
  }

  #open(id: number, stdout: ByteQueue, outputBytesMax: number): Exchange {
    const exchange = new Exchange(stdout, outputBytesMax);
    this.#exchanges.set(id, exchange);
    return exchange;
  }

  #receive(chunk: Uint8Array): void {
    if (this.#lost !== null) return;
    try {
      for (const frame of this.#decoder.push(chunk)) this.#take(frame);
    } catch (thrown) {
      const known = thrown instanceof SandboxFault;
      this.lose(known ? thrown : protocolFault(thrown instanceof Error ? thrown.message : String(thrown)));
    }
  }

  #take(frame: Frame): void {
    const parsed = eventSchema.safeParse(frame.json);
    if (!parsed.success) throw protocolFault(`a frame that is no event (${parsed.error.message})`);
    const event = parsed.data;
    if (event.session !== this.#options.session) throw protocolFault('a frame of another session');
    const exchange = this.#exchanges.get(event.id);
    if (event.id === 0 && event.event === 'error') {
      throw new SandboxFault(`The sandbox's porter gave up: ${event.message}.`, {
        code: `porter-${event.code}`,
        retryable: true,
      });
    }
    if (exchange === undefined) throw protocolFault(`an event for an exchange ${event.id} that nobody began`);
    exchange.take(event, frame.bytes);
    if (exchange.isSettled) this.#exchanges.delete(event.id);
  }

  #death(cause?: Error): SandboxFault {
    const words = (this.#options.explainDeath?.() ?? '').trim();
    const cut = this.#decoder.pendingBytes > 0 ? ' in the middle of a frame' : '';
    const why = [cause?.message, words].filter((part) => part !== undefined && part !== '').join('; ');
    return new SandboxFault(`The sandbox died${cut}${why === '' ? '' : ` (${why})`}.`, {
      code: 'sandbox-died',
      retryable: true,
      cause,
    });
  }
}

export function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException('The operation was aborted.', 'AbortError');
}
