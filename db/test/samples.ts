/** Small but real drafts and certificates for the tests of this room. */
import {
  draftId,
  hashBytes,
  hashText,
  saltOf,
  type Certificate,
  type Draft,
  type Hash,
  type Recipe,
  recipeSchema,
} from '@touchstone/contracts';
import type { CertifiedItem, Cost, UncertifiedItem } from '../src/index.ts';

export const family = 'interpreter.sums';
export const fingerprint = hashText('the salt key of the tests');
const noCost: Cost = { sandboxRuns: 1, cpuSeconds: 0.5, wallSeconds: 1, costUsd: 0 };

export function sampleRecipe(name: string, tasks = 3): Recipe {
  return recipeSchema.parse({ name, randomSeed: 7, categories: { interpreter: { tasks } } });
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Its own data file, a file that all drafts share, and a blob that only the secret half's trials would name. */
export function sampleDraft(item: number): Draft {
  const own = utf8(`n\n${item}\n`);
  const shared = utf8('shared by every draft\n');
  const hidden = utf8(`hidden ${item}\n`);
  const blobs = new Map<Hash, Uint8Array>([own, shared, hidden].map((bytes) => [hashBytes(bytes), bytes]));
  const reference = { name: 'reference', how: 'Adds.', source: `def solve(tools):\n    return ${item}\n` };
  return {
    blobs,
    task: {
      schemaVersion: 1,
      category: 'interpreter',
      language: 'en',
      instruction: `Add the numbers 1 to ${item}.\u0000\u001b[31m Answer "exactly", 100%.`,
      environment: {
        runtime: { language: 'python', version: '>=3.11', packages: [] },
        files: [
          { path: 'n.csv', blob: hashBytes(own), bytes: own.length },
          { path: 'shared.txt', blob: hashBytes(shared), bytes: shared.length },
        ],
        world: null,
        web: null,
        tools: [],
        network: 'none',
        limits: {
          cpuSecondsMax: 10,
          wallSecondsMax: 60,
          memoryBytesMax: 2 ** 28,
          processesMax: 16,
          diskBytesMax: 2 ** 26,
          outputBytesMax: 65_536,
        },
        user: null,
      },
      answerFormat: { kind: 'typed', type: { kind: 'integer' } },
      budget: { toolCallsMax: 10 },
      licence: { spdx: item % 2 === 0 ? 'CC0-1.0' : 'CC-BY-4.0', sources: [] },
    },
    secret: {
      schemaVersion: 1,
      salt: saltOf('key', family, 7, item),
      reference,
      verifier: {
        executor: 'typed-answer',
        version: 1,
        expected: (item * (item + 1)) / 2,
        alternatives: [],
      },
      trials: { right: [], wrong: [], solvers: [], chance: 0 },
      lineage: {
        family,
        familyVersion: 1,
        randomSeed: 7,
        item,
        sources: [],
        proposer: { kind: 'seeded', model: null },
        moves: [{ kind: 'add', move: { upTo: item, text: 'quoted "text",\nwith \\ and \t and \u0000' } }],
        parent: null,
      },
      splitKey: `item ${item}`,
    },
  };
}

export function sampleCertificate(
  draft: Draft,
  options: { driver?: string; issuedAt?: string } = {},
): Certificate {
  return {
    schemaVersion: 1,
    key: {
      task: draftId(draft),
      verifier: { executor: 'typed-answer', version: 1 },
      runtime: {
        driver: options.driver ?? 'bwrap',
        runtime: 'CPython 3.11.2',
        packages: {},
        imageHash: 'none',
      },
      gateSettings: hashText('settings'),
      solvers: hashText('solvers'),
      judge: null,
    },
    issuedAt: options.issuedAt ?? '2026-01-02T03:04:05.000Z',
    gates: [
      {
        gate: 'reference-passes',
        version: 1,
        outcome: 'passed',
        reason: 'Accepted 3 times of 3.',
        tallies: [],
        rate: null,
        notes: [],
      },
    ],
    difficulty: null,
    structure: { referenceToolCalls: 1, solvers: [], chance: 0, figures: {} },
    weaknesses: [],
    cost: { sandboxRuns: 5, cpuSeconds: 1, wallSeconds: 2 },
    weakestEvidence: 'No wrong trials.',
    notTried: [],
  };
}

export function certified(run: string, item: number, draft = sampleDraft(item)): CertifiedItem {
  return {
    run,
    family,
    item,
    status: 'certified',
    draft,
    split: item % 3 === 0 ? 'test' : 'train',
    certificate: sampleCertificate(draft),
    cost: noCost,
  };
}

export function refused(run: string, item: number): UncertifiedItem {
  return {
    run,
    family,
    item,
    status: 'refused',
    gate: 'wrong-fails',
    code: 'wrong-fails',
    reason: 'A wrong answer was accepted:\n"1,2"\u0000',
    lineage: sampleDraft(item).secret.lineage,
    cost: noCost,
  };
}
