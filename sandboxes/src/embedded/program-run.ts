/**
 * One program of an embedded sandbox from `start` to `end`: input that may come before it runs, output
 * counted and capped, limits turned into endings, changed files taken back into the tree.
 */
import path from 'node:path';
import type { Writable } from 'node:stream';
import { SandboxFault, type Ending, type Limits } from '@touchstone/contracts';
import type { EndEvent } from '../porter/protocol.ts';
import type { Interpreter, JobOutcome } from './interpreter.ts';
import { nodeArguments } from './node-flags.ts';
import { NodeProcess, type NodeJail } from './node-process.ts';
import type { InterpreterPool } from './pool.ts';
import { DiskFull, type FileTree } from './tree.ts';

export interface ProgramStart {
  argv: string[];
  env: Record<string, string>;
  cwd: string;
  limits: Limits;
}

export interface ProgramEvents {
  stdout: (bytes: Uint8Array) => void;
  stderr: (bytes: Uint8Array) => void;
  stdinTaken: (bytes: number) => void;
}

export type End = Omit<EndEvent, 'id' | 'session' | 'event'>;

/** What can run one program: an interpreter child, or a Node process. */
interface Runner {
  run: Interpreter['run'];
  kill(): Promise<void>;
}

/** What a sandbox can run. */
export interface Programs {
  python: InterpreterPool;
  /** Null where the sandbox was not asked for with it. */
  node: NodeJail | null;
}

/** Names that mean the interpreter: `python3`, `/usr/bin/python3.11`. */
const pythonNames = /^(?:\/(?:usr\/)?(?:local\/)?bin\/)?python(?:3(?:\.\d+)?)?$/;

const nodeNames = /^(?:(?:\/(?:usr\/)?(?:local\/)?bin\/)?node|tape)$/;

export class ProgramRun {
  readonly #start: ProgramStart;
  readonly #tree: FileTree;
  readonly #events: ProgramEvents;
  readonly #stdin: PendingInput;
  #runner: Runner | null = null;
  #killed: Ending | null = null;
  #outputBytes = 0;

  constructor(start: ProgramStart, tree: FileTree, events: ProgramEvents) {
    this.#start = start;
    this.#tree = tree;
    this.#events = events;
    this.#stdin = new PendingInput(events.stdinTaken);
  }

  /** `counted`: its sender waits to hear that the bytes were taken. */
  write(bytes: Uint8Array, counted: boolean): void {
    this.#stdin.write(bytes, counted);
  }

  closeStdin(): void {
    this.#stdin.end();
  }

  async kill(ending: Ending = 'signalled'): Promise<void> {
    this.#killed ??= ending;
    await this.#runner?.kill();
  }

