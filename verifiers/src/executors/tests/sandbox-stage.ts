/** One sandbox in which several runs follow each other, each finding exactly the files it is given and no process of the last. */
import {
  type ExecResult,
  type Limits,
  type Sandbox,
  type TaskPublic,
  type VerifyPorts,
} from '@touchstone/contracts';
import { treeLimits } from './limits.ts';
import { programSources } from './program-sources.ts';
import type { Files } from './submitted-tree.ts';

/** Below the working directory: the tree, and beside it what runs it. */
const treeFolder = 'tree';
export const programFolder = 'runner';

/** A share of every limit, for the run of the reference that a submission is compared with. */
export type Share = 1 | 0.5;

export class Stage implements AsyncDisposable {
  readonly sandbox: Sandbox;
  private readonly signal: { signal?: AbortSignal };
  private used = false;

  constructor(sandbox: Sandbox, signal: AbortSignal | undefined) {
    this.sandbox = sandbox;
    this.signal = signal === undefined ? {} : { signal };
  }

  static async open(task: TaskPublic, ports: VerifyPorts): Promise<Stage> {
    const { signal } = ports;
    const { runtime } = task.environment;
    const sandbox = await ports.driver.open({ runtime, limits: treeLimits, ...(signal && { signal }) });
    return new Stage(sandbox, signal);
  }

  /** Puts the files into an empty working directory. False when what ran before cannot be cleared away. */
  async set(tree: Files, programs: Files): Promise<boolean> {
    if (this.used && !(await this.clean())) return false;
    this.used = true;
    const below = (folder: string, files: Files) =>
      [...files].map(([path, bytes]) => ({ path: `${folder}/${path}`, bytes }));
    await this.sandbox.putFiles([...below(treeFolder, tree), ...below(programFolder, programs)], this.signal);
    return true;
  }

  /** Runs a program in the tree's root. */
  async run(
    argv: readonly [string, ...string[]],
    options: { stdin?: string; cpuSecondsMax: number; share: Share },
  ): Promise<ExecResult> {
    const { stdin = '', cpuSecondsMax, share } = options;
    return this.sandbox.exec({
      argv,
      cwd: treeFolder,
      stdin: Buffer.from(stdin),
      // Fixed, so that the order of a set or a dictionary is the same each time.
      env: { PYTHONHASHSEED: '0' },
      limits: { ...scaled(share), cpuSecondsMax: cpuSecondsMax * share },
      ...this.signal,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sandbox[Symbol.asyncDispose]();
  }

  /** Drivers leave no process behind a command; files they leave. */
  private async clean(): Promise<boolean> {
    const argv = ['python3', '-I', '-S', '-c', programSources['clean.py']] as const;
    const result = await this.sandbox.exec({ argv, ...this.signal });
    return result.ending === 'exited' && result.exitCode === 0;
  }
}

/** Wall clock keeps its bound: it is no measure of a submission. */
function scaled(share: Share): Partial<Limits> {
  const { memoryBytesMax, processesMax, diskBytesMax, outputBytesMax } = treeLimits;
  const part = (limit: number) => Math.max(1, Math.floor(limit * share));
  return {
    memoryBytesMax: part(memoryBytesMax),
    processesMax: part(processesMax),
    diskBytesMax: part(diskBytesMax),
    outputBytesMax: part(outputBytesMax),
  };
}
