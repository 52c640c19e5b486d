/** Test and bench only: what certifying and verifying one draft asks for, counted from zero. */
import type { Draft, SandboxDriver, VerifyPorts } from '@touchstone/contracts';
import { createAttemptRunner, createToolHost, type WebShelf } from '@touchstone/sandboxes';
import { blobsOf } from '../../src/compose.ts';
import { countingDriver } from '../../src/counting-driver.ts';

export function verifyPortsOver(
  draft: Draft,
  driver: SandboxDriver,
  { webs }: { webs?: WebShelf } = {},
): VerifyPorts {
  const counted = countingDriver(driver);
  const blobs = blobsOf(draft);
  const toolHost = createToolHost({ driver: counted, blobs, ...(webs && { webs }) });
  const attempts = createAttemptRunner({ driver: counted, toolHost, blobs });
  return { driver: counted, toolHost, attempts, blobs, usage: () => counted.usage() };
}

/** Where only trees are judged: an attempt is a failure. */
export function treePortsOver(draft: Draft, driver: SandboxDriver): VerifyPorts {
  const none = () => Promise.reject(new Error('A tree needs no attempt.'));
  return {
    ...verifyPortsOver(draft, driver),
    toolHost: { open: none },
    attempts: { attempt: none },
  };
}
