/**
 * What the host and an interpreter child say to each other over the child's descriptor 3: one `ready`, one `job`, one
 * `ended`, each as `u32BE headerBytes | header JSON | the bytes of its files one after another`. The child's word is
 * worth nothing beyond its own job: everything it sends is checked here and bounded by the caller.
 */
import { z } from 'zod';
import { headerBytesMax, treeEntriesMax, treePathBytesMax } from './limits.ts';

/** A path in a sandbox's tree: `work/…` or `tmp/…`, plain form. */
const treePath = z
  .string()
  .min(1)
  .refine(
    (text) =>
      Buffer.byteLength(text) <= treePathBytesMax &&
      /^(work|tmp)\//.test(text) &&
      !text.includes('\0') &&
      text.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    'not a plain path below work/ or tmp/',
  );

const fileHeader = z.strictObject({ path: treePath, bytes: z.number().int().nonnegative() });
const link = z.strictObject({ path: treePath, target: z.string().max(treePathBytesMax) });

export const readySchema = z.strictObject({ kind: z.literal('ready') });

export const endedSchema = z.strictObject({
  kind: z.literal('ended'),
  /** Null: the interpreter crashed or the program sent itself a signal. */
  exitCode: z.number().int().min(0).max(255).nullable(),
  /** The program ended in a `MemoryError`, or crashed after memory was refused. */
  outOfMemory: z.boolean(),
  /** A write was refused for want of space. */
  diskRefused: z.boolean(),
  /** Files that are new or have other content than the job gave. */
  files: z.array(fileHeader).max(treeEntriesMax),
  folders: z.array(treePath).max(treeEntriesMax),
  links: z.array(link).max(treeEntriesMax),
  /** Paths of the job's files that are gone. */
  deleted: z.array(treePath).max(treeEntriesMax),
});

export type FileHeader = z.infer<typeof fileHeader>;
export type Link = z.infer<typeof link>;
export type Ended = z.infer<typeof endedSchema>;

export interface Job {
  kind: 'job';
  /** `argv[0]`, for messages only. */
  program: string;
  arguments: readonly string[];
  /** Absolute inside the child, for example `/work/src`. */
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** Beyond what the interpreter itself holds before the program runs. */
  memoryBytesMax: number;
  diskBytesMax: number;
  files: readonly FileHeader[];
  folders: readonly string[];
  links: readonly Link[];
}

/** One message as chunks to be written one after another. */
export function encodeMessage(header: Job, contents: readonly Uint8Array[]): Uint8Array[] {
  const text = Buffer.from(JSON.stringify(header), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return [length, text, ...contents];
}

/**
 * Gathers one message from a child: feed chunks until `message` is there. Throws a `RangeError` when the child sends
 * more than it may.
 */
export class MessageReader {
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #header: { json: unknown; bytes: number } | null = null;
  #total = 0;
  readonly #bytesMax: number;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Returns the header and what followed it once `bodyBytes(header)` bytes are there. */
  push(
    chunk: Uint8Array,
    bodyBytes: (header: unknown) => number,
  ): { json: unknown; body: Uint8Array } | null {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#header === null) {
      if (this.#bytes < 4) return null;
      const bytes = this.#join().readUInt32BE(0);
      if (bytes > headerBytesMax) throw new RangeError(`a header of ${bytes} bytes`);
      if (this.#bytes < 4 + bytes) return null;
      const json = JSON.parse(this.#join().toString('utf8', 4, 4 + bytes)) as unknown;
      const total = 4 + bytes + bodyBytes(json);
      if (total > 4 + bytes + this.#bytesMax) throw new RangeError(`${total} bytes of files`);
      this.#header = { json, bytes: 4 + bytes };
      this.#total = total;
    }
    if (this.#bytes < this.#total) return null;
    if (this.#bytes > this.#total) throw new RangeError('bytes after the end of a message');
    return { json: this.#header.json, body: this.#join().subarray(this.#header.bytes) };
  }

  #join(): Buffer {
    const [first] = this.#chunks;
    const whole = this.#chunks.length === 1 && Buffer.isBuffer(first) ? first : Buffer.concat(this.#chunks);
    this.#chunks = [whole];
    return whole;
  }
}
