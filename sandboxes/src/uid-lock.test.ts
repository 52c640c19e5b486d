import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { sandboxUidFirst } from './limits.ts';
import { lockFreeUid, tryLockUid } from './uid-lock.ts';

test('two locks at once are of different ids, all in the range of sandboxes', async () => {
  await using one = await lockFreeUid();
  await using other = await lockFreeUid();
  assert.notEqual(one.uid, other.uid);
  assert.ok(Math.min(one.uid, other.uid) >= sandboxUidFirst);
});

test('an id that is given back can be locked again', async () => {
  const lock = await lockFreeUid();
  assert.equal(await tryLockUid(lock.uid), null);
  await lock[Symbol.asyncDispose]();
  const again = await tryLockUid(lock.uid);
  assert.notEqual(again, null);
  await again?.[Symbol.asyncDispose]();
});

test('another process cannot have the id, until it is killed it keeps its own, and then the id is free', async () => {
  const module = new URL('./uid-lock.ts', import.meta.url).href;
  const script = `const lock = await (await import('${module}')).lockFreeUid(); console.log(lock.uid); setInterval(() => {}, 1000);`;
  await using mine = await lockFreeUid();
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const theirs = Number(line.toString());
  assert.notEqual(theirs, mine.uid);
  assert.equal(await tryLockUid(theirs), null);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const freed = await tryLockUid(theirs);
  assert.notEqual(freed, null);
  await freed?.[Symbol.asyncDispose]();
});
