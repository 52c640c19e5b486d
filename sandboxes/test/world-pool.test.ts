/** Sessions that share a process behave as sessions with a sandbox each, and none sees another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InputFault, SandboxFault } from '@touchstone/contracts';
import { createToolHost } from '../src/tools/session.ts';
import { createWorldPool } from '../src/tools/world/world-pool.ts';
import { createUnisolatedDriver } from './unisolated-driver.ts';
import { MemoryBlobs, libraryEnvironment } from './worlds.ts';

function openParts() {
  const blobs = new MemoryBlobs();
  const driver = createUnisolatedDriver();
  const worlds = createWorldPool({ driver });
  return { blobs, driver, worlds, shared: createToolHost({ driver, blobs, worlds }) };
}

const rows = { book: [{ isbn: '1', title: 'Stones', copies: 3 }] };
const lend = { tool: 'lend', arguments: { isbn: '1', reader: 'Ada' } };
const find = { tool: 'find_books', arguments: {} };

test('sessions of one world share a process and nothing else', async () => {
  const { blobs, driver, worlds, shared } = openParts();
  await using pool = worlds;
  const environment = libraryEnvironment(blobs, { rows });
  const sessions = await Promise.all(Array.from({ length: 20 }, () => shared.open(environment)));
  assert.equal(driver.opened, 1);
  assert.equal(pool.stats().sessions, 20);
  const [first, second] = sessions;
  assert.deepEqual(JSON.parse((await first!.call(lend)).text), { calls: 1, loans: 1 });
  assert.deepEqual(JSON.parse((await first!.call(lend)).text), { calls: 2, loans: 2 });
  // Neither the rows nor the program's own variables are shared.
  assert.match((await second!.call(find)).text, /"copies": 3/);
  assert.deepEqual(JSON.parse((await second!.call(lend)).text), { calls: 1, loans: 1 });
  assert.equal((await first!.snapshot())['loan']?.length, 2);
  await first!.reset();
  assert.equal((await first!.snapshot())['loan']?.length, 0);
  for (const session of sessions) await session[Symbol.asyncDispose]();
  assert.equal(pool.stats().sessions, 0);
});

test('a world that cannot be served is refused, and the others go on', async () => {
  const { blobs, worlds, shared } = openParts();
  await using _pool = worlds;
  await using good = await shared.open(libraryEnvironment(blobs, { rows }));
  await assert.rejects(
    shared.open(libraryEnvironment(blobs, { program: 'x = ' })),
    (thrown) => thrown instanceof InputFault && thrown.code === 'world-unusable',
  );
  assert.equal((await good.call(find)).isError, false);
});

test('a process that dies is a fault in every session of it, and the next session has a new one', async () => {
  const { blobs, driver, worlds, shared } = openParts();
  await using _pool = worlds;
  const environment = libraryEnvironment(blobs, { rows });
  await using first = await shared.open(environment);
  await using second = await shared.open(environment);
  [...driver.alive].forEach((sandbox) => sandbox.die());
  for (const session of [first, second])
    await assert.rejects(session.call(find), (thrown) => thrown instanceof SandboxFault);
  await using third = await shared.open(environment);
  assert.equal((await third.call(find)).isError, false);
  assert.equal(driver.opened, 2);
});
