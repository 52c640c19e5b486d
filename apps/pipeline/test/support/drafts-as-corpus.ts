/** Test only: drafts as an export reads a corpus, without a database and without certificates that anybody asked for. */
import assert from 'node:assert/strict';
import {
  certificateSchema,
  draftId,
  splitOf,
  type BlobReader,
  type Certificate,
  type Draft,
  type Hash,
} from '@touchstone/contracts';
import type { ExportSource } from '../../src/export/export-source.ts';

export function blobsOf(all: readonly Draft[]): BlobReader {
  const blobs = new Map<Hash, Uint8Array>(all.flatMap((draft) => [...draft.blobs]));
  return { readBlob: async (hash: Hash) => blobs.get(hash) ?? assert.fail(`blob ${hash} is missing`) };
}

export function sourceOf(all: readonly Draft[]): ExportSource {
  const byId = new Map(all.map((draft) => [draftId(draft), draft]));
  const of = (id: string) => byId.get(id) ?? assert.fail(`${id} is missing`);
  return {
    ids: async () => [...byId.keys()].sort(),
    rows: async (ids) =>
      ids.map((id) => ({
        id,
        category: of(id).task.category,
        split: splitOf(of(id).secret.splitKey),
        task: of(id).task,
        certificate: unaskedCertificate(of(id)),
      })),
    secrets: async (ids) => ids.map((id) => of(id).secret),
  };
}

/** No gate was asked here: the export copies whatever certificate there is. */
export function unaskedCertificate(draft: Draft): Certificate {
  const { executor, version } = draft.secret.verifier;
  return certificateSchema.parse({
    schemaVersion: 1,
    key: {
      task: draftId(draft),
      verifier: { executor, version },
      runtime: { driver: 'none', runtime: 'none', packages: {}, imageHash: 'none' },
      gateSettings: '0'.repeat(64),
      solvers: '0'.repeat(64),
      judge: null,
    },
    issuedAt: '2026-01-01T00:00:00.000Z',
    gates: [],
    difficulty: null,
    structure: { referenceToolCalls: null, solvers: [], chance: draft.secret.trials.chance, figures: {} },
    weaknesses: [],
    cost: { sandboxRuns: 0, cpuSeconds: 0, wallSeconds: 0 },
    weakestEvidence: 'Nothing was shown.',
    notTried: [],
  });
}
