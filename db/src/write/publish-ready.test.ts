import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftId, hashBytes } from '@touchstone/contracts';
import {
  findNear,
  openRun,
  publishReady,
  readBlobs,
  readRunProgress,
  readSecrets,
  readTaskIds,
  readTasks,
  recordItem,
  type Candidate,
  type Decision,
} from '../index.ts';
import {
  certified,
  family,
  fingerprint,
  refused,
  sampleDraft,
  sampleRecipe,
  utf8,
} from '../../test/samples.ts';
import { fileDatabase } from '../../test/temporary.ts';

const database = await fileDatabase();
const { verify, serve } = database;

async function begin(name: string, quota: number): Promise<string> {
  const { id } = await openRun(verify, {
    recipe: sampleRecipe(name),
    saltKeyFingerprint: fingerprint,
    families: [{ family, version: 1, category: 'interpreter', quota }],
  });
  return id;
}

const publishAll = async (candidate: Candidate): Promise<Decision> => ({
  publish: true,
  signature: null,
  certificate: candidate.certificate,
});

const itemsOf = async (ids: readonly string[]) =>
  (await readSecrets(verify, ids)).map((secret) => secret.lineage.item);

test('an item is published only when every lower item has an outcome, and the lowest that pass win', async () => {
  const run = await begin('in-order', 3);
  const look = () => publishReady(verify, { run, family, decide: publishAll });
  await recordItem(verify, certified(run, 2));
  assert.deepEqual((await look()).newlyPublished, []);
  await recordItem(verify, certified(run, 0));
  assert.deepEqual(await itemsOf((await look()).newlyPublished), [0]);
  await recordItem(verify, certified(run, 5));
  await recordItem(verify, certified(run, 4));
  await recordItem(verify, refused(run, 1));
  assert.deepEqual(await itemsOf((await look()).newlyPublished), [2]);
  await recordItem(verify, { ...refused(run, 3), status: 'parked' });
  const last = await look();
  assert.deepEqual(await itemsOf(last.newlyPublished), [4]);
  assert.deepEqual([last.quota, last.published, last.nextItem], [3, 3, 5]);
  assert.deepEqual((await itemsOf(await readTaskIds(serve, { run }))).sort(), [0, 2, 4]);
});

test('what passes after the quota is met is surplus and its bodies go, but not those that a published task names', async () => {
  const run = await begin('surplus', 1);
  for (const item of [2, 1, 0]) {
    await recordItem(verify, certified(run, item, sampleDraft(item + 100)));
  }
  await recordItem(verify, certified(run, 3, sampleDraft(103)));
  const { newlyPublished } = await publishReady(verify, { run, family, decide: publishAll });
  assert.equal(newlyPublished.length, 1);
  const [progress] = await readRunProgress(verify, run);
  assert.deepEqual(
    [progress?.published, progress?.surplus, progress?.waiting, progress?.drafted],
    [1, 3, 0, 4],
  );
  const shared = hashBytes(utf8('shared by every draft\n'));
  assert.equal((await readBlobs(serve, [shared])).size, 1);
  await assert.rejects(readBlobs(verify, [hashBytes(utf8('n\n101\n'))]), { code: 'blob-missing' });
  await assert.rejects(readTasks(verify, [draftId(sampleDraft(101))]), { code: 'task-missing' });
  await assert.rejects(readSecrets(verify, [draftId(sampleDraft(101))]), { code: 'task-missing' });
});

test('what the decision refuses is counted under its gate, loses its bodies, and the next item takes its place', async () => {
  const run = await begin('decided', 2);
  for (const item of [0, 1, 2]) {
    await recordItem(verify, certified(run, item, sampleDraft(item + 200)));
  }
  const seen: number[] = [];
  const decide = async (candidate: Candidate): Promise<Decision> => {
    seen.push(candidate.item);
    return candidate.item === 1
      ? { publish: false, gate: 'new', reason: 'A near-duplicate of item 0.' }
      : publishAll(candidate);
  };
  assert.equal((await publishReady(verify, { run, family, decide })).published, 2);
  assert.deepEqual(seen, [0, 1, 2]);
  const [progress] = await readRunProgress(verify, run);
  assert.deepEqual(progress?.refused, { new: 1 });
  await assert.rejects(readSecrets(verify, [draftId(sampleDraft(201))]), { code: 'task-missing' });
});

