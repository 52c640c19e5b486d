/** What does the work of some tools: a world server, a notebook kernel, a repository in a sandbox, a web. */
import { readFileSync } from 'node:fs';
import type {
  BlobReader,
  Environment,
  JsonObject,
  RealisedRuntime,
  Rows,
  SandboxDriver,
  SandboxFile,
  ToolResult,
} from '@touchstone/contracts';

export interface ToolBackend extends AsyncDisposable {
  readonly runtime: RealisedRuntime;
  /** Calls come one at a time. A `SandboxFault` when the session cannot go on. */
  call(tool: string, args: JsonObject): Promise<ToolResult>;
  snapshot(): Promise<Rows>;
  /** The tree as it is now; absent where the tools reach no files. */
  files?(): Promise<SandboxFile[]>;
  reset(): Promise<void>;
}

export interface BackendParts {
  driver: SandboxDriver;
  blobs: BlobReader;
  environment: Environment;
  signal?: AbortSignal;
}

/** A program for a sandbox that speaks JSON lines: `channel.py`, then the program itself. */
export function withChannel(program: URL): string {
  return `${readFileSync(new URL('./channel.py', import.meta.url), 'utf8')}\n\n${readFileSync(program, 'utf8')}`;
}