  /** Runs it. Throws a `SandboxFault` when the interpreter failed for no reason of the program's. */
  async finish(programs: Programs): Promise<End> {
    const [program = '', ...given] = this.#start.argv;
    const isNode = programs.node !== null && nodeNames.test(program);
    if (!isNode && !pythonNames.test(program)) {
      const has = programs.node === null ? 'python3' : 'node, tape and python3';
      return this.#refuse(127, `${program}: not found: the embedded sandbox has ${has} and no other program`);
    }
    const rest = isNode ? nodeArguments(program, given) : given;
    if ('refused' in rest) return this.#refuse(9, `${program}: ${rest.refused}`);
    const cwd = path.posix.join('/work', this.#start.cwd);
    if (this.#start.cwd !== '' && !this.#tree.has(cwd.slice(1))) {
      return this.#refuse(126, `${program}: there is no folder ${cwd}`);
    }
    const started = performance.now();
    const runner = isNode ? new NodeProcess(programs.node as NodeJail) : await programs.python.take();
    this.#runner = runner;
    const timer = setTimeout(() => void this.kill('wall-limit'), this.#start.limits.wallSecondsMax * 1000);
    try {
      if (this.#killed !== null) await runner.kill();
      const outcome = await this.#run(runner, program, rest, cwd);
      this.#stdin.discard();
      return this.#end(outcome, (performance.now() - started) / 1000);
    } finally {
      clearTimeout(timer);
      void runner.kill();
    }
  }

  async #run(runner: Runner, program: string, rest: readonly string[], cwd: string): Promise<JobOutcome> {
    const { limits, env } = this.#start;
    const { contents, ...tree } = this.#tree.snapshot();
    const job = {
      kind: 'job' as const,
      program,
      arguments: rest,
      cwd,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/tmp', ...env },
      memoryBytesMax: limits.memoryBytesMax,
      diskBytesMax: limits.diskBytesMax,
      ...tree,
    };
    const running = await runner.run(job, contents, limits, {
      stdout: (chunk) => this.#output(chunk, this.#events.stdout),
      stderr: (chunk) => this.#output(chunk, this.#events.stderr),
    });
    this.#stdin.connect(running.stdin);
    return running.outcome;
  }

  /** Hands on what the limit lets through; a program that says more is ended. */
  #output(chunk: Uint8Array, deliver: (bytes: Uint8Array) => void): void {
    const room = Math.max(0, this.#start.limits.outputBytesMax - this.#outputBytes);
    this.#outputBytes += chunk.length;
    if (room > 0) deliver(chunk.length <= room ? chunk : chunk.subarray(0, room));
    if (this.#outputBytes > this.#start.limits.outputBytesMax) void this.kill('output-limit');
  }

  #end(outcome: JobOutcome, wallSeconds: number): End {
    const { told, endedBy, cpuSeconds, memoryBytesPeak } = outcome;
    const droppedBytes = Math.max(0, this.#outputBytes - this.#start.limits.outputBytesMax);
    const used = { droppedBytes, cpuSeconds, wallSeconds, memoryBytesPeak };
    if (told === null) {
      if (endedBy === 'unknown-kill') {
        throw new SandboxFault('Something killed an embedded program (the machine may be out of memory)', {
          code: 'embedded-killed',
          retryable: true,
        });
      }
      const byLimit = endedBy === 'cpu-limit' || endedBy === 'memory-limit';
      const ending = byLimit ? endedBy : (this.#killed ?? 'signalled');
      return { ending, exitCode: null, ...used };
    }
    const { ended, body } = told;
    let diskRefused = ended.diskRefused && ended.exitCode !== 0;
    try {
      this.#tree.merge(ended, body);
    } catch (thrown) {
      if (!(thrown instanceof DiskFull)) throw thrown;
      diskRefused = true;
    }
    if (this.#killed === 'output-limit') return { ending: 'output-limit', exitCode: null, ...used };
    if (ended.exitCode === 0 && !diskRefused) return { ending: 'exited', exitCode: 0, ...used };
    // It failed, and was over a limit: that is why.
    if (cpuSeconds > this.#start.limits.cpuSecondsMax)
      return { ending: 'cpu-limit', exitCode: null, ...used };
    if (ended.outOfMemory) return { ending: 'memory-limit', exitCode: null, ...used };
    if (diskRefused) return { ending: 'disk-limit', exitCode: null, ...used };
    if (ended.exitCode === null) return { ending: 'signalled', exitCode: null, ...used };
    return { ending: 'exited', exitCode: ended.exitCode, ...used };
  }

  #refuse(exitCode: number, message: string): End {
    this.#stdin.discard();
    this.#output(Buffer.from(`${message}\n`), this.#events.stderr);
    return { ending: 'exited', exitCode, droppedBytes: 0, cpuSeconds: 0, wallSeconds: 0, memoryBytesPeak: 0 };
  }
}

/** Standard input on its way: kept until the interpreter is there, thrown away when the program no longer reads. */
class PendingInput {
  readonly #taken: (bytes: number) => void;
  #waiting: (() => void)[] = [];
  #target: Writable | null = null;
  #isDiscarded = false;

  constructor(taken: (bytes: number) => void) {
    this.#taken = taken;
  }

  write(bytes: Uint8Array, counted: boolean): void {
    if (bytes.length === 0) return;
    const done = (): void => {
      if (counted) this.#taken(bytes.length);
    };
    if (this.#isDiscarded) return done();
    this.#pass(() => this.#target?.write(bytes, done));
  }

  end(): void {
    this.#pass(() => this.#target?.end());
  }

  connect(target: Writable): void {
    this.#target = target;
    for (const act of this.#waiting.splice(0)) act();
  }

  discard(): void {
    this.#isDiscarded = true;
    this.#waiting = [];
  }

  #pass(act: () => void): void {
    if (this.#target === null) this.#waiting.push(act);
    else act();
  }
}
