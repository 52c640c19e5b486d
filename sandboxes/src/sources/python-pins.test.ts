import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codePins } from './code-pins.ts';
import { installedWith, pythonPins } from './python-pins.ts';

test('a package comes with what it imports, and every pinned one is in a set', () => {
  assert.deepEqual(installedWith(['sympy']), ['mpmath', 'sympy']);
  assert.ok(['pluggy', 'iniconfig', 'pygments'].every((name) => installedWith(['pytest']).includes(name)));
  assert.deepEqual(installedWith([...pythonPins.keys()]), [...pythonPins.keys()].toSorted());
});

test('no package of the sandboxes is a library that tasks are made of', () => {
  const sources = new Set([...codePins.values()].map(({ registry, name }) => `${registry}:${name}`));
  assert.deepEqual(
    [...pythonPins.keys()].filter((name) => sources.has(`pypi:${name}`)),
    [],
  );
});
