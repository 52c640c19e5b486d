/**
 * The embedded driver's porter: speaks the porter protocol on one end of an in-process stream pair, keeps the sandbox's
 * files as a tree, and gives every `python3 …` a fresh interpreter child, every `node …` a fresh process. It is trusted and runs in the host process;
 * nothing foreign does. A program sees the files as they were when it started; what it changed is there once it ended.
 */
import type { Duplex } from 'node:stream';
import { SandboxFault, type Limits } from '@touchstone/contracts';
import { frameBinaryBytesMax } from '../porter/limits.ts';
import {
  encodeFrame,
  FrameDecoder,
  protocolVersion,
  requestSchema,
  type Frame,
  type PorterEvent,
  type PorterRequest,
} from '../porter/protocol.ts';
import { archiveOf, filesOfArchive, TransferRefused } from './archive.ts';
import { ProgramRun, type Programs } from './program-run.ts';
import { FileTree } from './tree.ts';

/** An event without what the porter adds to each. */
type Event = PorterEvent extends infer E ? (E extends PorterEvent ? Omit<E, 'session'> : never) : never;
type Start = Extract<PorterRequest, { op: 'start' }>;

interface Upload {
  chunks: Uint8Array[];
  bytes: number;
}

export class EmbeddedPorter {
  readonly #stream: Duplex;
  readonly #programs: Programs;
  readonly #decoder = new FrameDecoder();
  readonly #runs = new Map<number, ProgramRun>();
  readonly #uploads = new Map<number, Upload>();
  #session = '';
  #tree = new FileTree(0);
  #diskBytesMax = 0;
  #isClosed = false;

  constructor(stream: Duplex, programs: Programs) {
    this.#stream = stream;
    this.#programs = programs;
    stream.on('data', (chunk: Uint8Array) => {
      for (const frame of this.#decoder.push(chunk)) this.#take(frame);
    });
    stream.on('error', () => undefined);
    stream.on('close', () => void this.close());
  }

  /** Ends every program. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#runs.values()].map((run) => run.kill()));
  }

  #take(frame: Frame): void {
    const request = requestSchema.parse(frame.json);
    switch (request.op) {
      case 'hello':
        return this.#hello(request.session, request.limits);
      case 'ping':
        return this.#send({ id: request.id, event: 'ok' });
      case 'start':
        return void this.#start(request, frame.bytes);
      case 'stdin':
        return this.#stdin(request.id, frame.bytes);
      case 'stdin-close':
        return this.#stdinClose(request.id);
      case 'kill':
        this.#uploads.delete(request.id);
        return void this.#runs.get(request.id)?.kill();
      case 'put':
        this.#uploads.set(request.id, { chunks: [], bytes: 0 });
        return;
      case 'get':
        return void this.#get(request.id, request.path, request.bytesMax);
    }
  }

  #hello(session: string, limits: Limits): void {
    this.#session = session;
    this.#diskBytesMax = limits.diskBytesMax;
    this.#tree = new FileTree(limits.diskBytesMax);
    this.#send({ id: 0, event: 'ready', version: protocolVersion });
  }

  async #start(request: Start, stdin: Uint8Array): Promise<void> {
    const { id } = request;
    const run = new ProgramRun(request, this.#tree, {
      stdout: (bytes) => this.#send({ id, event: 'stdout' }, bytes),
      stderr: (bytes) => this.#send({ id, event: 'stderr' }, bytes),
      stdinTaken: (bytes) => this.#send({ id, event: 'stdin-taken', bytes }),
    });
    this.#runs.set(id, run);
    run.write(stdin, false);
    if (request.stdinClosed) run.closeStdin();
    try {
      this.#send({ id, event: 'end', ...(await run.finish(this.#programs)) });
    } catch (thrown) {
      // Not the program's doing: the sandbox is lost.
      const code = thrown instanceof SandboxFault ? thrown.code : 'failed';
      this.#send({
        id: 0,
        event: 'error',
        code,
        message: thrown instanceof Error ? thrown.message : String(thrown),
      });
    } finally {
      this.#runs.delete(id);
    }
  }

  #stdin(id: number, bytes: Uint8Array): void {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return this.#runs.get(id)?.write(bytes, true);
    upload.bytes += bytes.length;
    // Kept only as far as it may be more than a tar of what fits; the refusal comes at the end, in order.
    if (upload.bytes <= 2 * this.#diskBytesMax + 64 * 1024 * 1024) upload.chunks.push(bytes);
    this.#send({ id, event: 'stdin-taken', bytes: bytes.length });
  }

  #stdinClose(id: number): void {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return this.#runs.get(id)?.closeStdin();
    this.#uploads.delete(id);
    void this.#answer(id, async () => {
      const files = await filesOfArchive(upload.chunks);
      const placed = files.map(({ path, bytes }) => ({ path: `work/${path}`, bytes }));
      this.#tree.put(placed);
    });
  }

  #get(id: number, path: string, bytesMax: number): Promise<void> {
    return this.#answer(id, async () => {
      const base = path === '' ? 'work' : `work/${path}`;
      if (path !== '' && (this.#tree.isBehindLink(base) || !this.#tree.has(base))) {
        throw new TransferRefused('not-found', `there is no ${base}`);
      }
      const files = this.#tree.under(base);
      const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
      if (bytes > bytesMax)
        throw new TransferRefused('too-large', `${bytes} bytes are more than ${bytesMax}`);
      for await (const chunk of archiveOf(
        files.map((file) => ({ ...file, path: file.path.slice('work/'.length) })),
      )) {
        this.#send({ id, event: 'stdout' }, chunk);
      }
    });
  }

  async #answer(id: number, act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#send({ id, event: 'ok' });
    } catch (thrown) {
      const { code, message } = TransferRefused.of(thrown);
      this.#send({ id, event: 'error', code, message });
    }
  }

  #send(event: Event, bytes: Uint8Array = new Uint8Array(0)): void {
    if (this.#isClosed) return;
    const full = { ...event, session: this.#session };
    let offset = 0;
    do {
      this.#stream.write(encodeFrame(full, bytes.subarray(offset, offset + frameBinaryBytesMax)));
      offset += frameBinaryBytesMax;
    } while (offset < bytes.length);
  }
}
