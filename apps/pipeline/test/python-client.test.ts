/** The Python client over a real export of a few drafts: its own tests, run by every Python from 3.11 that is here. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pythonPackages, pythonPackagesFolder } from '@touchstone/sandboxes';
import { readConfig } from '../src/config.ts';
import { exportFewDrafts } from './support/few-drafts.ts';

const client = fileURLToPath(new URL('../../python/', import.meta.url));
const version = 'import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))';
/** By version, the oldest first: what is called so, and what pyenv keeps. */
const pythons = new Map(
  ['/usr/bin/python3', 'python3', 'python3.11', 'python3.12', 'python3.13', 'python3.14']
    .concat(globSync(join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions/*/bin/python3')))
    .flatMap((name) => {
      const { status, stdout } = spawnSync(name, ['-c', version], { encoding: 'utf8' });
      return status === 0 ? [[stdout.trim(), name] as const] : [];
    })
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })),
);
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
      const { code, said } = await run(python, ['-B', '-m', 'unittest', 'discover', '-s', 'tests'], {
        TOUCHSTONE_TEST_EXPORT: out,
        TOUCHSTONE_TEST_PACKAGES: packages,
      });
      assert.equal(code, 0, said);
      assert.match(said, /Ran [1-9]\d* tests/);
      console.log(`Python ${number}: ${said.trim().split('\n').slice(-1)[0]}`);
    });
});

async function run(python: string, args: string[], variables: Record<string, string>) {
  const child = spawn(python, args, {
    cwd: client,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PYTHONPATH: 'src', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, said };
}
