import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SandboxFault, type SandboxRequest } from '@touchstone/contracts';
import { createUnisolatedDriver } from '../test/unisolated-driver.ts';
import { someLimits } from '../test/some-limits.ts';
import { withPool } from './pool.ts';

const request: SandboxRequest = {
  runtime: { language: 'python', version: '*', packages: [] },
  limits: someLimits,
};

test('no sandbox is handed out twice, and the next one is opened ahead of time', async () => {
  const driver = createUnisolatedDriver();
  await using pool = withPool(driver, 2);
  const seen = new Set<string>();
  for (let count = 0; count < 5; count += 1) {
    await using sandbox = await pool.open(request);
    seen.add(sandbox.id);
  }
  assert.equal(seen.size, 5);
  assert.equal(driver.opened, 6, 'five used, one waiting');
});

test('never more sandboxes wait than the size says, whatever is asked for', async () => {
  const driver = createUnisolatedDriver();
  await using pool = withPool(driver, 2);
  for (let processesMax = 1; processesMax <= 6; processesMax += 1) {
    await using _sandbox = await pool.open({ ...request, limits: { ...someLimits, processesMax } });
  }
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(driver.opened - 6 <= 6);
  await pool[Symbol.asyncDispose]();
  assert.equal(driver.alive.size, 0);
});

test('a sandbox that cannot be opened ahead of time is opened when asked for, with its fault', async () => {
  const driver = createUnisolatedDriver();
  let broken = false;
  const pool = withPool(
    {
      name: driver.name,
      weaknesses: driver.weaknesses,
      [Symbol.asyncDispose]: () => driver[Symbol.asyncDispose](),
      open: async (wanted) => {
        if (broken) throw new SandboxFault('no more', { code: 'no-more', retryable: false });
        return driver.open(wanted);
      },
    },
    2,
  );
  await (await pool.open(request))[Symbol.asyncDispose]();
  broken = true;
  await (await pool.open(request))[Symbol.asyncDispose]();
  await assert.rejects(pool.open(request), { code: 'no-more' });
  await pool[Symbol.asyncDispose]();
});

test('disposing of the pool disposes of what waits in it', async () => {
  const driver = createUnisolatedDriver();
  const pool = withPool(driver, 3);
  await (await pool.open(request))[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
  assert.equal(driver.alive.size, 0);
});
