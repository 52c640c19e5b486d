/** Any process may be killed at any instant: what was acknowledged is there, whole, and the next opening needs nobody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRng } from '@touchstone/contracts';
import {
  openDatabase,
  publishReady,
  readBlobs,
  readRecordedItems,
  readSecrets,
  readTaskIds,
  readTasks,
  runIdOf,
  type Database,
} from '../src/index.ts';
import { startChild, type Child } from './child.ts';
import { family, fingerprint, sampleRecipe } from './samples.ts';
import { homeOf, killServer } from './temporary.ts';

const recorder = new URL('recorder.ts', import.meta.url);
const run = runIdOf({
  recipe: sampleRecipe('killed'),
  saltKeyFingerprint: fingerprint,
  families: [{ family, version: 1 }],
});
const isItem = (line: string) => /^\d+$/.test(line);
const lastItem = (child: Child) => Number(child.lines.findLast(isItem) ?? -1);

/** Every acknowledged item is recorded, and every recorded one has all its bodies: publishing reads them. */
async function assertWhole(database: Database, acknowledgedUpTo: number): Promise<void> {
  const recorded = await readRecordedItems(database.verify, { run, family, start: 0, end: 1_000_000 });
  for (let item = 0; item <= acknowledgedUpTo; item += 1)
    assert.ok(recorded.has(item), `item ${item} is lost`);
  const { published } = await publishReady(database.verify, {
    run,
    family,
    decide: async ({ certificate }) => ({ publish: true, signature: null, certificate }),
  });
  assert.equal(published, recorded.size);
  const ids = await readTaskIds(database.verify, { run });
  assert.equal(ids.length, recorded.size);
  await readSecrets(database.verify, ids);
  const tasks = await readTasks(database.serve, ids);
  const named = tasks.flatMap(({ task }) => task.environment.files.map(({ blob }) => blob));
  await readBlobs(database.serve, named);
}

test('a server killed again and again under a writing client loses nothing acknowledged, and the client goes on', async (t) => {
  const home = homeOf(t);
  const rng = createRng('kill the server');
  const child = startChild(t, recorder, [home]);
  await child.line(isItem);
  for (let round = 0; round < 6; round += 1) {
    await sleep(rng.integer(20, 250));
    killServer(home);
    const before = lastItem(child);
    await child.line((line) => isItem(line) && Number(line) > before + 20);
  }
  await child.kill();
  await using database = await openDatabase({ home, applicationName: 'test' });
  await assertWhole(database, lastItem(child));
});

test('clients and servers killed in turn at any moment lose nothing acknowledged, and nobody needs to help', async (t) => {
  const home = homeOf(t);
  const rng = createRng('kill both');
  let acknowledged = -1;
  for (let round = 0; round < 5; round += 1) {
    const child = startChild(t, recorder, [home, String(acknowledged + 1)]);
    await child.line(isItem);
    await sleep(rng.integer(10, 200));
    const first = rng.chance(0.5) ? 'server' : 'client';
    if (first === 'server') killServer(home);
    await child.kill();
    acknowledged = Math.max(acknowledged, lastItem(child));
    if (first === 'client' && round % 2 === 0) killServer(home);
  }
  await using database = await openDatabase({ home, applicationName: 'test' });
  await assertWhole(database, acknowledged);
});
