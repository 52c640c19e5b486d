/** The client against porters that lie, die or say nothing. Against honest ones it runs in the conformance suite. */
import assert from 'node:assert/strict';
import { duplexPair, type Duplex } from 'node:stream';
import { test } from 'node:test';
import type { Sandbox } from '@touchstone/contracts';
import { pack } from 'tar-stream';
import { someLimits } from '../../test/some-limits.ts';
import { openPorterSandbox } from './client.ts';
import {
  encodeFrame,
  FrameDecoder,
  requestSchema,
  type PorterEvent,
  type PorterRequest,
} from './protocol.ts';

type Unsigned = PorterEvent extends infer Event
  ? Event extends { session: string }
    ? Omit<Event, 'session'>
    : never
  : never;

/** A porter played by the test: it answers `hello` honestly and everything else as the test says. */
async function withPorter(
  play: (request: PorterRequest, say: (event: Unsigned, bytes?: Uint8Array) => void, stream: Duplex) => void,
): Promise<{ sandbox: Sandbox; disposed: () => boolean }> {
  const [ours, theirs] = duplexPair();
  const decoder = new FrameDecoder();
  let session = '';
  let disposed = false;
  const say = (event: Unsigned, bytes?: Uint8Array): void => {
    theirs.write(encodeFrame({ session, ...event }, bytes));
  };
  theirs.on('data', (chunk: Uint8Array) => {
    for (const frame of decoder.push(chunk)) {
      const request = requestSchema.parse(frame.json);
      if (request.op === 'hello') {
        session = request.session;
        say({ id: 0, event: 'ready', version: 1 });
      } else play(request, say, theirs);
    }
  });
  const sandbox = await openPorterSandbox({
    id: 'played',
    runtime: { driver: 'played', runtime: 'none', packages: {}, imageHash: 'none' },
    limits: someLimits,
    session: 'a session of the test',
    stream: ours,
    explainDeath: () => 'last words',
    dispose: async () => {
      disposed = true;
    },
  });
  return { sandbox, disposed: () => disposed };
}

const end = {
  event: 'end' as const,
  ending: 'exited' as const,
  exitCode: 0,
  droppedBytes: 0,
  cpuSeconds: 0,
  wallSeconds: 0,
  memoryBytesPeak: null,
};

test('a porter that dies in the middle of a command is a fault with its last words, and the sandbox is removed', async () => {
  const { sandbox, disposed } = await withPorter((_request, _say, stream) => stream.end());
  await assert.rejects(sandbox.exec({ argv: ['true'] }), { code: 'sandbox-died', message: /last words/ });
  assert.ok(disposed());
  await assert.rejects(sandbox.exec({ argv: ['true'] }), { code: 'sandbox-died' });
});

test('a frame of another session is a fault, whatever it says', async () => {
  const { sandbox, disposed } = await withPorter((request, say) => {
    if (request.op === 'start') say({ ...end, id: request.id, session: 'forged' } as Unsigned);
  });
  await assert.rejects(sandbox.exec({ argv: ['true'] }), { code: 'porter-protocol' });
  assert.ok(disposed());
});

test('more output than the limit allows is a fault: an honest porter would have cut it', async () => {
  const { sandbox } = await withPorter((request, say) => {
    if (request.op === 'start') say({ id: request.id, event: 'stdout' }, new Uint8Array(100));
  });
  await assert.rejects(sandbox.exec({ argv: ['true'], limits: { outputBytesMax: 99 } }), {
    code: 'porter-protocol',
  });
});

test('an exit code beside an ending that has none is a fault', async () => {
  const { sandbox } = await withPorter((request, say) => {
    if (request.op === 'start') say({ ...end, id: request.id, ending: 'cpu-limit' });
  });
  await assert.rejects(sandbox.exec({ argv: ['true'] }), { code: 'porter-protocol' });
});

test('bytes that are no frames are a fault', async () => {
  const { sandbox } = await withPorter((_request, _say, stream) => stream.write('HTTP/1.1 200 OK\r\n\r\n'));
  await assert.rejects(sandbox.exec({ argv: ['true'] }), { code: 'porter-protocol' });
});

test('an event for an exchange that nobody began is a fault', async () => {
  const { sandbox } = await withPorter((_request, say) => say({ id: 99, event: 'ok' }));
  await assert.rejects(sandbox.exec({ argv: ['true'] }), { code: 'porter-protocol' });
});

for (const [what, entry] of [
  ['a link', { name: 'x', type: 'symlink', linkname: '/etc/passwd' }],
  ['a path with ".."', { name: '../x' }],
  ['an absolute path', { name: '/x' }],
] as const) {
  test(`an archive with ${what} does not come out of a sandbox`, async () => {
    const archive = pack();
    archive.entry(entry, '');
    archive.finalize();
    const tar = Buffer.concat(await collect(archive as AsyncIterable<Uint8Array>));
    const { sandbox } = await withPorter((request, say) => {
      if (request.op !== 'get') return;
      say({ id: request.id, event: 'stdout' }, tar);
      say({ id: request.id, event: 'ok' });
    });
    await assert.rejects(sandbox.getFiles('', { bytesMax: 1000 }), { code: 'sandbox-archive-foul' });
  });
}

test('an abort kills the command and waits for its end before it throws', async () => {
  const seen: string[] = [];
  const { sandbox } = await withPorter((request, say) => {
    seen.push(request.op);
    if (request.op === 'kill') say({ ...end, id: request.id, ending: 'signalled', exitCode: null });
  });
  const controller = new AbortController();
  const running = sandbox.exec({ argv: ['sleep'], signal: controller.signal });
  controller.abort(new DOMException('enough', 'AbortError'));
  await assert.rejects(running, { name: 'AbortError', message: 'enough' });
  assert.deepEqual(seen, ['start', 'kill']);
});

test('two disposals remove the sandbox once and fail what still runs', async () => {
  const { sandbox, disposed } = await withPorter(() => undefined);
  const running = await sandbox.start({ argv: ['sleep'] });
  await Promise.all([sandbox[Symbol.asyncDispose](), sandbox[Symbol.asyncDispose]()]);
  await assert.rejects(running.result, { code: 'sandbox-disposed' });
  assert.ok(disposed());
});

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}