test('a decision sees the signatures of the lower items that were published, and of no others', async () => {
  const run = await begin('signatures', 4);
  for (const item of [0, 1, 2]) {
    await recordItem(verify, certified(run, item, sampleDraft(item + 300)));
  }
  const near: number[][] = [];
  const decide = async (candidate: Candidate): Promise<Decision> => {
    const bands = ['a', `own ${candidate.item}`];
    near.push((await findNear(verify, { run, family, bands: ['a'] })).map((each) => each.item));
    if (candidate.item === 1) return { publish: false, gate: 'new', reason: 'Twice.' };
    return {
      publish: true,
      signature: { minhash: utf8(`${candidate.item}`), bands },
      certificate: candidate.certificate,
    };
  };
  await publishReady(verify, { run, family, decide });
  assert.deepEqual(near, [[], [0], [0]]);
  const all = await findNear(verify, { run, family, bands: ['a'] });
  assert.deepEqual(
    all.map(({ item, minhash }) => [item, Buffer.from(minhash).toString()]),
    [
      [0, '0'],
      [2, '2'],
    ],
  );
});

test('many callers at once, on items recorded in any order, publish each item once and in order', async () => {
  const run = await begin('concurrent', 8);
  const decided: number[] = [];
  const decide = async (candidate: Candidate): Promise<Decision> => {
    decided.push(candidate.item);
    return publishAll(candidate);
  };
  const order = [7, 3, 11, 0, 5, 9, 1, 10, 2, 8, 6, 4];
  const published = await Promise.all(
    order.map(async (item) => {
      const outcome = item === 5 ? refused(run, item) : certified(run, item, sampleDraft(item + 400));
      await recordItem(verify, outcome);
      return (await publishReady(verify, { run, family, decide })).newlyPublished;
    }),
  );
  await publishReady(verify, { run, family, decide });
  assert.deepEqual(decided, [0, 1, 2, 3, 4, 6, 7, 8]);
  assert.equal(new Set(published.flat()).size, published.flat().length);
  assert.equal((await readTaskIds(serve, { run })).length, 8);
});

test('a task that two runs publish is in the corpus once and belongs to both', async () => {
  const [first, second] = [await begin('twice-a', 1), await begin('twice-b', 1)];
  const before = (await readTaskIds(serve, {})).length;
  for (const run of [first, second]) {
    await recordItem(verify, certified(run, 0, sampleDraft(500)));
    await publishReady(verify, { run, family, decide: publishAll });
  }
  assert.equal((await readTaskIds(serve, {})).length, before + 1);
  assert.deepEqual(await readTaskIds(serve, { run: first }), await readTaskIds(serve, { run: second }));
});

test('a surplus item keeps its bodies while the same task is published or waits in another run', async () => {
  const [first, second] = [await begin('kept-a', 1), await begin('kept-b', 1)];
  await recordItem(verify, certified(first, 0, sampleDraft(600)));
  await recordItem(verify, certified(first, 1, sampleDraft(601)));
  await recordItem(verify, certified(second, 0, sampleDraft(601)));
  await publishReady(verify, { run: first, family, decide: publishAll });
  const { newlyPublished } = await publishReady(verify, { run: second, family, decide: publishAll });
  assert.deepEqual(newlyPublished, [draftId(sampleDraft(601))]);
});

test('a decision that throws leaves the item waiting, and the next call goes on from it', async () => {
  const run = await begin('throwing', 1);
  await recordItem(verify, certified(run, 0, sampleDraft(700)));
  const failing = async (): Promise<Decision> => Promise.reject(new Error('the gate broke'));
  await assert.rejects(publishReady(verify, { run, family, decide: failing }), /the gate broke/);
  assert.equal((await publishReady(verify, { run, family, decide: publishAll })).published, 1);
});

test('publishing in a family that the run does not have is a fault', async () => {
  await assert.rejects(publishReady(verify, { run: 'run_0', family, decide: publishAll }), {
    code: 'run-unknown',
  });
});
