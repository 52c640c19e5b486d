import assert from 'node:assert/strict';
import test from 'node:test';
import { followEvents, parseEvents, type StreamedEvent, type StreamState } from './event-stream.ts';

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

test('events cut anywhere between chunks are read whole', async () => {
  const text =
    ': hello\n\nid: 7\nevent: item\ndata: {"a":\ndata: "é"}\n\nid: 8\r\ndata: x\r\n\r\ndata: cut off';
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at <= bytes.length; at++) {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, at));
        controller.enqueue(bytes.slice(at));
        controller.close();
      },
    });
    const events = await Array.fromAsync(parseEvents(stream));
    assert.deepEqual(
      events,
      [
        { id: '7', event: 'item', data: '{"a":\n"é"}' },
        { id: '8', event: 'message', data: 'x' },
      ],
      `cut at ${at}`,
    );
  }
});

test('a lost connection is resumed from the last id, waiting longer each time until events come again', async () => {
  const abort = new AbortController();
  const asked: (string | null)[] = [];
  const waits: number[] = [];
  const seen: StreamedEvent[] = [];
  const states: StreamState['state'][] = [];
  await followEvents({
    signal: abort.signal,
    async connect(lastId) {
      asked.push(lastId);
      if (asked.length === 2 || asked.length === 3) throw new Error('connection refused');
      if (asked.length === 5) abort.abort();
      return new Response(streamOf(`id: ${asked.length}\ndata: n\n\n`));
    },
    onEvent: (event) => seen.push(event),
    onState: ({ state }) => states.push(state),
    wait: async (ms) => void waits.push(ms),
  });
  assert.deepEqual(asked, [null, '1', '1', '1', '4']);
  assert.deepEqual(waits, [250, 500, 1_000, 250]);
  assert.deepEqual(states.slice(0, 3), ['connecting', 'live', 'lost']);
});

test('a refusal is not tried again', async () => {
  const states: StreamState[] = [];
  let connections = 0;
  await followEvents({
    signal: new AbortController().signal,
    connect: async () => {
      connections++;
      return new Response('no', { status: 403 });
    },
    onEvent: () => assert.fail('nothing comes'),
    onState: (state) => states.push(state),
    wait: async () => undefined,
  });
  assert.equal(connections, 1);
  assert.equal(states.at(-1)?.state, 'refused');
});
