import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { Fault } from '@touchstone/contracts';
import { testHome } from '../../test/test-home.ts';
import { codePins } from '../sources/code-pins.ts';
import { nodeModulesFolder, nodePackages } from './node-modules.ts';

test('the lock file names no registry, and every package has its hash and no install script', () => {
  const text = readFileSync(new URL('./tape/package-lock.json', import.meta.url), 'utf8');
  assert.doesNotMatch(text, /"resolved"|https?:\/\/reg/);
  const { packages } = JSON.parse(text) as {
    packages: Record<string, { integrity?: string; hasInstallScript?: boolean; version: string }>;
  };
  for (const [name, { integrity, hasInstallScript }] of Object.entries(packages)) {
    if (name === '') continue;
    assert.match(integrity ?? '', /^sha512-/, name);
    assert.equal(hasInstallScript, undefined, name);
  }
  for (const [name, version] of Object.entries(nodePackages))
    assert.equal(packages[`node_modules/${name}`]?.version, version);
});

const installed = await nodeModulesFolder({ home: testHome }).catch((thrown: unknown) => {
  if (thrown instanceof Fault && process.env['CI'] !== 'true') return null;
  throw thrown;
});
const skip = installed === null ? 'npm cannot fetch the packages now' : false;

test('the folder holds no copy of a library that tasks are made of', { skip }, async () => {
  const modules = path.join(installed ?? '', 'node_modules');
  const sources = new Set(
    [...codePins.values()].filter((pin) => pin.registry === 'npm').map((pin) => pin.name),
  );
  const found = (await readdir(modules, { recursive: true, withFileTypes: true })).filter(
    (entry) =>
      entry.isDirectory() && path.basename(entry.parentPath) === 'node_modules' && sources.has(entry.name),
  );
  assert.deepEqual(
    found.map(({ name }) => name),
    ['object-inspect'],
  );
  const stand = path.join(modules, 'object-inspect');
  assert.deepEqual((await readdir(stand)).toSorted(), ['index.mjs', 'package.json']);
});

test('tape runs a test without its own command line and shows values', { skip }, () => {
  const program = `
    const test = require(${JSON.stringify(path.join(installed ?? '', 'node_modules', 'tape'))});
    test('adds', (t) => { t.equal(1 + 1, 2, 'two'); t.deepEqual({ a: [1] }, { a: [2] }, 'unlike'); t.end(); });`;
  let text = '';
  try {
    execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  } catch (thrown) {
    text = (thrown as { stdout: string }).stdout;
  }
  assert.match(text, /ok 1 two\nnot ok 2 unlike\n[^]*expected: \|-\n\s+\{ a: \[ 2 \] \}/);
});
