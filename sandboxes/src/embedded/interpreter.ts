/**
 * One interpreter child as the host sees it: launched, ready, given one job, watched until it ended. The child is not
 * trusted: what it says is checked and bounded, what it used is read from the kernel. Knows nothing of porters.
 */
import type { ChildProcess } from 'node:child_process';
import type { Duplex, Readable, Writable } from 'node:stream';
import { SandboxFault } from '@touchstone/contracts';
import { spawnChild, type Form } from './isolation.ts';
import {
  childReadySecondsMax,
  cpuPollMsMax,
  cpuPollMsMin,
  drainSecondsMax,
  jobDataSlackBytes,
} from './limits.ts';
import { encodeMessage, endedSchema, MessageReader, readySchema, type Ended, type Job } from './messages.ts';
import { cpuSecondsOf, innermost, lowerLimits, memoryOf } from './process-statistics.ts';

export interface JobLimits {
  cpuSecondsMax: number;
  memoryBytesMax: number;
  diskBytesMax: number;
}

export interface JobOutcome {
  /** What the child told of its end, or null: it died or was killed before. */
  told: { ended: Ended; body: Uint8Array } | null;
  /** Who ended it, if it did not tell: the CPU limit, a `kill()`, or itself. */
  endedBy: 'itself' | 'cpu-limit' | 'memory-limit' | 'kill' | 'unknown-kill' | 'foul-message';
  cpuSeconds: number;
  /** Growth over the idle interpreter; null where the kernel does not tell. */
  memoryBytesPeak: number | null;
}

export interface RunningJob {
  stdin: Writable;
  outcome: Promise<JobOutcome>;
}

/** All four descriptors are pipes (`spawnChild`). */
type Pipes = [stdin: Writable, stdout: Readable, stderr: Readable, line: Duplex];

export class Interpreter {
  /** Resolves when the child can take a job; rejects with a `SandboxFault` if it never will. */
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;
  readonly #line: Duplex;
  readonly #closed: Promise<void>;
  #onMessage: (chunk: Uint8Array) => void = () => undefined;
  #signal: NodeJS.Signals | null = null;
  #words = '';
  #isKilled = false;
  #isDead = false;
  /** Of Node itself, below the wrappers. Known once ready. */
  #pid = 0;

