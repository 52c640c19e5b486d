/** Makes the parts of the API from the composed rooms. What is opened here is closed here. */
import { randomBytes } from 'node:crypto';
import { openServing, type Parts, type Serving } from '@touchstone/pipeline';
import { createDrain } from './drain.ts';
import { FairGate } from './fair-gate.ts';
import { createKeyring, type Keyring } from './keys/keyring.ts';
import { sandboxWorkPerCore, waitingMsMax, waitingPerKeyMax } from './limits.ts';
import { createMetrics } from './metrics.ts';
import type { ApiParts } from './parts.ts';

export interface OpenedApiParts extends ApiParts, AsyncDisposable {
  /** Opens no more episodes; what is open may end for so long, then it ends abstained. */
  endEpisodes(forMs: number): Promise<void>;
}

export async function openApiParts(
  parts: Parts,
  { clock = Date.now }: { clock?: () => number } = {},
): Promise<OpenedApiParts> {
  const gate = new FairGate({
    turns: parts.config.concurrency * sandboxWorkPerCore,
    waitingPerKeyMax,
    waitingMsMax,
  });
  const served: { opening: Promise<Serving> | null; now: Serving | null } = { opening: null, now: null };
  const serving = () => {
    const opening = (served.opening ??= openServing(parts, { driver: 'auto', turns: gate }));
    // What failed to open is tried again by whoever asks next.
    opening.then(
      (now) => {
        served.now = now;
      },
      () => {
        if (served.opening === opening) served.opening = null;
      },
    );
    return opening;
  };
  const endEpisodes = async (forMs: number) => (await served.opening?.catch(() => null))?.drain(forMs);
  return {
    parts,
    serving,
    endEpisodes,
    keyring: openKeyring(parts, { clock }),
    gate,
    drain: createDrain(),
    streams: new Map(),
    metrics: createMetrics({ gate, episodes: () => served.now?.stats() ?? null }),
    clock,
    [Symbol.asyncDispose]: () => endEpisodes(0),
  };
}

export function openKeyring(parts: Parts, { clock = Date.now }: { clock?: () => number } = {}): Keyring {
  return createKeyring({
    verify: async () => (await parts.database()).verify,
    clock,
    randomBytes: (count) => randomBytes(count),
  });
}
