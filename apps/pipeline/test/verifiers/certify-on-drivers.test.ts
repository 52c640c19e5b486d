/** Verdicts and certificates on the drivers that work here, through the real tool host and attempt runner. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Submission } from '@touchstone/contracts';
import { certify, defaultGateSettings, verifyMany } from '@touchstone/verifiers';
import { driverOrReason } from '../support/driver-or-reason.ts';
import { verifyPortsOver } from '../support/verify-ports.ts';
import { close, deskDraft } from './desk-task.ts';

const draft = deskDraft();

for (const name of ['embedded', 'bwrap'] as const) {
  const driver = await driverOrReason(name);
  const skip = typeof driver === 'string' ? driver : false;
  describe(`on ${name}`, { skip }, () => {
    if (typeof driver === 'string') return;
    after(() => driver[Symbol.asyncDispose]());

    test('a state task is certified with at most 25 sandboxes, all its shortcuts tried', async () => {
      const certification = await certify(draft, {
        siblings: [],
        settings: defaultGateSettings,
        ports: verifyPortsOver(draft, driver),
        now: () => new Date(),
      });
      if (certification.outcome !== 'certified')
        assert.fail(`${certification.gate}: ${certification.reason}`);
      const { certificate } = certification;
      assert.ok(certificate.cost.sandboxRuns <= 25, `${certificate.cost.sandboxRuns} sandboxes`);
      assert.deepEqual(
        certificate.structure.solvers.map(({ solved }) => solved),
        [false, true, false, false],
      );
      assert.equal(certificate.key.runtime.driver, name);
    });

    test('a replayed log gets the verdict of the state it reaches, and a call that ends the world is rejected', async () => {
      const state = (...calls: Parameters<typeof close>): Submission => ({
        kind: 'state',
        calls: calls.map(close),
        answer: 3,
      });
      const fatal: Submission = { kind: 'state', calls: [{ tool: 'spin', arguments: {} }], answer: 3 };
      const verdicts = await verifyMany(
        draft.task,
        draft.secret,
        [state(3), state(2), fatal, { kind: 'state', calls: [close(1), close(3)], answer: 3 }],
        verifyPortsOver(draft, driver),
      );
      assert.deepEqual(
        verdicts.map((verdict) => (verdict.outcome === 'rejected' ? verdict.reason : verdict.outcome)),
        ['accepted', 'closed', 'kills-sandbox', 'accepted'],
      );
    });

    test('a verification program that a submission crashes rejects it, on this runtime too', async () => {
      const { verifier } = draft.secret;
      assert.equal(verifier.executor, 'state');
      const program = `${'program' in verifier ? verifier.program : ''}
inner = verify
def verify(case):
    if case["answer"] == 666:
        raise ValueError("boom")
    return inner(case)
`;
      const secret = { ...draft.secret, verifier: { ...verifier, program } } as typeof draft.secret;
      const [verdict] = await verifyMany(
        draft.task,
        secret,
        [{ kind: 'state', calls: [], answer: 666 }],
        verifyPortsOver(draft, driver),
      );
      assert.equal(verdict?.outcome === 'rejected' && verdict.reason, 'crashes-verifier');
    });
  });
}
