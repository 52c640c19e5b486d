/** Makes the parts of the API from the composed rooms. What is opened here is closed here. */
import { randomBytes } from 'node:crypto';
import type { Parts } from '@touchstone/pipeline';
import { createDrain } from './drain.ts';
import { FairGate } from './fair-gate.ts';
import { createKeyring, type Keyring } from './keys/keyring.ts';
import { sandboxWorkPerCore, waitingMsMax, waitingPerKeyMax } from './limits.ts';
import { createMetrics } from './metrics.ts';
import type { ApiParts } from './parts.ts';

export interface OpenedApiParts extends ApiParts, AsyncDisposable {}

export async function openApiParts(
  parts: Parts,
  { clock = Date.now }: { clock?: () => number } = {},
): Promise<OpenedApiParts> {
  const gate = new FairGate({
    turns: parts.config.concurrency * sandboxWorkPerCore,
    waitingPerKeyMax,
    waitingMsMax,
  });
  return {
    parts,
    keyring: openKeyring(parts, { clock }),
    gate,
    drain: createDrain(),
    streams: new Map(),
    metrics: createMetrics({ gate }),
    clock,
    async [Symbol.asyncDispose]() {},
  };
}

export function openKeyring(parts: Parts, { clock = Date.now }: { clock?: () => number } = {}): Keyring {
  return createKeyring({
    verify: async () => (await parts.database()).verify,
    clock,
    randomBytes: (count) => randomBytes(count),
  });
}
