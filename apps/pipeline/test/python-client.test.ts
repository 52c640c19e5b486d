/** The Python client over a real export of a few drafts: its own tests, run by every Python from 3.11 that is here. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pythonPackages, pythonPackagesFolder } from '@touchstone/sandboxes';
import { readConfig } from '../src/config.ts';
import { exportFewDrafts } from './support/few-drafts.ts';
import { pythons, runTests } from './support/run-python.ts';

const skip = pythons.size === 0 && 'NOT RUN: no Python 3.11 or newer was found on this machine';

describe('touchstone_rl over an exported folder', { skip }, () => {
  let out: string;
  let packages: string;

  before(async () => {
    packages = await pythonPackagesFolder(Object.keys(pythonPackages), { home: readConfig().home });
    out = join(await mkdtemp(join(tmpdir(), 'touchstone-python-')), 'export');
    await exportFewDrafts(out, 2);
  });
  after(() => rm(join(out, '..'), { recursive: true, force: true }));

  for (const [number, python] of pythons)
    test(`its tests pass on Python ${number}`, async () => {
      const { code, said } = await runTests(python, ['test_client', 'test_folder', 'test_trl'], {
        TOUCHSTONE_TEST_EXPORT: out,
        TOUCHSTONE_TEST_PACKAGES: packages,
      });
      assert.equal(code, 0, said);
      assert.match(said, /Ran [1-9]\d+ tests/);
    });
});
