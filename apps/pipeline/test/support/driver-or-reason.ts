/** Test only: a driver, or why it is not tried here. Continuous integration has them all: what is missing there is a failure. */
import { Fault, type Environment, type SandboxDriver } from '@touchstone/contracts';
import { openDriver, type DriverName } from '@touchstone/sandboxes';
import { readConfig } from '../../src/config.ts';

/** It can open a sandbox for each of these, too. */
export async function driverOrReason(
  name: DriverName,
  needed: readonly Pick<Environment, 'runtime' | 'limits'>[] = [],
): Promise<SandboxDriver | string> {
  try {
    const driver = await openDriver({ name, home: readConfig().home });
    for (const { runtime, limits } of needed)
      await (await driver.open({ runtime, limits }))[Symbol.asyncDispose]();
    return driver;
  } catch (thrown) {
    if (!(thrown instanceof Fault) || process.env['CI'] === 'true') throw thrown;
    return `NOT RUN on ${name}: ${thrown.message}`;
  }
}
