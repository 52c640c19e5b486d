/**
 * The language between a host client and a porter (the small program that starts commands inside a sandbox): frames
 * over one duplex byte stream, in both directions
 *
 *   u32BE jsonBytes | u32BE binaryBytes | JSON (UTF-8) | bytes
 *
 * The host sends requests, the porter answers with events. `id` names an exchange: the host picks it (1, 2, 3 …) in
 * `start`, `put`, `get` or `ping`, and every later frame of that exchange carries it. `hello` is the first request and
 * has id 0, `ready` is its answer. Knows nothing of drivers; the porters that speak it are `porter.py` (bwrap, docker)
 * and the embedded driver's own.
 *
 * Exchanges:
 * - `start` → `stdout`*, `stderr`*, `stdin-taken`* → `end`. The binary part is the beginning of standard input.
 * - `put` (then `stdin`* and `stdin-close`, a tar stream) → `stdin-taken`* → `ok` or `error`.
 * - `get` → `stdout`* (a tar stream) → `ok` or `error`.
 * - `ping` → `ok`.
 * `kill` ends whatever exchange it names; a `start` killed so still gets its `end` (`signalled`).
 * `stdin` for an exchange that has ended is ignored: the end was on its way.
 */
import { limitsSchema } from '@touchstone/contracts';
import { z } from 'zod';
import { frameBinaryBytesMax, frameJsonBytesMax } from './limits.ts';

export const protocolVersion = 1;

const id = z.number().int().nonnegative();
const count = z.number().int().nonnegative();

export const requestSchema = z.discriminatedUnion('op', [
  z.strictObject({
    id: z.literal(0),
    op: z.literal('hello'),
    version: z.literal(protocolVersion),
    /** Secret of this session: every event must carry it. Whatever runs in the sandbox must not be able to read it. */
    session: z.string().min(16),
    limits: limitsSchema,
  }),
  z.strictObject({
    id,
    op: z.literal('start'),
    argv: z.array(z.string()).min(1),
    env: z.record(z.string(), z.string()),
    /** Relative to `/work`; empty for `/work` itself. */
    cwd: z.string(),
    /** Complete, already no looser than the sandbox's own. */
    limits: limitsSchema,
    /** Standard input ends with this frame's binary part. */
    stdinClosed: z.boolean(),
  }),
  z.strictObject({ id, op: z.literal('stdin') }),
  z.strictObject({ id, op: z.literal('stdin-close') }),
  z.strictObject({ id, op: z.literal('kill') }),
  z.strictObject({ id, op: z.literal('put') }),
  z.strictObject({ id, op: z.literal('get'), path: z.string(), bytesMax: count }),
  z.strictObject({ id, op: z.literal('ping') }),
]);
export type PorterRequest = z.infer<typeof requestSchema>;

const endings = [
  'exited',
  'signalled',
  'cpu-limit',
  'memory-limit',
  'output-limit',
  'process-limit',
  'disk-limit',
  'wall-limit',
] as const;

const session = z.string();

export const eventSchema = z.discriminatedUnion('event', [
  z.strictObject({
    id: z.literal(0),
    session,
    event: z.literal('ready'),
    version: z.literal(protocolVersion),
  }),
  z.strictObject({ id, session, event: z.literal('stdout') }),
  z.strictObject({ id, session, event: z.literal('stderr') }),
  /** So many bytes of standard input have left the porter for the process (or were discarded: it closed its end). */
  z.strictObject({ id, session, event: z.literal('stdin-taken'), bytes: count }),
  z.strictObject({
    id,
    session,
    event: z.literal('end'),
    ending: z.enum(endings),
    exitCode: z.number().int().nullable(),
    droppedBytes: count,
    cpuSeconds: z.number().nonnegative(),
    wallSeconds: z.number().nonnegative(),
    memoryBytesPeak: count.nullable(),
  }),
  z.strictObject({ id, session, event: z.literal('ok') }),
  /**
   * `put` and `get`: the transfer was refused. Codes: `bad-path`, `link`, `too-large`, `not-found`, `disk-full`,
   * `failed`. With id 0: the porter itself gives up, the sandbox is lost.
   */
  z.strictObject({ id, session, event: z.literal('error'), code: z.string(), message: z.string() }),
]);
export type PorterEvent = z.infer<typeof eventSchema>;
export type EndEvent = Extract<PorterEvent, { event: 'end' }>;

export interface Frame {
  json: unknown;
  bytes: Uint8Array;
}

const none = new Uint8Array(0);

/** One frame as bytes. Throws a `RangeError` beyond the limits of `limits.ts`: the caller must split. */
export function encodeFrame(json: PorterRequest | PorterEvent, bytes: Uint8Array = none): Uint8Array {
  const text = Buffer.from(JSON.stringify(json), 'utf8');
  if (text.length > frameJsonBytesMax || bytes.length > frameBinaryBytesMax) {
    throw new RangeError(
      `A frame of ${text.length} + ${bytes.length} bytes is larger than the protocol allows.`,
    );
  }
  const frame = Buffer.allocUnsafe(8 + text.length + bytes.length);
  frame.writeUInt32BE(text.length, 0);
  frame.writeUInt32BE(bytes.length, 4);
  text.copy(frame, 8);
  frame.set(bytes, 8 + text.length);
  return frame;
}

/** Cuts a byte stream into frames. Throws a `RangeError` or `SyntaxError` on anything that is not one. */
export class FrameDecoder {
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  push(chunk: Uint8Array): Frame[] {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame !== null; frame = this.#next()) frames.push(frame);
    return frames;
  }

  /** Bytes of a frame that has begun and not ended: not 0 at the end of a stream means that it was cut. */
  get pendingBytes(): number {
    return this.#bytes;
  }

  #next(): Frame | null {
    if (this.#bytes < 8) return null;
    if ((this.#chunks[0]?.length ?? 0) < 8) this.#join();
    const head = this.#chunks[0] as Uint8Array;
    const view = new DataView(head.buffer, head.byteOffset, 8);
    const jsonBytes = view.getUint32(0);
    const binaryBytes = view.getUint32(4);
    if (jsonBytes > frameJsonBytesMax || binaryBytes > frameBinaryBytesMax) {
      throw new RangeError(
        `A frame announces ${jsonBytes} + ${binaryBytes} bytes, more than the protocol allows.`,
      );
    }
    const total = 8 + jsonBytes + binaryBytes;
    if (this.#bytes < total) return null;
    if (head.length < total) this.#join();
    const all = this.#chunks[0] as Uint8Array;
    const text = Buffer.from(all.buffer, all.byteOffset + 8, jsonBytes).toString('utf8');
    const bytes = all.slice(8 + jsonBytes, total);
    const rest = all.subarray(total);
    if (rest.length > 0) this.#chunks[0] = rest;
    else this.#chunks.shift();
    this.#bytes -= total;
    return { json: JSON.parse(text) as unknown, bytes };
  }

  /** Joining only when a frame is complete or its head is split keeps the cost linear. */
  #join(): void {
    this.#chunks = [Buffer.concat(this.#chunks)];
  }
}
