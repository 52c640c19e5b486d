import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayChange } from './submitted-tree.ts';

test('only changes below the folders and of the files named count', () => {
  const allowed = ['src/', 'index.js'];
  for (const path of ['src/a.py', 'src/deep/b.js', 'index.js']) assert.ok(mayChange(path, allowed), path);
  for (const path of ['index.jsx', 'srcs/a.py', 'tests/test_a.py', 'src'])
    assert.ok(!mayChange(path, allowed), path);
});

test('what steers runners and interpreters never counts, save a configuration that the task itself names', () => {
  const allowed = ['src/', 'package.json', 'conftest.py'];
  const steering = [
    'conftest.py',
    'setup.cfg',
    'sitecustomize.py',
    'x.pth',
    'package.json',
    'node_modules/tape/index.js',
    '__pycache__/a.pyc',
  ];
  for (const name of steering) assert.ok(!mayChange(`src/${name}`, allowed), name);
  assert.ok(mayChange('package.json', allowed));
  assert.ok(!mayChange('conftest.py', allowed));
});
