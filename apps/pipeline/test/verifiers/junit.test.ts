/** What a curator sees of the hidden tests: each by name, as it ended on the changed tree. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { junitOf } from '@touchstone/verifiers';
import { driverOrReason } from '../support/driver-or-reason.ts';
import { treePortsOver } from '../support/verify-ports.ts';
import { allOrders, changeOf, ordersDraft } from './orders/orders-draft.ts';

const environments = allOrders.map((orders) => ordersDraft(orders, { differential: false }).task.environment);
const driver = await driverOrReason('bwrap', environments);

describe('hidden tests as JUnit XML', { skip: typeof driver === 'string' ? driver : false }, () => {
  if (typeof driver === 'string') return;
  after(() => driver[Symbol.asyncDispose]());
  for (const orders of allOrders) {
    const { task, secret, blobs } = ordersDraft(orders, { differential: false });
    const draft = { task, secret, blobs };
    assert.ok(secret.verifier.executor === 'tests');
    const { failToPass, passToPass } = secret.verifier;
    const counts = async (code: string) => {
      const xml = await junitOf(task, secret, changeOf(orders, code), treePortsOver(draft, driver));
      const [, tests, failures, errors] =
        /<testsuites tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(xml) ?? [];
      return [tests, failures, errors].map(Number);
    };

    test(`${orders.runner}: on the right tree every counted test passes`, async () => {
      assert.deepEqual(await counts(orders.right), [failToPass.length + passToPass.length, 0, 0]);
    });

    test(`${orders.runner}: on the untouched tree just those fail that must pass again`, async () => {
      const untouched = (orders.files as Record<string, string>)[orders.code] ?? assert.fail();
      const [tests, failures] = await counts(untouched);
      assert.deepEqual([tests, failures], [failToPass.length + passToPass.length, failToPass.length]);
    });
  }
});
