/**
 * The Python client over a real export of a few drafts: its own tests, all of them by the oldest Python from 3.11 that is
 * here, and by the others those that do not judge every task again.
 */
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

  const quick = ['test_client', 'test_trl', 'test_documents'];
  for (const [place, [number, python]] of [...pythons].entries())
    test(`its tests pass on Python ${number}`, async () => {
      const modules = place === 0 ? [...quick, 'test_folder'] : quick;
      const { code, said } = await runTests(python, modules, {
        TOUCHSTONE_TEST_EXPORT: out,
        TOUCHSTONE_TEST_PACKAGES: packages,
      });
      assert.equal(code, 0, said);
      assert.match(said, /Ran [1-9]\d+ tests/);
    });
});
