/**
 * The two halves of a task of code with their blobs: what an attempt finds and is asked, and how its patch is judged. Knows
 * neither where the fault comes from nor how tests and cases were chosen.
 */
import {
  codeTools,
  hashBytes,
  type Draft,
  type Game,
  type Hash,
  type Lineage,
  type Source,
  type TaskSecret,
  type Tree,
} from '@touchstone/contracts';
import { codeLimits, toolCallsMax } from './environment.ts';
import type { Library, Scenario, Seen } from './library.ts';
import type { Literal, Toolchain } from './toolchain.ts';

export interface CodeDraft {
  library: Library;
  toolchain: Toolchain;
  game: Game;
  /** Of the code that an attempt finds: its licence is that of the task, its id keeps tasks about it in one split. */
  source: Source;
  lineage: Lineage;
  instruction: string;
  /** What an attempt finds. */
  before: Tree;
  /** Test files, with what they need, that an attempt never sees. */
  hidden: Tree;
  failToPass: string[];
  passToPass: string[];
  controls: readonly Literal[];
  /** Scenarios with what the mended code must show; null where the hidden tests alone decide. */
  cases: readonly { input: Scenario; expected: readonly Seen[] }[] | null;
  reference: { name: string; how: string };
  /** Patches that must be accepted; the first is the reference's. */
  right: readonly [string, ...string[]];
  wrong: TaskSecret['trials']['wrong'];
}

export function codeDraft(made: CodeDraft): Draft {
  const { library, toolchain, source, cases } = made;
  const { blobs, put, files } = blobStore();
  return {
    task: {
      schemaVersion: 1,
      category: 'code',
      language: 'en',
      instruction: made.instruction,
      environment: {
        runtime: toolchain.runtime,
        files: files(made.before),
        world: null,
        web: null,
        tools: [...codeTools],
        network: 'none',
        limits: codeLimits,
        user: null,
      },
      answerFormat: { kind: 'tree', paths: [...library.code] },
      budget: { toolCallsMax },
      licence: {
        spdx: source.spdx,
        sources: [{ source: source.id, spdx: source.spdx, attribution: source.attribution }],
      },
    },
    secret: {
      schemaVersion: 1,
      salt: made.game.salt,
      reference: { ...made.reference, submission: { kind: 'tree', patch: made.right[0] } },
      verifier: {
        executor: 'tests',
        version: 1,
        runner: library.tests.runner,
        files: files(made.hidden),
        failToPass: made.failToPass,
        passToPass: made.passToPass,
        controls: made.controls.map(({ test, path, start, end, text }) => ({
          test,
          path,
          start,
          end,
          replacement: text,
        })),
        differential: cases && {
          harness: toolchain.differential(library),
          cases: put(JSON.stringify(cases.map(({ input, expected }) => ({ input, expected })))).blob,
        },
      },
      trials: {
        right: made.right.map((patch) => ({ kind: 'tree', patch })),
        wrong: made.wrong,
        solvers: [],
        chance: 0,
      },
      lineage: made.lineage,
      splitKey: source.id,
    },
    blobs,
  };
}

function blobStore() {
  const blobs = new Map<Hash, Uint8Array>();
  const put = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    const blob = hashBytes(bytes);
    blobs.set(blob, bytes);
    return { blob, bytes: bytes.length };
  };
  const files = (tree: Tree) => [...tree].map(([path, text]) => ({ path, ...put(text) }));
  return { blobs, put, files };
}
