/** Runs `touchstone` as a person does, in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command with its output so far; `done` resolves when it ended. */
export function startCommand(
  args: readonly string[],
  { env = {}, cwd = root }: { env?: Record<string, string>; cwd?: string } = {},
): { child: ChildProcess; output: () => Ran; done: Promise<Ran> } {
  const { DATABASE_URL: _, TOUCHSTONE_SALT_KEY: __, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', `${root}/apps/cli/src/main.ts`, ...args],
    { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ran: Ran = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (ran.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (ran.stderr += data.toString()));
  const done = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(Object.assign(ran, { code })));
  });
  return { child, output: () => ran, done };
}

export function runCommand(
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Ran> {
  return startCommand(args, options).done;
}
