/** Certificates of code tasks on bwrap, over the small repository: what a certificate says, and what keeps it from being given. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { hashBytes, type Certification, type Draft, type SandboxDriver } from '@touchstone/contracts';
import { certify, defaultGateSettings } from '@touchstone/verifiers';
import { driverOrReason } from '../support/driver-or-reason.ts';
import { verifyPortsOver } from '../support/verify-ports.ts';
import { allOrders, changeOf, ordersDraft, type Orders } from './orders/orders-draft.ts';
import { pythonOrders } from './orders/python-orders.ts';

/** Lines that stand in `heapq` of every Python from 3.5 on. */
const fromTheLibrary = `

def pop_smallest(heap):
    lastelt = heap.pop()
    if heap:
        returnitem = heap[0]
        heap[0] = lastelt
        _siftup(heap, 0)
        return returnitem
    return lastelt
`;

const driver = await driverOrReason(
  'bwrap',
  allOrders.map((orders) => ordersDraft(orders, { differential: false }).task.environment),
);

describe('certificates of trees on bwrap', { skip: typeof driver === 'string' ? driver : false }, () => {
  if (typeof driver === 'string') return;
  after(() => driver[Symbol.asyncDispose]());

  async function certified(draft: Draft): Promise<Certification> {
    const ports = verifyPortsOver(draft, driver as SandboxDriver);
    return certify(draft, { siblings: [], settings: defaultGateSettings, ports, now: () => new Date() });
  }

  for (const orders of allOrders) {
    test(`a task for ${orders.runner} is certified with at most 25 sandboxes`, async () => {
      const certification = await certified(ordersDraft(orders, { differential: true }));
      if (certification.outcome !== 'certified')
        assert.fail(`${certification.gate}: ${certification.reason}`);
      const { gates, cost } = certification.certificate;
      assert.ok(cost.sandboxRuns <= 25, `${cost.sandboxRuns} sandboxes`);
      const outcomes = Object.fromEntries(gates.map(({ gate, outcome }) => [gate, outcome]));
      for (const gate of [
        'reference-passes',
        'nothing-fails',
        'wrong-fails',
        'right-passes',
        'not-leaked',
        'not-hackable',
        'repeats',
      ])
        assert.equal(outcomes[gate], 'passed', gate);
      const leak = gates.find(({ gate }) => gate === 'not-leaked');
      assert.match(leak?.reason ?? '', /runs of lines of the reference stand in none of \d+ files/);
    });
  }

  test('a repair that stands in the image is refused, with the file that holds it', async () => {
    const orders: Orders = { ...pythonOrders, right: pythonOrders.right + fromTheLibrary };
    const certification = await certified(ordersDraft(orders, { differential: true }));
    assert.equal(certification.outcome, 'refused');
    assert.equal('gate' in certification && certification.gate, 'not-leaked');
    assert.match('reason' in certification ? certification.reason : '', /heapq\.py/);
  });

  test('hidden tests that stand in the public tree are refused', async () => {
    const draft = ordersDraft(pythonOrders, { differential: true });
    const [hidden] = draft.secret.verifier.executor === 'tests' ? draft.secret.verifier.files : [];
    assert.ok(hidden && hashBytes(draft.blobs.get(hidden.blob) ?? new Uint8Array()) === hidden.blob);
    const { environment } = draft.task;
    const files = [...environment.files, { ...hidden, path: 'old/test_basket.py' }];
    const certification = await certified({
      ...draft,
      task: { ...draft.task, environment: { ...environment, files } },
    });
    assert.equal('gate' in certification && certification.gate, 'not-leaked');
  });

  test('a wrong change that the tests let through is refused', async () => {
    const draft = ordersDraft(pythonOrders, { differential: false });
    const unseen = pythonOrders.right.replace('count >= 10', 'count >= 10 and count != 12');
    const wrong = [{ how: 'forgets the dozen', submission: changeOf(pythonOrders, unseen) }];
    const secret = { ...draft.secret, trials: { ...draft.secret.trials, wrong } };
    const certification = await certified({ ...draft, secret });
    assert.equal('gate' in certification && certification.gate, 'wrong-fails');
  });
});
