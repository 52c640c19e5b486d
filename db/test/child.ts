/** Child processes of tests: one line at a time from their output, killed when the test ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

export interface Child {
  process: ChildProcess;
  /** The next line that satisfies; rejects when the output ends before. */
  line(wanted: (line: string) => boolean): Promise<string>;
  /** Every line so far. */
  lines: string[];
  kill(): Promise<void>;
  /** Closes its input and waits for its end; returns the exit code. */
  finish(): Promise<number | null>;
}

export function startChild(t: TestContext, script: URL, argv: readonly string[]): Child {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', fileURLToPath(script), ...argv],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'close') as Promise<[number | null]>;
  const lines: string[] = [];
  let wake = Promise.withResolvers<boolean>();
  createInterface({ input: child.stdout })
    .on('line', (line) => {
      lines.push(line);
      wake.resolve(true);
      wake = Promise.withResolvers();
    })
    .on('close', () => wake.resolve(false));
  t.after(() => child.kill('SIGKILL'));
  return {
    process: child,
    lines,
    line: async (wanted) => {
      for (let index = 0; ; index += 1) {
        while (index >= lines.length) if (!(await wake.promise)) throw new Error('the child ended');
        const line = lines[index];
        if (line !== undefined && wanted(line)) return line;
      }
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    finish: async () => {
      child.stdin.end();
      return (await ended)[0];
    },
  };
}
