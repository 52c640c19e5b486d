import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meets, realise } from './runtimes.ts';

test('versions are compared number by number, not as text', () => {
  assert.ok(meets('3.11.2', '>=3.11'));
  assert.ok(meets('3.14', '>= 3.9'));
  assert.ok(!meets('3.9.18', '>=3.11'));
  assert.ok(meets('26.10.0', '*'));
  assert.ok(!meets('3.11', '>=3.11.1'));
  assert.ok(!meets('3.11', '==3.11'), 'a bound that is not understood is not met');
});

test('what meets a requirement names only the packages asked for', () => {
  const runtimes = {
    languages: { python: 'CPython 3.11.2' },
    packages: { python: { sympy: '1.14.0', mpmath: '1.3.0' } },
    imageHash: 'a'.repeat(64),
  };
  const requirement = { language: 'python' as const, version: '>=3.11', packages: ['sympy'] };
  assert.deepEqual(realise('bwrap', runtimes, requirement), {
    driver: 'bwrap',
    runtime: 'CPython 3.11.2',
    packages: { sympy: '1.14.0' },
    imageHash: 'a'.repeat(64),
  });
  assert.throws(() => realise('bwrap', runtimes, { ...requirement, language: 'node' }), /does not run node/);
  assert.throws(() => realise('bwrap', runtimes, { ...requirement, packages: ['numpy'] }), /package numpy/);
});