  constructor(form: Form, runtime: string, uid: number) {
    this.#child = spawnChild(form, runtime, uid);
    const [stdin, stdout, stderr, line] = this.#child.stdio as unknown as Pipes;
    this.#line = line;
    // A dead child resets them; what it means is told by `close`.
    for (const stream of [stdin, stdout, stderr, line]) stream.on('error', () => undefined);
    line.on('data', (chunk: Uint8Array) => this.#onMessage(chunk));
    stderr.on('data', this.#listenToWords);
    this.#closed = new Promise((resolve) => {
      this.#child.on('close', (_code, signal) => {
        this.#isDead = true;
        this.#signal = signal;
        resolve();
      });
      this.#child.on('error', (cause) => {
        this.#words += cause.message;
        this.#isDead = true;
        resolve();
      });
    });
    this.ready = this.#becomeReady();
    this.ready.catch(() => undefined);
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Runs the one job of this child. Call after `ready`. */
  async run(
    job: Job,
    contents: readonly Uint8Array[],
    limits: JobLimits,
    output: { stdout: (chunk: Uint8Array) => void; stderr: (chunk: Uint8Array) => void },
  ): Promise<RunningJob> {
    const [stdin, stdout, stderr] = this.#child.stdio as unknown as Pipes;
    const before = memoryOf(this.#pid);
    const cpuBefore = cpuSecondsOf(this.#pid) ?? 0;
    await lowerLimits(this.#pid, {
      data: (before?.data ?? 0) + limits.memoryBytesMax + 2 * limits.diskBytesMax + jobDataSlackBytes,
      // The kernel's hard stop, should this process be too busy to look.
      cpuSeconds: Math.ceil(cpuBefore + limits.cpuSecondsMax) + 1,
    });
    stderr.off('data', this.#listenToWords);
    stderr.on('data', output.stderr);
    stdout.on('data', output.stdout);
    const outcome = this.#watch(limits, cpuBefore, before?.resident ?? null);
    for (const chunk of encodeMessage(job, contents)) this.#line.write(chunk);
    return { stdin, outcome };
  }

  /** Ends the child at once; resolves when it is gone and its output has been delivered. Idempotent. */
  async kill(): Promise<void> {
    this.#isKilled = true;
    this.#sigkill();
    await this.#drained();
  }

  readonly #listenToWords = (chunk: Uint8Array): void => {
    if (this.#words.length < 4000) this.#words += Buffer.from(chunk).toString('utf8');
  };

  #becomeReady(): Promise<void> {
    const reader = new MessageReader(0);
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => {
        clearTimeout(timer);
        this.#sigkill();
        const words = this.#words.trim().split('\n').slice(-6).join(' ').slice(-600);
        reject(
          new SandboxFault(
            `An embedded Python interpreter did not start: ${why}${words === '' ? '' : `: ${words}`}.`,
            {
              code: 'embedded-not-ready',
              retryable: true,
            },
          ),
        );
      };
      const timer = setTimeout(
        () => fail(`not ready within ${childReadySecondsMax} s`),
        childReadySecondsMax * 1000,
      );
      void this.#closed.then(() => fail('it ended'));
      this.#onMessage = (chunk) => {
        try {
          const message = reader.push(chunk, () => 0);
          if (message === null) return;
          readySchema.parse(message.json);
        } catch (thrown) {
          return fail(`it sent nonsense (${String(thrown)})`);
        }
        clearTimeout(timer);
        this.#pid = innermost(this.#child.pid ?? 0);
        resolve();
      };
    });
  }

  async #watch(limits: JobLimits, cpuBefore: number, residentBefore: number | null): Promise<JobOutcome> {
    let told: JobOutcome['told'] = null;
    let endedBy: JobOutcome['endedBy'] = 'itself';
    let cpuSeconds = 0;
    let residentPeak = 0;
    const look = (): void => {
      const cpu = cpuSecondsOf(this.#pid);
      if (cpu !== null) cpuSeconds = Math.max(0, cpu - cpuBefore);
      residentPeak = Math.max(residentPeak, memoryOf(this.#pid)?.residentPeak ?? 0);
    };
    let timer: NodeJS.Timeout | undefined;
    const poll = (): void => {
      look();
      const left = (limits.cpuSecondsMax - cpuSeconds) * 1000;
      if (left <= 0) {
        endedBy = 'cpu-limit';
        this.#sigkill();
      } else timer = setTimeout(poll, Math.min(cpuPollMsMax, Math.max(cpuPollMsMin, left)));
    };
    poll();
    const over = new Promise<void>((resolve) => {
      const reader = new MessageReader(limits.diskBytesMax + 1024 * 1024);
      this.#onMessage = (chunk) => {
        try {
          const message = reader.push(chunk, bodyBytes);
          if (message === null) return;
          told = { ended: endedSchema.parse(message.json), body: message.body };
          look();
        } catch {
          endedBy = 'foul-message';
        }
        this.#onMessage = () => undefined;
        resolve();
      };
      void this.#closed.then(resolve);
    });
    await over;
    clearTimeout(timer);
    this.#sigkill();
    await this.#drained();
    if (told === null && endedBy === 'itself') endedBy = this.#whoKilled(limits, cpuSeconds);
    const memoryBytesPeak = residentBefore === null ? null : Math.max(0, residentPeak - residentBefore);
    return { told, endedBy, cpuSeconds, memoryBytesPeak };
  }

  #whoKilled(limits: JobLimits, cpuSeconds: number): JobOutcome['endedBy'] {
    if (this.#isKilled) return 'kill';
    if (this.#signal !== 'SIGKILL') return 'itself';
    // RLIMIT_CPU of the kernel kills so too; a poll may be a little old.
    return cpuSeconds + (2 * cpuPollMsMax) / 1000 >= limits.cpuSecondsMax ? 'cpu-limit' : 'unknown-kill';
  }

  #sigkill(): void {
    if (this.#isDead) return;
    // The wrapper dies first and takes what is below with it; Node itself too, should the wrapper be stuck.
    this.#child.kill('SIGKILL');
  }

  /** All output has come and the process is gone; a stuck pipe is cut. */
  async #drained(): Promise<void> {
    const timer = setTimeout(() => {
      for (const stream of this.#child.stdio) stream?.destroy();
    }, drainSecondsMax * 1000);
    await this.#closed;
    clearTimeout(timer);
  }
}

/** Bytes of files behind the header of an `ended` message; the schema is checked when they are there. */
function bodyBytes(header: unknown): number {
  const parsed = endedSchema.parse(header);
  return parsed.files.reduce((sum, file) => sum + file.bytes, 0);
}
