/** What a client still waits for: one per `id` of the protocol. The connection feeds it events until it is settled. */
import { SandboxFault, type ExecResult } from '@touchstone/contracts';
import type { ByteQueue } from './byte-queue.ts';
import { stdinWindowBytesMax } from './limits.ts';
import type { EndEvent, PorterEvent } from './protocol.ts';

export class Exchange {
  /** `end` of a command, `ok` of everything else. Rejects with the `SandboxFault` of a lost sandbox. */
  readonly settled: Promise<PorterEvent>;
  readonly #stdout: ByteQueue;
  readonly #stderr: Uint8Array[] = [];
  readonly #outputBytesMax: number;
  #outputBytes = 0;
  #stdinBytes = 0;
  #windowOpened: (() => void) | null = null;
  #isSettled = false;
  #resolve!: (event: PorterEvent) => void;
  #reject!: (fault: Error) => void;

  constructor(stdout: ByteQueue, outputBytesMax: number) {
    this.#stdout = stdout;
    this.#outputBytesMax = outputBytesMax;
    this.settled = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // The owner may be busy reading standard output when the sandbox dies; it awaits `settled` later.
    this.settled.catch(() => undefined);
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Throws a `SandboxFault` if the event cannot be: a porter never sends more output than the limit. */
  take(event: PorterEvent, bytes: Uint8Array): void {
    if (event.event === 'stdout' || event.event === 'stderr') {
      this.#outputBytes += bytes.length;
      if (this.#outputBytes > this.#outputBytesMax) throw protocolFault('more output than the limit allows');
      if (event.event === 'stdout') this.#stdout.push(bytes);
      else this.#stderr.push(bytes);
    } else if (event.event === 'stdin-taken') {
      this.#stdinBytes = Math.max(0, this.#stdinBytes - event.bytes);
      this.#openWindow();
    } else {
      this.#isSettled = true;
      this.#stdout.end();
      this.#openWindow();
      this.#resolve(event);
    }
  }

  fail(fault: Error): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#stdout.end(fault);
    this.#openWindow();
    this.#reject(fault);
  }

  /** Counts bytes sent as standard input; `stdin-taken` takes them off again. */
  sent(bytes: number): void {
    this.#stdinBytes += bytes;
  }

  /** Resolves when at most `bytes` of standard input are on the way, or when it no longer matters. */
  async stdinBelow(bytes: number): Promise<void> {
    while (!this.#isSettled && this.#stdinBytes > bytes) {
      await new Promise<void>((resolve) => (this.#windowOpened = resolve));
    }
  }

  /** Resolves when there is room for another frame of standard input. */
  stdinWindow(): Promise<void> {
    return this.stdinBelow(stdinWindowBytesMax);
  }

  stderr(): Uint8Array {
    return Buffer.concat(this.#stderr);
  }

  #openWindow(): void {
    this.#windowOpened?.();
    this.#windowOpened = null;
  }
}

/** An `end` event with the output that was collected, as contracts has it. */
export function execResult(end: EndEvent, stdout: Uint8Array, stderr: Uint8Array): ExecResult {
  const { ending, exitCode, droppedBytes, cpuSeconds, wallSeconds, memoryBytesPeak } = end;
  if ((ending === 'exited') !== (exitCode !== null)) {
    throw protocolFault(`the ending ${ending} with the exit code ${String(exitCode)}`);
  }
  return { ending, exitCode, stdout, stderr, droppedBytes, cpuSeconds, wallSeconds, memoryBytesPeak };
}

/** The porter said something that a porter never says: it is broken, or something else writes on its stream. */
export function protocolFault(what: string): SandboxFault {
  return new SandboxFault(`The sandbox's porter sent ${what}; the sandbox was thrown away.`, {
    code: 'porter-protocol',
    retryable: true,
  });
}
