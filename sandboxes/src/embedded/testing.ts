/** What the tests of this folder share: a driver with a home of its own, and texts in and out. Imported by tests only. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command, ExecResult, Limits, Sandbox, SandboxDriver } from '@touchstone/contracts';
import { openEmbeddedDriver } from './driver.ts';

export const testLimits: Limits = {
  cpuSecondsMax: 20,
  wallSecondsMax: 120,
  memoryBytesMax: 128 * 1024 * 1024,
  processesMax: 8,
  diskBytesMax: 16 * 1024 * 1024,
  outputBytesMax: 256 * 1024,
};

export interface TestDriver extends AsyncDisposable {
  driver: SandboxDriver;
  home: string;
  open(limits?: Partial<Limits>): Promise<Sandbox>;
}

export async function openTestDriver(): Promise<TestDriver> {
  const home = await mkdtemp(path.join(tmpdir(), 'touchstone-embedded-home-'));
  const driver = await openEmbeddedDriver({ home, poolSize: 1 });
  return {
    driver,
    home,
    open: (limits = {}) =>
      driver.open({
        runtime: { language: 'python', version: '>=3.11', packages: [] },
        limits: { ...testLimits, ...limits },
      }),
    async [Symbol.asyncDispose]() {
      await driver[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** Runs `python3 -c source`. */
export function python(
  sandbox: Sandbox,
  source: string,
  command: Omit<Command, 'argv'> = {},
): Promise<ExecResult> {
  return sandbox.exec({ argv: ['python3', '-c', source], ...command });
}
