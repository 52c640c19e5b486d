/** Which parts of a certificate a version bump has made stale: gates by their versions, the executor by its own. */
import type { Certificate } from '@touchstone/contracts';
import { gateVersions, verifierVersions } from './versions.ts';

export interface Staleness {
  /** Gates that were answered under another version than this one, in order. */
  gates: Certificate['gates'][number]['gate'][];
  /** The task names an executor version that is not here: it can be judged, and proven, only by the version that made it. */
  executor: boolean;
}

/** What staleness is told by: a certificate has it, and so has whoever keeps only its versions. */
export interface MadeBy {
  key: Pick<Certificate['key'], 'verifier'>;
  gates: readonly Pick<Certificate['gates'][number], 'gate' | 'version'>[];
}

/** Null when nothing is stale. */
export function stalenessOf({ key, gates }: MadeBy): Staleness | null {
  const { executor, version } = key.verifier;
  const known = verifierVersions.executors as Readonly<Record<string, number>>;
  const stale: Staleness = {
    gates: gates
      .filter(({ gate, version: answered }) => answered !== gateVersions[gate])
      .map(({ gate }) => gate),
    executor: known[executor] !== version,
  };
  return stale.executor || stale.gates.length > 0 ? stale : null;
}
