/**
 * Material that tasks come from, and the split it falls into. A split is decided once, by a hash with a published
 * salt, so that two corpora built anywhere put the same material on the same side.
 */
import { z } from 'zod';
import { hashSchema, hashText } from './hash.ts';

export const splits = ['train', 'validation', 'test'] as const;
export const splitSchema = z.enum(splits);
export type Split = z.infer<typeof splitSchema>;

export const sourceSchema = z.strictObject({
  /** For example `npm:vega-datasets@3.2.1`. */
  id: z.string(),
  kind: z.enum(['document', 'repository', 'table', 'world', 'generator']),
  name: z.string(),
  version: z.string(),
  /** Of the package as fetched; null for a generator, which has no bytes. */
  hash: hashSchema.nullable(),
  spdx: z.string(),
  attribution: z.string(),
  visibility: z.enum(['public', 'private']),
});
export type Source = z.infer<typeof sourceSchema>;

/** Published and fixed: changing it would move tasks between splits. */
const SPLIT_SALT = 'touchstone-split-2026';

/** Train 90 %, validation 5 %, test 5 %, by the hash of a split key (a document, a table, a world's data, an item range). */
export function splitOf(splitKey: string): Split {
  const share = Number.parseInt(hashText(`${SPLIT_SALT}\n${splitKey}`).slice(0, 8), 16) / 0x1_0000_0000;
  return share < 0.9 ? 'train' : share < 0.95 ? 'validation' : 'test';
}
