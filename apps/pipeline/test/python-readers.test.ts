/** The Python client in the trainers' own packages: verifiers' commands, two steps of TRL's GRPO. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readerPython } from './readers/reader-python.ts';
import { exportFewDrafts } from './support/few-drafts.ts';
import { runTests } from './support/run-python.ts';

/** By the package that they need. */
const modules = { verifiers: ['test_verifiers'], trl: ['test_trl', 'test_grpo'] };
const readers = Object.entries(modules).map(([name, tests]) => ({ name, tests, ...readerPython(name) }));
const skip =
  readers.every(({ python }) => python === null) && 'NOT RUN: neither verifiers nor trl is installed here';

describe('touchstone_rl in the packages of trainers', { skip }, () => {
  let out: string;

  before(async () => {
    out = join(await mkdtemp(join(tmpdir(), 'touchstone-readers-')), 'export');
    await exportFewDrafts(out, 2);
  });
  after(() => rm(join(out, '..'), { recursive: true, force: true }));

  for (const { name, tests, python, skip: missing } of readers)
    test(`its tests pass in ${name}`, { skip: missing }, async () => {
      const { code, said } = await runTests(python ?? '', tests, { TOUCHSTONE_TEST_EXPORT: out });
      assert.equal(code, 0, said);
      assert.doesNotMatch(said, /skipped/);
    });
});
