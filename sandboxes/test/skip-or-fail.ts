/** Whether a driver can be tested here: said aloud where it cannot, and a failure in continuous integration. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault, type SandboxDriver } from '@touchstone/contracts';

/** There everything that the tests need is installed, so what does not run is broken. */
export const inContinuousIntegration = process.env['CI'] === 'true';

/** The driver, or null after a test has been registered that is skipped with the reason (under CI: that fails). */
export async function driverOrSkip(
  name: string,
  open: () => Promise<SandboxDriver>,
): Promise<SandboxDriver | null> {
  try {
    return await open();
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    const reason = `${name}: not tested here, because ${thrown.message}`;
    if (inContinuousIntegration) {
      void test(`${name} works in continuous integration`, () => assert.fail(reason));
    } else {
      console.error(reason);
      void test(`${name} keeps the sandbox contract`, { skip: reason }, () => undefined);
    }
    return null;
  }
}
