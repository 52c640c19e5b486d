import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Control, TestsVerifier } from './run-plan.ts';
import { fileOf, planRuns } from './run-plan.ts';

const text =
  'def test_a():\n    assert f(1) == 2\n\ndef test_b():\n    assert f(3) == 4\n\ndef test_c():\n    assert f(5) == 6\n';
const hidden = new Map([['t/test_x.py', Buffer.from(text)]]);
const id = (name: string) => `t/test_x.py::test_${name}`;

function control(name: string, literal: string, replacement: string): Control {
  const start = text.indexOf(`== ${literal}`) + 3;
  return { test: id(name), path: 't/test_x.py', start, end: start + literal.length, replacement };
}

function verifier(controls: Control[]): TestsVerifier {
  return {
    executor: 'tests',
    version: 1,
    runner: 'pytest',
    files: [],
    failToPass: [id('a'), id('b')],
    passToPass: [id('c')],
    controls,
    differential: null,
  };
}

const controls = [control('a', '2', '22'), control('b', '4', '5'), control('c', '6', '7')];

test('every control fails in exactly one of two runs, and its literal is changed in that run alone', () => {
  fc.assert(
    fc.property(fc.string(), (secret) => {
      const runs = planRuns(verifier(controls), hidden, secret);
      for (const { test: name, start, end, replacement } of controls) {
        const changed = text.slice(0, start) + replacement + text.slice(end);
        const line = changed.split('\n').find((candidate) => !text.split('\n').includes(candidate)) as string;
        const where = runs.map(({ mustFail }) => mustFail.has(name));
        assert.deepEqual(where.toSorted(), [false, true]);
        for (const [index, run] of runs.entries())
          assert.equal(run.hidden.get('t/test_x.py')?.toString().includes(line), where[index]);
      }
    }),
  );
});

test('tests that must begin to pass have a control in each run wherever two have one', () => {
  fc.assert(
    fc.property(fc.string(), (secret) => {
      for (const { mustFail } of planRuns(verifier(controls), hidden, secret))
        assert.ok(mustFail.has(id('a')) || mustFail.has(id('b')));
    }),
  );
});

test('both runs report under the same keys with other nonces, and another secret gives others', () => {
  const [a, b] = planRuns(verifier(controls), hidden, 'one');
  assert.deepEqual([...a.keys], [...b.keys]);
  assert.notEqual(a.nonce, b.nonce);
  assert.notDeepEqual([...a.keys], [...planRuns(verifier(controls), hidden, 'two')[0].keys]);
  assert.deepEqual(planRuns(verifier(controls), hidden, 'one'), [a, b]);
});

test('tests that share a literal fail in the same run', () => {
  const shared = { ...control('a', '2', '9'), test: id('b') };
  for (const secret of ['1', '2', '3', '4'])
    for (const { mustFail } of planRuns(
      verifier([control('a', '2', '9'), shared, control('c', '6', '7')]),
      hidden,
      secret,
    ))
      assert.equal(mustFail.has(id('a')), mustFail.has(id('b')));
});

test('a control that changes nothing, leads out of the file or into no file is a fault of the task', () => {
  const [first] = controls as [Control];
  const bad = [
    { ...first, replacement: '2' },
    { ...first, end: 10_000 },
    { ...first, path: 'elsewhere.py' },
  ];
  for (const misfit of bad)
    assert.throws(() => planRuns(verifier([misfit]), hidden, 's'), {
      code: 'control-misfit',
      boundary: 'verifier',
    });
});

test('the file of a test is what stands before the first mark', () => {
  assert.equal(fileOf('tests/test_x.py::TestC::test_m[a > b::c]'), 'tests/test_x.py');
  assert.equal(fileOf('test/x.js > a::b > c'), 'test/x.js');
});
