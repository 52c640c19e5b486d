/** Test only: the small repository as a draft. */
import {
  codeTools,
  hashBytes,
  hashText,
  patchBetween,
  type Draft,
  type Hash,
  type Json,
  type Submission,
} from '@touchstone/contracts';
import { nodeTestOrders, tapeOrders } from './node-orders.ts';
import { pythonOrders } from './python-orders.ts';

export type Orders = typeof pythonOrders | typeof nodeTestOrders | typeof tapeOrders;

export const allOrders: readonly Orders[] = [pythonOrders, nodeTestOrders, tapeOrders];

/** `cases` of the differential check by hand: 2 + 3 pieces at 250 are 5 for 1250; 4 + 6 pens of 100 have the rebate. */
const cases: Json = [
  { input: [['tea', 250, 2]], expected: [[2, 500]] },
  {
    input: [
      ['tea', 250, 2],
      ['tea', 250, 3],
    ],
    expected: [
      [2, 500],
      [5, 1250],
    ],
  },
  {
    input: [
      ['pen', 100, 4],
      ['ink', 30, 1],
      ['pen', 100, 6],
    ],
    expected: [
      [4, 400],
      [5, 430],
      [11, 930],
    ],
  },
];

/** A submission that puts another text in the place of the file that holds the mistake, or changes files as told. */
export function changeOf(
  orders: Orders,
  after: string | Readonly<Record<string, string | null>>,
): Submission {
  const before = new Map(Object.entries(orders.files));
  const changed = new Map(before);
  for (const [path, text] of Object.entries(typeof after === 'string' ? { [orders.code]: after } : after)) {
    if (text === null) changed.delete(path);
    else changed.set(path, text);
  }
  return { kind: 'tree', patch: patchBetween(before, changed) };
}

export function ordersDraft(orders: Orders, options: { differential: boolean }): Draft {
  const blobs = new Map<Hash, Uint8Array>();
  const put = (text: string): Hash => {
    const bytes = Buffer.from(text);
    blobs.set(hashBytes(bytes), bytes);
    return hashBytes(bytes);
  };
  const files = (texts: object) =>
    Object.entries(texts as Record<string, string>).map(([path, text]) => ({
      path,
      blob: put(text),
      bytes: Buffer.byteLength(text),
    }));
  const hidden: Record<string, string> = orders.hidden;
  const controls = orders.controls.map(([test, around, literal, replacement]) => {
    const path = test.split(/::| > /)[0] as string;
    const text = hidden[path] as string;
    const start = text.indexOf(around) + around.indexOf(literal);
    return { test, path, start, end: start + literal.length, replacement };
  });
  const runtime =
    orders.runner === 'pytest'
      ? { language: 'python' as const, version: '>=3.11', packages: ['pytest'] }
      : { language: 'node' as const, version: '>=26', packages: orders.runner === 'tape' ? ['tape'] : [] };
  return {
    task: {
      schemaVersion: 1,
      category: 'code',
      language: 'en',
      instruction: 'Putting an item into the basket again forgets how many were in it before. Mend it.',
      environment: {
        runtime,
        files: files(orders.files),
        world: null,
        web: null,
        tools: [...codeTools],
        network: 'none',
        limits: {
          cpuSecondsMax: 30,
          wallSecondsMax: 120,
          memoryBytesMax: 512 * 1024 * 1024,
          processesMax: 64,
          diskBytesMax: 64 * 1024 * 1024,
          outputBytesMax: 4 * 1024 * 1024,
        },
        user: null,
      },
      answerFormat: { kind: 'tree', paths: orders.paths },
      budget: { toolCallsMax: 50 },
      licence: { spdx: 'CC0-1.0', sources: [] },
    },
    secret: {
      schemaVersion: 1,
      salt: hashText(`orders ${orders.runner}`),
      reference: {
        name: 'mended',
        how: 'Adds to what is there.',
        submission: changeOf(orders, orders.right),
      },
      verifier: {
        executor: 'tests',
        version: 1,
        runner: orders.runner,
        files: files(orders.hidden),
        failToPass: orders.failToPass,
        passToPass: orders.passToPass,
        controls,
        differential: options.differential
          ? { harness: orders.harness, cases: put(JSON.stringify(cases)) }
          : null,
      },
      trials: {
        right: [changeOf(orders, orders.alsoRight)],
        wrong: [{ how: 'loses the rebate', submission: changeOf(orders, orders.wrong) }],
        solvers: [],
        chance: 0,
      },
      lineage: {
        family: 'code.orders',
        familyVersion: 1,
        randomSeed: 1,
        item: 0,
        sources: [],
        proposer: { kind: 'seeded', model: null },
        moves: [],
        parent: null,
      },
      splitKey: 'orders',
    },
    blobs,
  };
}
