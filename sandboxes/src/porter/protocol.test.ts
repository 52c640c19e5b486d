import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { frameBinaryBytesMax } from './limits.ts';
import { encodeFrame, FrameDecoder } from './protocol.ts';

test('a frame is two big-endian lengths, the JSON and the bytes', () => {
  const frame = encodeFrame({ id: 1, op: 'ping' }, Uint8Array.of(7, 8));
  const json = '{"id":1,"op":"ping"}';
  assert.deepEqual([...frame.subarray(0, 8)], [0, 0, 0, json.length, 0, 0, 0, 2]);
  assert.equal(Buffer.from(frame.subarray(8, -2)).toString(), json);
  assert.deepEqual([...frame.subarray(-2)], [7, 8]);
});

test('frames come out whole and in order however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      (payloads, cuts) => {
        const stream = Buffer.concat(payloads.map((bytes, id) => encodeFrame({ id, op: 'stdin' }, bytes)));
        const decoder = new FrameDecoder();
        const frames = [];
        for (let offset = 0, index = 0; offset < stream.length; index += 1) {
          const size = cuts[index % cuts.length] ?? 1;
          frames.push(...decoder.push(stream.subarray(offset, offset + size)));
          offset += size;
        }
        assert.deepEqual(
          frames.map(({ json, bytes }) => ({ json, bytes: [...bytes] })),
          payloads.map((bytes, id) => ({ json: { id, op: 'stdin' }, bytes: [...bytes] })),
        );
        assert.equal(decoder.pendingBytes, 0);
      },
    ),
  );
});

test('a frame beyond the limits is refused before it is waited for', () => {
  assert.throws(
    () => encodeFrame({ id: 1, op: 'stdin' }, new Uint8Array(frameBinaryBytesMax + 1)),
    RangeError,
  );
  assert.throws(() => new FrameDecoder().push(Uint8Array.of(0, 0, 0, 2, 255, 255, 255, 255)), RangeError);
});

test('what is not JSON is refused', () => {
  assert.throws(() => new FrameDecoder().push(Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0, 120)), SyntaxError);
});
