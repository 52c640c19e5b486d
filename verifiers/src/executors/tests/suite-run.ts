/** What came of one run of a suite, as the programs that run it reported. Says nothing about whether that is good. */
import { SandboxFault, type Ending, type ExecResult } from '@touchstone/contracts';

export type TestOutcome = 'passed' | 'failed' | 'skipped' | 'expected-failure' | 'missing';

export interface TestResult {
  test: string;
  outcome: TestOutcome;
}

/** A limit that a run met, or that it was killed. */
export type Failure = Exclude<Ending, 'exited' | 'signalled' | 'wall-limit'> | 'crash';

/** Why a run did not come to its end: `left` means that the process ended itself, which no limit or accident does. */
export type Stop = { how: 'left' } | { how: 'failed'; failure: Failure };

export interface SuiteRun {
  /** In the order reported; a test may be told twice, and that is for the judge to see. */
  results: TestResult[];
  /** Test files that could not be loaded. */
  notLoaded: string[];
  stop: Stop | null;
}

/** Null for a process that came to its own end. Throws a `SandboxFault` for the wall-clock backstop, which is ours. */
export function stopOf({ ending }: ExecResult, wallSecondsMax: number): Stop | null {
  if (ending === 'exited') return null;
  if (ending === 'wall-limit') {
    throw new SandboxFault(`The run did not end within ${wallSecondsMax} seconds of wall clock.`, {
      code: 'wall-limit',
      retryable: true,
      hint: 'The machine may be overloaded, or the code waits for what never comes.',
    });
  }
  return { how: 'failed', failure: ending === 'signalled' ? 'crash' : ending };
}

/** JSON values of the lines that are JSON objects; whatever else was printed is nobody's report. */
export function objectsIn(stdout: Uint8Array): Record<string, unknown>[] {
  return Buffer.from(stdout)
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      if (!line.startsWith('{')) return [];
      try {
        const value: unknown = JSON.parse(line);
        return isObject(value) ? [value] : [];
      } catch {
        return [];
      }
    });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
