/** What needs a driver that can be watched and made to die; `tools-drivers.test.ts` has the rest. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SandboxFault } from '@touchstone/contracts';
import { createAttemptRunner } from '../src/attempts/runner.ts';
import { createToolHost } from '../src/tools/session.ts';
import { createUnisolatedDriver } from './unisolated-driver.ts';
import { MemoryBlobs, libraryEnvironment, notebookEnvironment } from './worlds.ts';

const looping = { name: 'loop', how: 'waits', source: 'import time\ndef solve(tools):\n    time.sleep(600)' };

function openParts() {
  const blobs = new MemoryBlobs();
  const driver = createUnisolatedDriver();
  const toolHost = createToolHost({ driver, blobs });
  return { blobs, driver, toolHost, attempts: createAttemptRunner({ driver, blobs, toolHost }) };
}

test('a sandbox that dies under a program is a fault', async () => {
  const { blobs, driver, attempts } = openParts();
  const running = attempts.attempt(notebookEnvironment(blobs), looping, { access: 'full' });
  setTimeout(() => [...driver.alive].forEach((sandbox) => sandbox.die()), 300);
  await assert.rejects(running, (thrown) => thrown instanceof SandboxFault && thrown.code === 'sandbox-died');
  assert.equal(driver.alive.size, 0);
});

test('a sandbox that dies under a kernel is a fault, not a kernel to replace', async () => {
  const { blobs, driver, toolHost } = openParts();
  await using session = await toolHost.open(notebookEnvironment(blobs));
  [...driver.alive].forEach((sandbox) => sandbox.die());
  for (const code of ['1', '2'])
    await assert.rejects(session.call({ tool: 'python', arguments: { code } }), (thrown) => {
      return thrown instanceof SandboxFault && thrown.code === 'sandbox-died';
    });
});

test('nothing stays open, however an attempt or a session ended', async () => {
  const { blobs, driver, toolHost, attempts } = openParts();
  const library = libraryEnvironment(blobs);
  const source = 'def solve(tools):\n    return tools.find_books()';
  await attempts.attempt(library, { ...looping, source }, { access: 'full' });
  assert.equal(driver.opened, 2);
  await attempts.attempt(notebookEnvironment(blobs), { ...looping, source }, { access: 'full' });
  await attempts.attempt(library, { ...looping, source: 'x' }, { access: 'none' });
  assert.equal(driver.opened, 5, 'no tools are opened where none can be called');
  const broken = libraryEnvironment(blobs, { program: 'x = ' });
  await assert.rejects(toolHost.open(broken));
  await assert.rejects(attempts.attempt(broken, { ...looping, source }, { access: 'full' }));
  assert.equal(driver.alive.size, 0);
});

test('a world of fifty thousand rows loads, answers and is looked at without running into a limit', async () => {
  const { blobs, toolHost } = openParts();
  const book = Array.from({ length: 50_000 }, (_, index) => ({
    isbn: String(index).padStart(6, '0'),
    title: `Volume ${index} of a long series about stones`,
    copies: index % 7,
  }));
  await using session = await toolHost.open(libraryEnvironment(blobs, { rows: { book } }));
  const reply = await session.call({ tool: 'find_books', arguments: { query: 'Volume 49999 ', limit: 2 } });
  assert.deepEqual(JSON.parse(reply.text), [book[49_999]]);
  assert.deepEqual((await session.snapshot())['book'], book);
});
