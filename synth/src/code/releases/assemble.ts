/** The two halves of a task of a release, with their blobs. */
import {
  codeTools,
  hashBytes,
  type Draft,
  type Hash,
  type Lineage,
  type TaskSecret,
  type Tree,
} from '@touchstone/contracts';
import { codeLimits, toolCallsMax } from '../environment.ts';
import type { Literal } from '../toolchain.ts';
import type { ReleaseCase } from './entry.ts';
import { codePatch, type Pair } from './pair.ts';

export interface Made {
  instruction: string;
  smallest: Tree;
  passToPass: string[];
  controls: Literal[];
  cases: readonly ReleaseCase[] | null;
  wrong: TaskSecret['trials']['wrong'];
  lineage: Lineage;
}

export function assemble(pair: Pair, made: Made): Draft {
  const { library, toolchain, game, sources, before, after, oldTests, hidden } = pair;
  const blobs = new Map<Hash, Uint8Array>();
  const put = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    const blob = hashBytes(bytes);
    blobs.set(blob, bytes);
    return { blob, bytes: bytes.length };
  };
  const files = (tree: Tree) => [...tree].map(([path, text]) => ({ path, ...put(text) }));
  const whole = codePatch(pair, after);
  const patch = codePatch(pair, made.smallest);
  const { before: earlier, after: later } = sources;
  return {
    task: {
      schemaVersion: 1,
      category: 'code',
      language: 'en',
      instruction: made.instruction,
      environment: {
        runtime: toolchain.runtime,
        files: files(new Map([...before, ...oldTests].sort(([one], [other]) => (one < other ? -1 : 1)))),
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
        spdx: earlier.spdx,
        sources: [{ source: earlier.id, spdx: earlier.spdx, attribution: earlier.attribution }],
      },
    },
    secret: {
      schemaVersion: 1,
      salt: game.salt,
      reference: {
        name: 'release',
        how: `What of the code of ${later.id} the tests of this entry need. It is public: whoever knows that release knows a mend.`,
        submission: { kind: 'tree', patch },
      },
      verifier: {
        executor: 'tests',
        version: 1,
        runner: library.tests.runner,
        files: files(hidden),
        failToPass: pair.failToPass,
        passToPass: made.passToPass,
        controls: made.controls.map(({ test, path, start, end, text }) => ({
          test,
          path,
          start,
          end,
          replacement: text,
        })),
        differential: made.cases && {
          harness: toolchain.differential(library),
          cases: put(JSON.stringify(made.cases.map(({ input, expected }) => ({ input, expected })))).blob,
        },
      },
      trials: {
        right: [patch, ...(whole === patch ? [] : [whole])].map((one) => ({ kind: 'tree', patch: one })),
        wrong: made.wrong,
        solvers: [],
        chance: 0,
      },
      lineage: made.lineage,
      splitKey: earlier.id,
    },
    blobs,
  };
}
