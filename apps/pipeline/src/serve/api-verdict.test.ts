import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '@touchstone/contracts';
import { apiVerdictSchema } from '@touchstone/contracts/api';
import { apiVerdict } from './api-verdict.ts';

const verifier = { executor: 'function', version: 1 };

test('a check says whether it was met and nothing of what was expected', () => {
  const checks = [{ id: 'total', met: false, detail: 'expected 42, got 41' }];
  const verdict: Verdict = {
    outcome: 'rejected',
    reward: 0.5,
    masked: false,
    reason: 'total',
    checks,
    verifier,
  };
  const told = apiVerdictSchema.parse(apiVerdict(verdict));
  assert.deepEqual(told.checks, [{ id: 'total', met: false }]);
  assert.ok(!JSON.stringify(told).includes('42'));
  assert.equal(told.reward, 0.5);
});

test('an abstention has no number, and what a broken verifier printed stays here', () => {
  const fault = { code: 'verifier-runner', boundary: 'verifier' as const, message: 'Traceback: expected 42' };
  const told = apiVerdictSchema.parse(
    apiVerdict({ outcome: 'abstained', reward: null, masked: true, fault, verifier }),
  );
  assert.deepEqual([told.reward, told.masked], [null, true]);
  assert.ok(!JSON.stringify(told).includes('42'));
});

test('what comes again whenever it is tried is not called retryable', () => {
  const of = (code: string, boundary: 'sandbox' | 'verifier' | 'database') =>
    apiVerdict({
      outcome: 'abstained',
      reward: null,
      masked: true,
      fault: { code, boundary, message: '' },
      verifier,
    }).fault?.retryable;
  assert.equal(of('sandbox-died', 'sandbox'), true);
  assert.equal(of('database-lost', 'database'), true);
  assert.equal(of('verifier-version', 'verifier'), false);
});
