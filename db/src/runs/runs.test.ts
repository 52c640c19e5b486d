import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certified, family, fingerprint, refused, sampleRecipe } from '../../test/samples.ts';
import { fileDatabase } from '../../test/temporary.ts';
import {
  controlRun,
  openRun,
  publishReady,
  readAudit,
  readFaultGroups,
  readRecordedItems,
  readRunControl,
  readRunEvents,
  readRunProgress,
  readYieldGroups,
  recordItem,
  recordUncertified,
  retryParked,
} from '../index.ts';

const { verify, curate } = await fileDatabase();
const now = new Date('2026-11-24T12:00:00.000Z');

async function begin(name: string, quota: number): Promise<string> {
  const { id } = await openRun(verify, {
    recipe: sampleRecipe(name),
    saltKeyFingerprint: fingerprint,
    families: [{ family, version: 1, category: 'interpreter', quota }],
  });
  return id;
}

const publish = (run: string) =>
  publishReady(verify, {
    run,
    family,
    decide: async ({ certificate }) => ({ publish: true, signature: null, certificate }),
  });
const parked = (run: string, item: number) => ({ ...refused(run, item), status: 'parked' as const });

test('whoever reads events as they come misses none, however many write at once', async () => {
  const run = await begin('events', 40);
  const items = Array.from({ length: 40 }, (_, item) => item);
  let writing = true;
  const seen: number[] = [];
  const reader = (async () => {
    for (let last = false; ;) {
      const events = await readRunEvents(verify, { run, after: seen.at(-1) ?? 0 });
      seen.push(...events.map(({ id }) => id));
      if (last) return;
      last = !writing;
    }
  })();
  await Promise.all([
    ...items.map(async (item) => {
      await recordItem(verify, item % 3 === 0 ? refused(run, item) : certified(run, item));
      await publish(run);
    }),
    recordUncertified(verify, [refused(run, 100), refused(run, 101)]),
  ]);
  writing = false;
  await reader;
  const all = await readRunEvents(verify, { run, after: 0 });
  assert.deepEqual(
    seen,
    all.map(({ id }) => id),
  );
  const statuses = new Map(all.map(({ item, status }) => [item, status]));
  assert.deepEqual(
    [statuses.get(0), statuses.get(1), statuses.get(101)],
    ['refused', 'published', 'refused'],
  );
});

test('parked items are tried again, refused ones are not, and publication goes on from the lowest', async () => {
  const run = await begin('parked', 4);
  await recordItem(verify, certified(run, 0));
  await recordItem(verify, parked(run, 1));
  await recordItem(verify, refused(run, 2));
  await recordItem(verify, certified(run, 3));
  await publish(run);
  assert.equal((await readRunProgress(verify, run))[0]?.nextItem, 4);
  assert.equal(await retryParked(verify, { run, actor: 'ada', now }), 1);
  const [progress] = await readRunProgress(verify, run);
  assert.deepEqual([progress?.nextItem, progress?.parked, progress?.published], [1, 0, 2]);
  assert.deepEqual([...(await readRecordedItems(verify, { run, family, start: 0, end: 9 }))], [0, 2, 3]);
  await recordItem(verify, certified(run, 1));
  assert.equal((await publish(run)).newlyPublished.length, 1);
  assert.equal((await readRunProgress(verify, run))[0]?.published, 3);
  assert.equal(await retryParked(verify, { run, actor: 'ada', now }), 0);
});

test('what was parked stays so where the quota is met', async () => {
  const run = await begin('met', 1);
  await recordItem(verify, parked(run, 0));
  await recordItem(verify, certified(run, 1));
  await publish(run);
  assert.equal(await retryParked(verify, { run, actor: 'ada', now }), 0);
});

test('a wish about a run is kept once, with who had it', async () => {
  const run = await begin('wishes', 1);
  assert.equal(await readRunControl(verify, run), 'running');
  await controlRun(verify, { run, state: 'paused', actor: 'ada', now });
  await controlRun(verify, { run, state: 'paused', actor: 'grace', now });
  assert.equal(await readRunControl(verify, run), 'paused');
  const { entries } = await readAudit(curate, { limit: 100 });
  assert.deepEqual(
    entries.filter(({ detail }) => detail === run).map(({ actor, act }) => [actor, act]),
    [['ada', 'run-paused']],
  );
});

test('faults are grouped with an example, yields count every item once', async () => {
  const run = await begin('groups', 3);
  await recordItem(verify, certified(run, 0));
  await recordItem(verify, refused(run, 1));
  await recordItem(verify, refused(run, 2));
  await recordItem(verify, parked(run, 3));
  const [group] = await readFaultGroups(verify, run);
  assert.deepEqual([group?.gate, group?.count], ['wrong-fails', 3]);
  const yields = await readYieldGroups(verify, { run, category: 'interpreter' });
  assert.deepEqual(yields.map(({ status, count }) => [status, count]).sort(), [
    ['certified', 1],
    ['parked', 1],
    ['refused', 2],
  ]);
  assert.deepEqual(await readYieldGroups(verify, { run, category: 'code' }), []);
});
