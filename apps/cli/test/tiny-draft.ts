/** A made-up draft with a verifier of one's choice, and a certificate that claims nothing, for tests of bad verifiers. */
import { draftId, hashJson, hashText, type Certificate, type Draft } from '@touchstone/contracts';

const runtime = { language: 'python', version: '>=3.11', packages: [] } as const;

export function tinyDraft(item: number, verifierProgram: string): Draft {
  const program = {
    name: 'reference',
    how: 'It knows.',
    source: 'def solve(tools):\n    return {"value": 3}\n',
  };
  return {
    task: {
      schemaVersion: 1,
      category: 'interpreter',
      language: 'en',
      instruction: `How much is one and two? (${item})`,
      environment: {
        runtime: { ...runtime, packages: [] },
        files: [],
        world: null,
        web: null,
        tools: [{ name: 'python', description: 'Runs a cell.', inputSchema: { type: 'object' } }],
        network: 'none',
        limits: {
          cpuSecondsMax: 10,
          wallSecondsMax: 60,
          memoryBytesMax: 256_000_000,
          processesMax: 16,
          diskBytesMax: 16_000_000,
          outputBytesMax: 1_000_000,
        },
        user: null,
      },
      answerFormat: { kind: 'json', schema: { type: 'object' } },
      budget: { toolCallsMax: 5 },
      licence: { spdx: 'Apache-2.0', sources: [] },
    },
    secret: {
      schemaVersion: 1,
      salt: hashText(`salt ${item}`),
      reference: program,
      verifier: {
        executor: 'function',
        version: 1,
        program: verifierProgram,
        data: null,
        rubric: {
          criteria: [
            {
              id: 'ok',
              text: 'It is right.',
              polarity: 'positive',
              weight: 1,
              role: 'veto',
              check: { kind: 'program' },
            },
          ],
          abstainAbove: 0.2,
        },
      },
      trials: { right: [], wrong: [], solvers: [], chance: 0 },
      lineage: {
        family: 'interpreter.tiny',
        familyVersion: 1,
        randomSeed: 1,
        item,
        sources: [],
        proposer: { kind: 'seeded', model: null },
        moves: [],
        parent: null,
      },
      splitKey: `tiny/${item}`,
    },
    blobs: new Map(),
  };
}

export function certificateFor(draft: Draft): Certificate {
  return {
    schemaVersion: 1,
    key: {
      task: draftId(draft),
      verifier: { executor: 'function', version: 1 },
      runtime: { driver: 'test', runtime: 'none', packages: {}, imageHash: 'none' },
      gateSettings: hashJson({}),
      solvers: hashJson([]),
      judge: null,
    },
    issuedAt: '2026-01-01T00:00:00.000Z',
    gates: [],
    difficulty: null,
    structure: { referenceToolCalls: null, solvers: [], chance: 0, figures: {} },
    weaknesses: [],
    cost: { sandboxRuns: 0, cpuSeconds: 0, wallSeconds: 0 },
    weakestEvidence: 'Nothing was tried.',
    notTried: [],
  };
}
