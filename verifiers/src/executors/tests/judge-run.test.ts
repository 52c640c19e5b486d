import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeRun } from './judge-run.ts';
import type { RunPlan, TestsVerifier } from './run-plan.ts';
import type { SuiteRun, TestOutcome } from './suite-run.ts';

const verifier: TestsVerifier = {
  executor: 'tests',
  version: 1,
  runner: 'node-test',
  files: [],
  failToPass: ['x.js > mended'],
  passToPass: ['x.js > whole', 'x.js > changed'],
  controls: [],
  differential: null,
};
const plan: RunPlan = {
  nonce: '',
  keys: new Map([...verifier.failToPass, ...verifier.passToPass].map((name) => [name, name])),
  testFiles: ['x.js'],
  hidden: new Map(),
  mustFail: new Set(['x.js > changed']),
};
const right = { mended: 'passed', whole: 'passed', changed: 'failed' } as const;

function run(outcomes: Record<string, TestOutcome>, more: Partial<SuiteRun> = {}): SuiteRun {
  const results = Object.entries(outcomes).map(([name, outcome]) => ({ test: `x.js > ${name}`, outcome }));
  return { results, notLoaded: [], stop: null, ...more };
}

function said(suiteRun: SuiteRun | null): string {
  const judgement = judgeRun(verifier, plan, suiteRun);
  if (judgement.outcome === 'found') return judgement.finding.reason;
  return judgement.outcome === 'stopped' ? `stopped: ${judgement.failure}` : 'passed';
}

test('what passes is exactly: every unchanged test passed once, every changed one failed once', () => {
  assert.equal(said(run(right)), 'passed');
  assert.equal(said(run({ ...right, changed: 'passed' })), 'control-passed');
  assert.equal(said(run({ ...right, mended: 'failed' })), 'fail-to-pass');
  assert.equal(said(run({ ...right, whole: 'failed' })), 'pass-to-pass');
});

test('a test that was skipped, expected to fail, left out, told twice or invented is not a passed one', () => {
  const { mended: _, ...without } = right;
  assert.equal(said(run(without)), 'test-missing');
  assert.equal(said(run({ ...right, mended: 'skipped' })), 'test-missing');
  assert.equal(said(run({ ...right, changed: 'expected-failure' })), 'test-missing');
  assert.equal(said(run({ ...right, invented: 'passed' })), 'test-repeated');
  const twice = run(right);
  assert.equal(
    said({ ...twice, results: [...twice.results, ...twice.results.slice(0, 1)] }),
    'test-repeated',
  );
});

test('a file that does not load is the one reason, whatever failed besides', () => {
  assert.equal(
    said(run({ mended: 'failed', whole: 'failed' }, { notLoaded: ['x.js', 'x.js'] })),
    'does-not-load',
  );
});

test('a limit is open while nothing is wrong yet, and does not hide what is', () => {
  const stop = { how: 'failed', failure: 'cpu-limit' } as const;
  assert.equal(said(run({ whole: 'passed' }, { stop })), 'stopped: cpu-limit');
  assert.equal(said(run({ mended: 'failed' }, { stop })), 'fail-to-pass');
  assert.equal(said(run({ whole: 'passed' }, { stop: { how: 'left' } })), 'ends-early');
  assert.equal(said(null), 'leaves-files');
});

test('which tests are controls is not told', () => {
  const judgement = judgeRun(verifier, plan, run({ ...right, changed: 'passed' }));
  assert.ok(judgement.outcome === 'found' && !judgement.finding.detail.includes('changed:'));
  assert.ok(judgement.outcome === 'found' && !judgement.finding.detail.includes('x.js'));
});
