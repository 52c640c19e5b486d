import assert from 'node:assert/strict';
import { test } from 'node:test';
import { javascriptToolchain } from '../toolchains/javascript/toolchain.ts';
import { pythonToolchain } from '../toolchains/python/toolchain.ts';
import { ungivenDemands } from './demands.ts';

const throwing = `
var test = require('tape');
test('throws error when parameter limit exceeded', function (t) {
  t['throws'](
    function () { qs.parse('a=1&b=2', { parameterLimit: 1, throwOnLimitExceeded: true }); },
    new RangeError('Parameter limit exceeded. Only 1 parameter allowed.'),
    'throws when there are more than allowed'
  );
  t.end();
});
`;
const id =
  'test/parse.js > throws error when parameter limit exceeded > #1 throws when there are more than allowed';
const old = 'qs.parse(str, { parameterLimit: 1000 }) RangeError';

test('an option and a sentence that only the tests know are demands that nothing gives', async () => {
  const hidden = new Map([['test/parse.js', throwing]]);
  const report = 'add throwOnParameterLimitExceeded option';
  const demands = await ungivenDemands([id], hidden, [report, old], javascriptToolchain, 'javascript');
  assert.deepEqual(
    demands.map(({ kind, text }) => [kind, text]),
    [
      ['name', 'throwOnLimitExceeded'],
      ['sentence', 'Parameter limit exceeded. Only 1 parameter allowed.'],
    ],
  );
});

test('what the report names is no demand left open', async () => {
  const hidden = new Map([['test/parse.js', throwing]]);
  const report =
    'With throwOnLimitExceeded it should throw RangeError: "Parameter limit exceeded. Only 1 parameter allowed."';
  assert.deepEqual(await ungivenDemands([id], hidden, [report, old], javascriptToolchain, 'javascript'), []);
});

test('a private attribute of the later release is a demand, names of the test itself are none', async () => {
  const hidden = new Map([
    [
      'tests/test_more.py',
      'def test_locking(self):\n    wrapped = serialize(gen())\n    self.assertTrue(wrapped._lock.locked())\n',
    ],
  ]);
  const given = ['serialize wraps an iterator with a lock; gen', 'def locked(): pass'];
  const demands = await ungivenDemands(
    ['tests/test_more.py::test_locking'],
    hidden,
    given,
    pythonToolchain,
    'python',
  );
  assert.deepEqual(
    demands.map(({ text }) => text),
    ['_lock'],
  );
});
