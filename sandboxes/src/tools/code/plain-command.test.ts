import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainCommand } from './plain-command.ts';

test('words and quotes are taken as a shell would', () => {
  assert.deepEqual(plainCommand(` python3 -c "print(\\"a b\\", 'c')" '$HOME' a\\ b x'y'"z" `), [
    'python3',
    '-c',
    `print("a b", 'c')`,
    '$HOME',
    'a b',
    'xyz',
  ]);
  assert.deepEqual(plainCommand('pytest -q tests/test_a.py::test_b'), [
    ...['python3', '-m', 'pytest', '-q', 'tests/test_a.py::test_b'],
  ]);
});

test('what needs a shell is refused and says what works', () => {
  for (const line of [
    ...['ls', '', 'python3 a.py | head', 'python3 a.py > x', 'A=1 python3 a.py', 'node $X', 'node "$X"'],
    ...['node a.js && node b.js', 'node *.js', 'node `x`', "node 'open"],
  ]) {
    const refused = plainCommand(line);
    assert.ok('refused' in refused && refused.refused.includes('python3'), line);
  }
});
