/** One process in a sandbox that does the work of some tools: a world server or a notebook kernel. */
import { readFileSync } from 'node:fs';
import type {
  BlobReader,
  Environment,
  JsonObject,
  RealisedRuntime,
  Rows,
  SandboxDriver,
  ToolResult,
} from '@touchstone/contracts';

export interface ToolBackend extends AsyncDisposable {
  readonly runtime: RealisedRuntime;
  /** Calls come one at a time. A `SandboxFault` when the session cannot go on. */
  call(tool: string, args: JsonObject): Promise<ToolResult>;
  snapshot(): Promise<Rows>;
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
