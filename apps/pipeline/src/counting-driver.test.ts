import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExecResult, SandboxDriver } from '@touchstone/contracts';
import { countingDriver } from './counting-driver.ts';

const result = { ending: 'exited', exitCode: 0, cpuSeconds: 0.25 } as ExecResult;

test('sandboxes opened and CPU seconds of commands and processes are counted, each driver for itself', async () => {
  let disposed = 0;
  const below = {
    name: 'bwrap',
    weaknesses: [],
    open: () =>
      Promise.resolve({
        exec: () => Promise.resolve(result),
        start: () => Promise.resolve({ result: Promise.resolve(result) }),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      }),
    [Symbol.asyncDispose]: () => {
      disposed++;
      return Promise.resolve();
    },
  } as unknown as SandboxDriver;
  const request = {} as Parameters<SandboxDriver['open']>[0];
  const one = countingDriver(below);
  const other = countingDriver(below);
  const sandbox = await one.open(request);
  await sandbox.exec({ argv: ['true'] });
  const process = await sandbox.start({ argv: ['true'] });
  await process.result;
  await one.open(request);
  assert.deepEqual(one.usage(), { sandboxRuns: 2, cpuSeconds: 0.5 });
  assert.deepEqual(other.usage(), { sandboxRuns: 0, cpuSeconds: 0 });
  await one[Symbol.asyncDispose]();
  assert.equal(disposed, 0, 'the shared driver lives on');
});
