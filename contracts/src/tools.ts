/**
 * The ports through which an environment's tools are reached. What an agent, a trainer, a reference program and a
 * third-party MCP client see is one and the same list of tools.
 */
import type { BlobReader } from './blob.ts';
import type { Environment, Tool } from './environment.ts';
import type { Json, JsonObject } from './json.ts';
import type { Ending, RealisedRuntime, SandboxDriver, SandboxFile } from './sandbox.ts';
import type { ToolCall } from './submission.ts';
import type { Program } from './task.ts';

export interface ToolResult {
  /** What the agent reads: JSON text for world tools, cell output for `python`. */
  text: string;
  /** An expected failure of the call (unknown id, refused by a rule, a raised exception); the session goes on. */
  isError: boolean;
}

/** Rows of a world's tables, in primary-key order. */
export type Rows = { [table: string]: JsonObject[] };

/** The tools of one environment, alive: state is kept from call to call. */
export interface ToolSession extends AsyncDisposable {
  readonly tools: readonly Tool[];
  readonly runtime: RealisedRuntime;
  call(call: ToolCall, options?: { signal?: AbortSignal }): Promise<ToolResult>;
  /** Calls so far, in order, as the host saw them. */
  readonly log: readonly ToolCall[];
  /** The world's rows now. Host only; no tool reaches it. `InputFault` without a world. */
  snapshot(): Promise<Rows>;
  /** The environment's files as they are now. Host only. `InputFault` where no tool reaches files. */
  files(): Promise<SandboxFile[]>;
  /** Back to the first state, log emptied. Host only. */
  reset(): Promise<void>;
}

export interface ToolSessionOptions {
  /** Documents of the offline web that this session shall not find: for showing that a task needs its evidence. */
  withoutDocuments?: readonly string[];
  signal?: AbortSignal;
}

export interface ToolHost {
  open(environment: Environment, options?: ToolSessionOptions): Promise<ToolSession>;
}

/** How a program's attempt ended; a fault of the sandbox is thrown instead. */
export type AttemptResult =
  | {
      outcome: 'answered';
      answer: Json;
      calls: ToolCall[];
      toolCalls: number;
      cpuSeconds: number;
      runtime: RealisedRuntime;
    }
  | {
      outcome: 'crashed';
      message: string;
      ending: Ending;
      calls: ToolCall[];
      toolCalls: number;
      cpuSeconds: number;
      runtime: RealisedRuntime;
    };

export interface AttemptOptions {
  /** `none`: every tool call fails, and the files are absent. */
  access: 'full' | 'none';
  /** Run the program as cells of the `python` tool instead of as a process, where the environment has that tool. */
  through?: 'process' | 'python-tool';
  /** As in `ToolSessionOptions`. */
  withoutDocuments?: readonly string[];
  signal?: AbortSignal;
}

/** Runs programs where an agent would work: tools in one sandbox, the program in another, this process between them. */
export interface AttemptRunner {
  attempt(environment: Environment, program: Program, options: AttemptOptions): Promise<AttemptResult>;
}

/** What verification and certification need from outside. */
export interface VerifyPorts {
  /** Every port below opens its sandboxes through this driver, so that `usage` counts them all. */
  driver: SandboxDriver;
  toolHost: ToolHost;
  attempts: AttemptRunner;
  blobs: BlobReader;
  /** Sandboxes opened and CPU seconds used in them so far, by these ports. */
  usage(): { sandboxRuns: number; cpuSeconds: number };
  signal?: AbortSignal;
}
