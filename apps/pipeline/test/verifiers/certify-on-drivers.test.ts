/** Verdicts and certificates on the drivers that work here, through the real tool host and attempt runner. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Fault, type SandboxDriver, type Submission, type VerifyPorts } from '@touchstone/contracts';
import { createAttemptRunner, createToolHost, openDriver } from '@touchstone/sandboxes';
import { certify, defaultGateSettings, verifyMany } from '@touchstone/verifiers';
import { blobsOf } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { countingDriver } from '../../src/counting-driver.ts';
import { close, deskDraft } from './desk-task.ts';

const draft = deskDraft();

function portsOver(driver: SandboxDriver): VerifyPorts {
  const counted = countingDriver(driver);
  const blobs = blobsOf(draft);
  const toolHost = createToolHost({ driver: counted, blobs });
  const attempts = createAttemptRunner({ driver: counted, toolHost, blobs });
  return { driver: counted, toolHost, attempts, blobs, usage: () => counted.usage() };
}

async function openOrSay(name: 'embedded' | 'bwrap' | 'docker'): Promise<SandboxDriver | string> {
  try {
    return await openDriver({ name, home: readConfig().home });
  } catch (thrown) {
    // Continuous integration has them all: what is missing there is a failure.
    if (!(thrown instanceof Fault) || process.env['CI'] === 'true') throw thrown;
    return `NOT RUN on ${name}: ${thrown.message}`;
  }
}

for (const name of ['embedded', 'bwrap'] as const) {
  const driver = await openOrSay(name);
  const skip = typeof driver === 'string' ? driver : false;
  describe(`on ${name}`, { skip }, () => {
    if (typeof driver === 'string') return;
    after(() => driver[Symbol.asyncDispose]());

    test('a state task is certified with at most 25 sandboxes, all its shortcuts tried', async () => {
      const certification = await certify(draft, {
        siblings: [],
        settings: defaultGateSettings,
        ports: portsOver(driver),
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
        portsOver(driver),
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
        portsOver(driver),
      );
      assert.equal(verdict?.outcome === 'rejected' && verdict.reason, 'crashes-verifier');
    });
  });
}
