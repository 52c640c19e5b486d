/** The attacks against a driver that isolates nothing: one that fails here would prove nothing elsewhere. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { sandboxAttacks, type SandboxAttackId } from '@touchstone/contracts/conformance';
import { createUnisolatedDriver } from './unisolated-driver.ts';

/** Those that harm nothing where nothing stops them. */
const harmless: readonly SandboxAttackId[] = [
  'network',
  'unix-socket',
  'abstract-socket',
  'host-files-read',
  'host-files-write',
  'environment',
  'other-sandbox',
  // Where these tests run under a filter of system calls themselves, nothing can be shown.
  ...(isFiltered() ? [] : ['kernel-interfaces' as const]),
];

const skip = spawnSync('python3', ['--version']).status === 0 ? false : 'there is no python3 here';

describe('attacks on a driver that isolates nothing', { skip }, () => {
  for (const attack of sandboxAttacks.filter(({ id }) => (harmless as readonly string[]).includes(id))) {
    test(`${attack.id} succeeds`, async () => {
      await using driver = createUnisolatedDriver();
      const { stopped, detail } = await attack.attempt(driver);
      assert.equal(stopped, false, detail);
    });
  }
});

function isFiltered(): boolean {
  return !/^Seccomp:\s+0$/m.test(readFileSync('/proc/self/status', 'utf8'));
}
