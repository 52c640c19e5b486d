/**
 * The `Sandbox` port: where foreign code runs. A driver (docker, bwrap, embedded) implements it; nothing here knows
 * what a task is. The conformance suite with the attacks is `contracts/conformance/sandbox.ts`.
 */
import { z } from 'zod';

/** What code may use. Every field has a unit; a driver that cannot hold one declares the weakness. */
export const limitsSchema = z.strictObject({
  cpuSecondsMax: z.number().positive(),
  /** Backstop only: running into it is our fault to explain, so it abstains and never rejects. */
  wallSecondsMax: z.number().positive(),
  memoryBytesMax: z.number().int().positive(),
  processesMax: z.number().int().positive(),
  diskBytesMax: z.number().int().positive(),
  /** Of standard output and standard error together; the rest is dropped and counted. */
  outputBytesMax: z.number().int().positive(),
});
export type Limits = z.infer<typeof limitsSchema>;

/** A runtime *requirement*. What met it is a `RealisedRuntime`, which stands in the certificate. */
export const runtimeRequirementSchema = z.strictObject({
  language: z.enum(['python', 'node', 'shell']),
  /** Semver-like lower bound, for example `>=3.11`. */
  version: z.string(),
  /** Packages beyond the standard library, for example `sympy`. */
  packages: z.array(z.string()),
});
export type RuntimeRequirement = z.infer<typeof runtimeRequirementSchema>;

export const realisedRuntimeSchema = z.strictObject({
  driver: z.string(),
  /** For example `CPython 3.11.2`. */
  runtime: z.string(),
  packages: z.record(z.string(), z.string()),
  /** Digest of the root file system, image or wasm snapshot that ran. */
  imageHash: z.string(),
});
export type RealisedRuntime = z.infer<typeof realisedRuntimeSchema>;

/** An attack that a driver does not stop, declared so that `doctor` and the certificate can say it. */
export const weaknessSchema = z.strictObject({
  attack: z.string(),
  /** One sentence: what can happen, and what softens it. */
  consequence: z.string(),
});
export type Weakness = z.infer<typeof weaknessSchema>;

export interface SandboxFile {
  /** Relative to the working directory `/work`, forward slashes, no `..`. */
  path: string;
  bytes: Uint8Array;
}

export interface Command {
  /** Program and arguments, never a shell line. `python3` is always there. */
  argv: readonly [string, ...string[]];
  stdin?: Uint8Array;
  env?: Readonly<Record<string, string>>;
  /** Relative to `/work`. */
  cwd?: string;
  /** Tightens the sandbox's own limits for this command; never loosens them. */
  limits?: Partial<Limits>;
  signal?: AbortSignal;
}

/**
 * How a command ended. `exited` carries the exit code; `signalled` a program that killed itself or crashed; the
 * `*-limit` endings are limits it ran into; `wall-limit` is the backstop. The sandbox's own death is not an
 * ending: it is thrown as a `SandboxFault`.
 */
export type Ending =
  | 'exited'
  | 'signalled'
  | 'cpu-limit'
  | 'memory-limit'
  | 'output-limit'
  | 'process-limit'
  | 'disk-limit'
  | 'wall-limit';

export interface ExecResult {
  ending: Ending;
  /** Null unless `ending` is `exited`. */
  exitCode: number | null;
  stdout: Uint8Array;
  stderr: Uint8Array;
  /** Bytes dropped beyond `outputBytesMax`. */
  droppedBytes: number;
  cpuSeconds: number;
  wallSeconds: number;
  /** Peak resident memory where the driver can tell. */
  memoryBytesPeak: number | null;
}

/** A long-lived process: input can be written and output read while it runs. */
export interface SandboxProcess extends AsyncDisposable {
  write(bytes: Uint8Array): Promise<void>;
  closeStdin(): Promise<void>;
  /** Standard output as it comes. Iterate once. */
  readonly stdout: AsyncIterable<Uint8Array>;
  /** Standard error so far, capped. */
  stderr(): Uint8Array;
  /** Resolves when the process ended, with the same meaning as for `exec` (stdout empty here). */
  readonly result: Promise<ExecResult>;
  kill(): Promise<void>;
}

export interface Sandbox extends AsyncDisposable {
  readonly id: string;
  readonly runtime: RealisedRuntime;
  readonly limits: Limits;
  exec(command: Command): Promise<ExecResult>;
  start(command: Command): Promise<SandboxProcess>;
  /** Puts files under `/work`. Refuses `..`, absolute paths and links with an `InputFault`. */
  putFiles(files: readonly SandboxFile[], options?: { signal?: AbortSignal }): Promise<void>;
  /** Regular files below a path under `/work`, at most `bytesMax` together; links are not followed. */
  getFiles(path: string, options: { bytesMax: number; signal?: AbortSignal }): Promise<SandboxFile[]>;
}

export interface SandboxRequest {
  runtime: RuntimeRequirement;
  limits: Limits;
  signal?: AbortSignal;
}

/** One way of making sandboxes. `open` gives a fresh one, which nothing foreign has touched. */
export interface SandboxDriver extends AsyncDisposable {
  readonly name: 'docker' | 'bwrap' | 'embedded';
  /** Attacks this driver does not stop *as it runs here* (as root or not, with or without cgroups). */
  readonly weaknesses: readonly Weakness[];
  open(request: SandboxRequest): Promise<Sandbox>;
}
