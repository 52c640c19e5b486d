import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SandboxFault, type SandboxDriver } from '@touchstone/contracts';
import { labConformance } from '@touchstone/contracts/conformance';
import { createLab } from '../src/lab.ts';
import { MemoryMemo } from './memory-memo.ts';
import { createUnisolatedDriver } from './unisolated-driver.ts';

labConformance({
  name: 'over child processes without isolation',
  open: async () => {
    const driver = createUnisolatedDriver();
    const lab = createLab({ driver, memo: new MemoryMemo() });
    return { lab, runs: () => driver.opened, [Symbol.asyncDispose]: () => driver[Symbol.asyncDispose]() };
  },
});

const experiment = {
  runtime: { language: 'python', version: '>=3.11', packages: [] },
  files: [],
  argv: ['python3', '-c', 'pass'],
  repeat: 2,
} as const;

test('a fault of the sandbox is thrown and nothing is kept', async () => {
  const memo = new MemoryMemo();
  const driver: SandboxDriver = {
    name: 'bwrap',
    weaknesses: [],
    open: () => Promise.reject(new SandboxFault('gone', { code: 'gone', retryable: true })),
    [Symbol.asyncDispose]: async () => undefined,
  };
  const lab = createLab({ driver, memo });
  await assert.rejects(lab.observe({ ...experiment, runtime: { ...experiment.runtime, packages: [] } }), {
    code: 'gone',
  });
  assert.equal(memo.kept.size, 0);
});

test('an observation of one driver is not taken for one of another', async () => {
  const memo = new MemoryMemo();
  await using driver = createUnisolatedDriver();
  const { name: _, ...rest } = driver;
  const asked = { ...experiment, runtime: { ...experiment.runtime, packages: [] } };
  await createLab({ driver, memo }).observe(asked);
  await createLab({ driver: { ...rest, name: 'bwrap' }, memo }).observe(asked);
  assert.equal(memo.kept.size, 2);
});
