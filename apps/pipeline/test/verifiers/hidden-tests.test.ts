/**
 * The verifier `tests` on the drivers that work here, over a small repository made by hand in three forms: what is right is
 * accepted, every forgery is turned away, what runs away is attributed.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { SandboxDriver, Submission, Verdict } from '@touchstone/contracts';
import { allForgeries, byLuck, verify } from '@touchstone/verifiers';
import { driverOrReason } from '../support/driver-or-reason.ts';
import { treePortsOver } from '../support/verify-ports.ts';
import { exitCodeAccepts } from './orders/exit-code-grader.ts';
import { allOrders, changeOf, ordersDraft, type Orders } from './orders/orders-draft.ts';
import { pythonOrders } from './orders/python-orders.ts';

const nothing: Submission = { kind: 'tree', patch: '' };

const summary = (verdict: Verdict) =>
  verdict.outcome === 'rejected' ? `rejected: ${verdict.reason}` : verdict.outcome;

for (const name of ['bwrap', 'embedded'] as const) {
  for (const orders of allOrders) {
    const { environment } = ordersDraft(orders, { differential: false }).task;
    const driver = await driverOrReason(name, [environment]);
    describe(`${orders.runner} on ${name}`, { skip: typeof driver === 'string' ? driver : false }, () => {
      if (typeof driver === 'string') return;
      after(() => driver[Symbol.asyncDispose]());
      honest(orders, driver);
      if (name === 'bwrap') forgeries(orders, driver);
      if (name === 'bwrap' && orders === pythonOrders) runaways(driver);
    });
  }
}

function honest(orders: Orders, driver: SandboxDriver): void {
  const draft = ordersDraft(orders, { differential: true });
  const tests = ordersDraft(orders, { differential: false });
  const judge = (submission: Submission, of = draft) =>
    verify(of.task, of.secret, submission, treePortsOver(of, driver));

  test('the reference and another right change are accepted, in one sandbox each', async () => {
    const ports = treePortsOver(draft, driver);
    const { reference, trials } = draft.secret;
    assert.ok('submission' in reference);
    for (const submission of [reference.submission, ...trials.right]) {
      const verdict = await verify(draft.task, draft.secret, submission, ports);
      assert.equal(summary(verdict), 'accepted', JSON.stringify(verdict));
      assert.deepEqual('checks' in verdict && verdict.checks.map(({ id, met }) => [id, met]), [
        ['differential', true],
        ['fail-to-pass', true],
        ['pass-to-pass', true],
        ['controls', true],
      ]);
    }
    assert.equal(ports.usage().sandboxRuns, 2);
  });

  test('the untouched tree and a wrong change are rejected by values, and by tests alone', async () => {
    for (const submission of [nothing, ...draft.secret.trials.wrong.map((trial) => trial.submission)]) {
      assert.equal(summary(await judge(submission)), 'rejected: differential');
      assert.equal(summary(await judge(submission, tests)), 'rejected: fail-to-pass');
    }
  });

  test('a verdict repeats to the letter in another sandbox', async () => {
    for (const submission of [nothing, changeOf(orders, orders.right)])
      assert.deepEqual(await judge(submission, tests), await judge(submission, tests));
  });

  test('a file that does not load is one reason', async () => {
    const verdict = await judge(changeOf(orders, `${orders.right}\n)`), tests);
    assert.equal(summary(verdict), 'rejected: does-not-load');
    assert.equal(verdict.outcome === 'rejected' && verdict.checks.length, 1);
  });

  test('changes where none count are left out, beside a right change and alone', async () => {
    const elsewhere = {
      'tests/test_basket.py': 'x = 1\n',
      'test/basket.js': '1;\n',
      'conftest.py': 'x = 1\n',
    };
    assert.equal(
      summary(await judge(changeOf(orders, { ...elsewhere, [orders.code]: orders.right }))),
      'accepted',
    );
    assert.equal(summary(await judge(changeOf(orders, elsewhere), tests)), 'rejected: fail-to-pass');
  });

  test('a patch that does not fit is malformed and opens no sandbox', async () => {
    const ports = treePortsOver(draft, driver);
    const patch =
      'patch' in nothing
        ? `--- a/${orders.code}\n+++ b/${orders.code}\n@@ -1,1 +1,1 @@\n-no such line\n+x\n`
        : '';
    const folder = orders.paths[0] as string;
    const throughFile = `--- /dev/null\n+++ b/${orders.code}/x.py\n@@ -0,0 +1,1 @@\n+x = 1\n`;
    for (const submission of [patch, throughFile, 'no patch', `${folder} is mended`].map(
      (text): Submission => ({ kind: 'tree', patch: text }),
    ))
      assert.equal(summary(await verify(draft.task, draft.secret, submission, ports)), 'rejected: malformed');
    assert.equal(ports.usage().sandboxRuns, 0);
  });

  test('a control that does not make its test fail keeps the reference from passing', async () => {
    const { verifier } = tests.secret;
    assert.equal(verifier.executor, 'tests');
    const [first, ...rest] = verifier.controls;
    assert.ok(first);
    const harmless = { ...first, replacement: `${first.test.includes('shown') ? '' : '0 + '}6` };
    const secret = { ...tests.secret, verifier: { ...verifier, controls: [harmless, ...rest] } };
    const verdict = await verify(
      tests.task,
      secret,
      changeOf(orders, orders.right),
      treePortsOver(tests, driver),
    );
    assert.equal(summary(verdict), 'rejected: control-passed');
  });
}

function forgeries(orders: Orders, driver: SandboxDriver): void {
  const draft = ordersDraft(orders, { differential: false });
  const forged = allForgeries(draft).filter(({ forgery }) => forgery.id !== byLuck);
  let bites = 0;

  before(async () => {
    for (const { submission } of forged) if (await exitCodeAccepts(draft, submission, driver)) bites++;
  });

  test('no forgery is accepted', async () => {
    for (const { forgery, submission } of forged) {
      const verdict = await verify(draft.task, draft.secret, submission, treePortsOver(draft, driver));
      assert.equal(verdict.outcome, 'rejected', `${forgery.id}: ${JSON.stringify(verdict)}`);
    }
  });

  test('an exit code would have accepted at least six of them', () => {
    assert.ok(bites >= 6, `${bites} of ${forged.length}`);
  });
}

function runaways(driver: SandboxDriver): void {
  const draft = ordersDraft(pythonOrders, { differential: false });
  const inAdd = (code: string) =>
    changeOf(
      pythonOrders,
      pythonOrders.right.replace('        if count < 1:', `        ${code}\n        if count < 1:`),
    );
  const cases: [what: string, code: string, verdict: string][] = [
    ['an endless loop', 'while True: pass', 'rejected: cpu-limit'],
    [
      'a hoard of memory',
      'x = []\n        while True: x.append(bytearray(1 << 24))',
      'rejected: memory-limit',
    ],
    [
      'a crash of the interpreter',
      'import os, signal; os.kill(os.getpid(), signal.SIGSEGV)',
      'rejected: crashes',
    ],
  ];
  for (const [what, code, expected] of cases) {
    test(`${what} is rejected once it was met twice and the reference stayed within half`, async () => {
      const ports = treePortsOver(draft, driver);
      const verdict = await verify(draft.task, draft.secret, inAdd(code), ports);
      assert.equal(summary(verdict), expected, JSON.stringify(verdict));
      assert.equal(ports.usage().sandboxRuns, 2);
    });
  }
}
