/** Builds a named web: fetch, convert in a sandbox, assemble, compare with the pinned hash. Does not index it. */
import { createHash } from 'node:crypto';
import { Fault, type Hash, type SandboxDriver, type WebName } from '@touchstone/contracts';
import type { SourceOptions } from '../sources/fetch-package.ts';
import { assembleDocuments, type WebRecord } from './assemble.ts';
import { convertSource, refuseDriver, type ConvertedSource } from './convert.ts';
import { lineOf } from './documents.ts';

export interface PinnedWeb {
  hash: Hash;
  documentCount: number;
  /** In this order: where two have the same page, the first one's text stands. */
  sources: readonly ConvertedSource[];
}

/** What the named webs are. A build that gives another hash is a fault, never another web. */
export const pinnedWebs: Readonly<Record<WebName, PinnedWeb>> = {
  vital: {
    hash: '8bba551061cb04ce25110d938e2f819ba76d5d677a9019564fb9a067831692bf',
    documentCount: 26_210,
    sources: ['vital'],
  },
  whole: {
    hash: '08997e1aa616177c94a74083ca9f4e03d1b02ac70607a2914941ef46f399f8e5',
    documentCount: 242_055,
    sources: ['vital', 'taxa'],
  },
};

export interface BuildOptions extends SourceOptions {
  /** Opened when it is needed. */
  driver: () => Promise<SandboxDriver>;
  say: (activity: string) => void;
}

/** The lines of a named web, each with its \n. A `Fault` when they are not the pinned ones. */
export async function buildWebLines(name: WebName, options: BuildOptions): Promise<Uint8Array[]> {
  const { lines, hash, documentCount } = await convertWeb(name, options);
  const pinned = pinnedWebs[name];
  if (hash !== pinned.hash)
    throw new Fault(
      `The web "${name}" came out as ${hash} with ${documentCount} documents, expected ${pinned.hash} with ${pinned.documentCount}.`,
      {
        code: 'web-hash-mismatch',
        boundary: 'source',
        retryable: false,
        hint: 'The converter and the pinned hash belong to different versions, or a sandbox converts differently; nothing was kept.',
      },
    );
  return lines;
}

/** As `buildWebLines`, whatever comes out: for pinning. */
export async function convertWeb(
  name: WebName,
  options: BuildOptions,
): Promise<{ lines: Uint8Array[]; hash: Hash; documentCount: number }> {
  const driver = await options.driver();
  for (const source of pinnedWebs[name].sources) refuseDriver(source, driver);
  const records: WebRecord[] = [];
  for (const source of pinnedWebs[name].sources)
    for (const record of await convertSource(source, { ...options, driver })) records.push(record);
  options.say(`linking ${records.length.toLocaleString('en')} documents`);
  const documents = await assembleDocuments(records, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    options.signal?.throwIfAborted();
  });
  const sha256 = createHash('sha256');
  const lines = documents.map((document) => {
    const line = Buffer.from(`${lineOf(document)}\n`);
    sha256.update(line);
    return line;
  });
  return { lines, hash: sha256.digest('hex'), documentCount: lines.length };
}
