/** What a curator sees beside a task: as much of the secret half as examples/ publishes, with small stand-ins for the rest. */
import {
  taskSecretSchema,
  webDocumentSchema,
  type TaskSecret,
  type WebDocument,
} from '@touchstone/contracts';
import type { environmentRowsSchema } from '@touchstone/contracts/api';
import type { z } from 'zod';
import type { ExampleTask } from './corpus.ts';

export function secretOf({ published, detail, accepted }: ExampleTask): TaskSecret {
  const isTree = detail.task.category === 'code';
  return taskSecretSchema.parse({
    schemaVersion: 1,
    salt: '0'.repeat(64),
    reference: isTree
      ? {
          name: 'original',
          how: 'The tree as it was before the bug.',
          submission: { kind: 'tree', patch: accepted },
        }
      : {
          name: 'reference',
          how: 'Reads every record in order.',
          source: 'def solve(tools):\n    return tools.call("get")\n',
        },
    verifier: published.verifier,
    trials: {
      right: [],
      wrong: [
        {
          how: 'Takes the first record that fits.',
          submission: isTree ? { kind: 'tree', patch: '' } : { kind: 'answer', answer: 1 },
        },
      ],
      solvers: [],
      chance: 0.0005,
    },
    lineage: published.lineage,
    splitKey: 'example',
  });
}

/** Hostile on purpose: everything in it must be shown as text. */
export function documentOf(id: string): {
  document: WebDocument;
  required: boolean;
  evidence: { start: number; end: number }[];
} {
  const document = webDocumentSchema.parse({
    id,
    title: `Record ${id}`,
    url: `https://archive.example/${id}`,
    language: 'en',
    licence: 'CC0-1.0',
    attribution: 'Invented',
    text: `${'An earlier line of the record.\n'.repeat(60)}Notice 51/2000 and 63/2000 amend 106/1999. <script>alert(1)</script><img src=x onerror=alert(2)>\n${'A later line.\n'.repeat(40)}`,
    links: [],
  });
  const start = document.text.indexOf('51/2000');
  return { document, required: id.includes('notice'), evidence: [{ start, end: start + 7 }] };
}

export const rowsOfWorld: z.infer<typeof environmentRowsSchema> = {
  tables: [
    {
      name: 'products',
      create: 'CREATE TABLE products (id TEXT PRIMARY KEY, name TEXT NOT NULL, range TEXT)',
      count: 2,
      rows: [
        { id: 'P1', name: 'Fish pie', range: 'chilled' },
        { id: 'P2', name: 'Custard', range: null },
      ],
    },
    {
      name: 'lots',
      create:
        'CREATE TABLE lots (id TEXT PRIMARY KEY, product TEXT REFERENCES products(id), packed TEXT, amount REAL)',
      count: 120,
      rows: Array.from({ length: 50 }, (_, at) => ({
        id: `L${at}`,
        product: 'P1',
        packed: '2026-01-08',
        amount: at * 1.5,
      })),
    },
    {
      name: 'dispatches',
      create: 'CREATE TABLE dispatches (id TEXT PRIMARY KEY, lot TEXT REFERENCES lots(id), customer TEXT)',
      count: 0,
      rows: [],
    },
  ],
};
