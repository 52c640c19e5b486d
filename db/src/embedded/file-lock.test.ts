import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { acquireFileLock, tryFileLock } from './file-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'touchstone-lock-'));
test.after(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'a.lock');

test('shared locks are held together, an exclusive one alone, also within one process', () => {
  const shared = [tryFileLock(path, 'shared'), tryFileLock(path, 'shared')];
  assert.ok(shared[0] && shared[1]);
  assert.equal(tryFileLock(path, 'exclusive'), null);
  shared[0].release();
  assert.equal(tryFileLock(path, 'exclusive'), null);
  shared[1].release();
  const exclusive = tryFileLock(path, 'exclusive');
  assert.ok(exclusive);
  assert.equal(tryFileLock(path, 'shared'), null);
  exclusive.release();
  exclusive.release();
  tryFileLock(path, 'shared')?.release();
});

test('a lock writes nothing, so that it can be taken on a full disk', async () => {
  const lock = tryFileLock(path, 'exclusive');
  assert.deepEqual(await readdir(folder), ['a.lock']);
  assert.equal(statSync(path).size, 0);
  lock?.release();
});

test('a waiter gives up at its limit, and at once when aborted', async () => {
  const held = tryFileLock(path, 'exclusive');
  await assert.rejects(acquireFileLock(path, { kind: 'shared', waitMsMax: 1 }), {
    code: 'lock-timeout',
    retryable: true,
  });
  const reason = new Error('stop');
  const signal = AbortSignal.abort(reason);
  await assert.rejects(acquireFileLock(path, { kind: 'shared', waitMsMax: 1, signal }), reason);
  held?.release();
});
