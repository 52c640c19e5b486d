/** Runs a registry's own client (npm, pip) on this machine, as the user has set it up. */
import { execFile } from 'node:child_process';
import { programMissing, unavailable } from './faults.ts';
import type { Pin } from './pins.ts';

/** What the client printed; its last error lines become the fault's message. */
export async function runClient(
  pin: Pin,
  program: string,
  argv: readonly string[],
  options: { cwd: string; signal: AbortSignal },
): Promise<{ stdout: string; failed: string | null }> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      argv,
      { cwd: options.cwd, signal: options.signal, maxBuffer: 16_000_000 },
      (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, failed: null });
        else if (error.code === 'ENOENT') reject(programMissing(pin, program, error));
        // Also when aborted: the caller, who holds the signal, tells the two apart.
        else if (error.killed === true || error.name === 'AbortError')
          reject(unavailable(pin, `${program} was stopped.`, error));
        else resolve({ stdout, failed: withoutCredentials(lastLines(stderr)) });
      },
    );
  });
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' ').slice(0, 600);
}

/** Users put passwords into registry addresses; a message must not repeat them. */
export function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/\s@]+@/g, '//…@');
}
