/**
 * The `AttemptRunner` port: a program works where an agent would work. The program is in one sandbox, the tools are in
 * another, and this process carries every call between them, so the record of calls is what was really executed.
 * Does not know what a right answer is.
 */
import {
  type AttemptOptions,
  type AttemptResult,
  type AttemptRunner,
  type BlobReader,
  type Environment,
  type Program,
  type SandboxDriver,
  type ToolHost,
} from '@touchstone/contracts';
import { attemptAsProcess } from './as-process.ts';
import { attemptAsCells } from './as-cells.ts';

export interface AttemptParts {
  driver: SandboxDriver;
  toolHost: ToolHost;
  blobs: BlobReader;
}

export function createAttemptRunner(parts: AttemptParts): AttemptRunner {
  return {
    attempt(environment: Environment, program: Program, options: AttemptOptions): Promise<AttemptResult> {
      return options.through === 'python-tool'
        ? attemptAsCells(parts, environment, program, options)
        : attemptAsProcess(parts, environment, program, options);
    },
  };
}
