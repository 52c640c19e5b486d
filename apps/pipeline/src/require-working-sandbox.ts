/** Whether this machine's sandboxes work at all, shown by running the least there is to run. */
import { Fault, type SandboxDriver } from '@touchstone/contracts';

/** Throws a `Fault` (`sandboxes-fail`) that says what was in doubt and what came of trying; a stop is thrown as it is. */
export async function requireWorkingSandbox(
  driver: SandboxDriver,
  doubt: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await using sandbox = await driver.open({
      runtime: { language: 'python', version: '>=3.11', packages: [] },
      limits: {
        cpuSecondsMax: 10,
        wallSecondsMax: 120,
        memoryBytesMax: 256_000_000,
        processesMax: 16,
        diskBytesMax: 16_000_000,
        outputBytesMax: 100_000,
      },
      signal,
    });
    const ran = await sandbox.exec({ argv: ['python3', '-c', 'print(6 * 7)'], signal });
    if (new TextDecoder().decode(ran.stdout).trim() === '42') return;
    throw new Error(`Python in it ended with ${ran.ending} and printed something else than 42`);
  } catch (thrown) {
    signal.throwIfAborted();
    throw new Fault(
      `Sandboxes of the driver ${driver.name} do not work on this machine: ${(thrown as Error).message} ` +
        `(noticed because an item reached no verdict: ${doubt})`,
      {
        code: 'sandboxes-fail',
        boundary: 'sandbox',
        retryable: false,
        hint: 'Nothing was recorded for the item. "touchstone doctor" tries each part; afterwards run the same command again.',
        cause: thrown,
      },
    );
  }
}
