/**
 * Source packages whose trees code tasks are made of, from `code-pins.tsv`: version, hash and size of the file as its
 * registry serves it, licence (read by a person in the file) and whom to thank. A row more is a package more.
 */
import { readFileSync } from 'node:fs';
import { hashSchema } from '@touchstone/contracts';
import { z } from 'zod';
import { pinId, type Pin } from './pins.ts';

const rowSchema = z.strictObject({
  registry: z.enum(['npm', 'pypi']),
  name: z.string().min(1),
  version: z.string().min(1),
  file: z.string().regex(/\.(tar\.gz|tgz)$/),
  sha256: hashSchema,
  bytes: z.coerce.number().int().positive(),
  spdx: z.string().min(2),
  attribution: z.string().min(3),
});

/** By source id, for example `pypi:cachetools@5.5.2`. */
export const codePins: ReadonlyMap<string, Pin> = new Map(readTable().map((pin) => [pinId(pin), pin]));

function readTable(): Pin[] {
  const text = readFileSync(new URL('./code-pins.tsv', import.meta.url), 'utf8');
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const fields = line.split('\t');
    const row = rowSchema.parse(Object.fromEntries(names.map((name, index) => [name, fields[index]])));
    return { ...row, visibility: 'public' };
  });
}
