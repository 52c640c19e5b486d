import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeArguments } from './node-flags.ts';

test('ordinary command lines pass as they are', () => {
  for (const line of [
    ['test/a.js', '--permission'],
    ['-e', 'require("x")', 'argument'],
    ['--input-type=module', '-p', '1'],
    ['--', '--x'],
    ['-'],
    [],
  ])
    assert.deepEqual(nodeArguments('node', line), line);
  assert.deepEqual(nodeArguments('tape', ['test/*.js']), ['/tools/tape', 'test/*.js']);
});

test('tests run in one process', () => {
  assert.deepEqual(nodeArguments('node', ['--test', '--test-isolation=process', 'a.js']), [
    '--test',
    '--test-isolation=none',
    'a.js',
  ]);
});

test('an option that could open a door is refused, also behind harmless ones', () => {
  for (const option of [
    '--allow-fs-read=*',
    '--allow-child-process',
    '--allow-worker',
    '--allow-addons',
    '--experimental-sqlite',
    '--no-permission',
    '--inspect',
    '--env-file=x',
    '--expose-internals',
    '--max-old-space-size=9000',
    '--snapshot-blob=x',
    '--testing',
  ])
    for (const before of [['--no-warnings'], ['-e', '1']])
      assert.ok('refused' in nodeArguments('node', [...before, option, 'a.js']), option);
});
