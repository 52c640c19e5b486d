/** What `orphans.test.ts` does for each driver: kill the owner, look for what is left. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DriverName } from '../src/open.ts';
import { testHome } from './test-home.ts';

/** Patience only: nothing is asserted about how long it takes. */
const patienceMs = 60_000;

/** Starts an owner with a sandbox, kills it with SIGKILL, and waits until none of what it started is left. */
export async function killOwner(name: DriverName): Promise<void> {
  const mark = `touchstone-orphan-${randomBytes(8).toString('hex')}`;
  const script = new URL('./orphan-owner.ts', import.meta.url).pathname;
  const owner = spawn(process.execPath, [script, name, testHome, mark], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(owner, 'exit');
  await Promise.race([once(owner.stdout, 'data'), gone]);
  assert.equal(owner.exitCode, null, 'the owner came up');
  assert.ok((await marked(mark)).length > 1, 'the program in the sandbox runs');
  owner.kill('SIGKILL');
  await gone;
  await until(async () => (await marked(mark)).length === 0, 'processes of the dead owner are still there');
}

export async function until(condition: () => Promise<boolean>, complaint: string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > deadline) assert.fail(complaint);
    await sleep(50);
  }
}

async function marked(mark: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (commandLine.includes(mark) && !commandLine.includes('orphan-owner')) found.push(pid);
  }
  return found;
}
