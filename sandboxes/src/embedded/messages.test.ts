import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endedSchema, MessageReader } from './messages.ts';

const message = (header: unknown, body = ''): Buffer => {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, Buffer.from(body)]);
};

test('a message is read whole however its bytes are cut', () => {
  const bytes = message({ n: 3 }, 'abc');
  for (let cut = 1; cut < bytes.length; cut += 1) {
    const reader = new MessageReader(10);
    const first = reader.push(bytes.subarray(0, cut), () => 3);
    assert.equal(first, null);
    const read = reader.push(bytes.subarray(cut), () => 3);
    assert.deepEqual([read?.json, Buffer.from(read?.body ?? '').toString()], [{ n: 3 }, 'abc']);
  }
});

test('a child that announces too much, sends too much or no JSON is refused before it is stored', () => {
  const huge = Buffer.from([0xff, 0xff, 0xff, 0xff]);
  assert.throws(() => new MessageReader(10).push(huge, () => 0), RangeError);
  assert.throws(() => new MessageReader(10).push(message({}), () => 11), RangeError);
  assert.throws(() => new MessageReader(10).push(message({}, 'abcd'), () => 3), RangeError);
  assert.throws(() => new MessageReader(10).push(Buffer.from([0, 0, 0, 1, 0x7b]), () => 0), SyntaxError);
});

test('an end names only plain paths of the sandbox', () => {
  const ended = {
    kind: 'ended',
    exitCode: 0,
    outOfMemory: false,
    diskRefused: false,
    folders: [],
    links: [],
    deleted: [],
  };
  const parse = (path: string): boolean =>
    endedSchema.safeParse({ ...ended, files: [{ path, bytes: 1 }] }).success;
  assert.ok(parse('work/a/b'));
  for (const path of [
    '../a',
    'work/../../a',
    '/etc/passwd',
    'etc/passwd',
    'work',
    'work/',
    'work//a',
    'work/./a',
    'tmp/a\0b',
    `work/${'a'.repeat(5000)}`,
  ]) {
    assert.ok(!parse(path), path);
  }
});
