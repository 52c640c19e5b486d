import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { draftId, hashBytes, hashText, type Source, type TaskId } from '@touchstone/contracts';
import fc from 'fast-check';
import {
  certified,
  family,
  fingerprint,
  refused,
  sampleCertificate,
  sampleDraft,
  sampleRecipe,
  utf8,
} from '../../test/samples.ts';
import { fileDatabase } from '../../test/temporary.ts';
import {
  blobReader,
  countTasks,
  findTask,
  listRuns,
  listTasks,
  openRun,
  publishReady,
  readBlobs,
  readCertificates,
  readObservation,
  readProbeTally,
  readRecordedItems,
  readRefusals,
  readRun,
  readRunProgress,
  readSecrets,
  readSources,
  readTaskIds,
  readTasks,
  recordItem,
  recordUncertified,
  runIdOf,
  writeBlobs,
  writeCertificate,
  writeObservation,
  writeProbeTally,
  writeSources,
} from '../index.ts';

const { verify, serve } = await fileDatabase();
const recipe = sampleRecipe('reading', 200);
const families = [{ family, version: 1, category: 'interpreter' as const, quota: 200 }];
const identity = { recipe, saltKeyFingerprint: fingerprint, families };
const run = runIdOf(identity);

async function publishItems(items: readonly number[]): Promise<void> {
  for (const item of items) await recordItem(verify, certified(run, item));
  await publishReady(verify, {
    run,
    family,
    decide: async ({ certificate }) => ({ publish: true, signature: null, certificate }),
  });
}

before(async () => {
  assert.deepEqual(await openRun(verify, identity), { id: run, begun: true });
  await publishItems(Array.from({ length: 20 }, (_, item) => item));
});

test('opening a run again joins it and changes nothing', async () => {
  const again = families.map((each) => ({ ...each, quota: 7 }));
  assert.deepEqual(await openRun(verify, { ...identity, families: again }), { id: run, begun: false });
  assert.equal((await readRunProgress(verify, run))[0]?.quota, 200);
  assert.deepEqual((await readRun(verify, 'reading')).recipe, recipe);
  assert.deepEqual(
    (await listRuns(serve)).map(({ name }) => name),
    ['reading'],
  );
  await assert.rejects(readRun(verify, 'absent'), { code: 'run-unknown', boundary: 'input' });
});

test('another salt key and another version of a family are other runs, another order of families is the same', () => {
  assert.notEqual(runIdOf({ ...identity, saltKeyFingerprint: hashText('another key') }), run);
  assert.notEqual(runIdOf({ ...identity, families: [{ family, version: 2 }] }), run);
  const [one, two] = [
    { family: 'general.one', version: 1 },
    { family: 'general.two', version: 2 },
  ];
  assert.equal(
    runIdOf({ ...identity, families: [one, two] }),
    runIdOf({ ...identity, families: [two, one] }),
  );
});

test('documents come back as they went in, control characters and all', async () => {
  const draft = sampleDraft(4);
  const id = draftId(draft);
  assert.deepEqual(await readTasks(serve, [id]), [
    { id, category: 'interpreter', split: 'train', task: draft.task },
  ]);
  assert.deepEqual(await readSecrets(verify, [id]), [draft.secret]);
  assert.deepEqual((await readCertificates(verify, [id])).get(id), [sampleCertificate(draft)]);
});

test('pages neither repeat nor miss a task while others are published', async () => {
  const before = await readTaskIds(serve, {});
  const seen: TaskId[] = [];
  let after: TaskId | undefined;
  for (let item = 20; ; item += 1) {
    const page = await listTasks(serve, {}, { after, limit: 3 });
    seen.push(...page.tasks.map(({ id }) => id));
    if (page.next === null) break;
    after = page.next;
    await publishItems([item]);
  }
  assert.equal(new Set(seen).size, seen.length);
  assert.deepEqual(seen, [...seen].sort());
  for (const id of before) assert.ok(seen.includes(id));
});

test('filters narrow by category, split, licence, run, beginning of the id and text', async () => {
  const all = await readTaskIds(serve, {});
  const size = async (filter: Parameters<typeof readTaskIds>[1]) => (await readTaskIds(serve, filter)).length;
  assert.equal(await size({ categories: ['general'] }), 0);
  assert.equal(await size({ categories: ['general', 'interpreter'], run }), all.length);
  assert.equal(await size({ run: 'run_absent' }), 0);
  assert.equal((await size({ splits: ['test'] })) + (await size({ splits: ['train'] })), all.length);
  assert.equal(await size({ licences: ['CC0-1.0'] }), Math.ceil(all.length / 2));
  assert.equal(await size({ idPrefix: all[0]?.slice(0, 20) }), 1);
  assert.equal(await size({ text: '1 TO 7.' }), 1);
  assert.equal(await size({ text: 'Answer "exactly", 100%' }), all.length);
  assert.equal(await size({ text: '1%7' }), 0);
  assert.equal(await size({ text: 'Add_the' }), 0);
  const counts = await countTasks(serve, {});
  assert.equal(
    counts.reduce((sum, { count }) => sum + count, 0),
    all.length,
  );
});

test('a listing shows what an unprivileged reader may know', async () => {
  const id = draftId(sampleDraft(3));
  const { tasks } = await listTasks(serve, { idPrefix: id }, { limit: 5 });
  assert.deepEqual(tasks, [
    {
      id,
      category: 'interpreter',
      split: 'test',
      language: 'en',
      licence: 'CC-BY-4.0',
      preview: 'Add the numbers 1 to 3.\ufffd\ufffd[31m Answer "exactly", 100%.',
      status: 'published',
      certificates: [{ driver: 'bwrap', outcomes: { 'reference-passes': 'passed' } }],
    },
  ]);
});

test('an id or an unambiguous beginning finds its task; anything else says what is wrong', async () => {
  const [id = ''] = await readTaskIds(serve, {});
  for (const given of [id, id.slice(0, 20), id.slice(5, 25)]) assert.equal(await findTask(serve, given), id);
  const fault = (code: string) => ({ code, boundary: 'input' });
  await assert.rejects(findTask(serve, 'task_'), fault('task-id'));
  await assert.rejects(findTask(serve, "x' OR 1=1"), fault('task-id'));
  await assert.rejects(
    findTask(serve, `${id.slice(0, 68)}${id.endsWith('0') ? '1' : '0'}`),
    fault('task-unknown'),
  );
  const byDigit = Object.groupBy(await readTaskIds(serve, {}), (each) => each.charAt(5));
  const [shared] = Object.entries(byDigit).find(([, ids]) => (ids?.length ?? 0) > 1) ?? [''];
  await assert.rejects(findTask(serve, shared), fault('task-ambiguous'));
});

test('of a task and driver the latest certificate is current, and each driver has its own', async () => {
  const draft = sampleDraft(5);
  const id = draftId(draft);
  const later = sampleCertificate(draft, { issuedAt: '2026-06-01T00:00:00.000Z' });
  const other = sampleCertificate(draft, { driver: 'docker', issuedAt: '2026-05-01T00:00:00.000Z' });
  for (const certificate of [later, other, sampleCertificate(draft)])
    await writeCertificate(verify, certificate);
  assert.deepEqual((await readCertificates(verify, [id])).get(id), [later, other]);
});

test('recording an item twice, one by one or in bulk, is recording it once', async () => {
  assert.equal(await recordItem(verify, certified(run, 1)), 'already-recorded');
  assert.equal(await recordItem(verify, refused(run, 1)), 'already-recorded');
  const bulk = [1, 150, 151, 152, 150].map((item) => refused(run, item));
  assert.equal(await recordUncertified(verify, bulk), 3);
  assert.equal(await recordItem(verify, refused(run, 151)), 'already-recorded');
  assert.deepEqual([...(await readRecordedItems(verify, { run, family, start: 149, end: 152 }))], [150, 151]);
  const [progress] = await readRunProgress(verify, run);
  assert.deepEqual(progress?.refused, { 'wrong-fails': 3 });
  assert.equal(progress?.cost.cpuSeconds, 0.5 * (progress?.drafted ?? 0));
});

test('a refused item keeps its lineage and its reason', async () => {
  await recordUncertified(verify, [refused(run, 180)]);
  const found = await readRefusals(verify, { run, limit: 100 });
  const item = found.find((each) => each.item === 180);
  assert.equal(item?.reason, 'A wrong answer was accepted:\n"1,2"\ufffd');
  assert.deepEqual(item?.lineage, sampleDraft(180).secret.lineage);
  assert.equal(item?.gate, 'wrong-fails');
});

test('a certificate of another task is refused', async () => {
  const wrong = { ...certified(run, 190), certificate: sampleCertificate(sampleDraft(191)) };
  await assert.rejects(recordItem(verify, wrong), { code: 'certificate-of-another-task' });
});

test('any bytes come back from the blob store as they went in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 2_000 }), { maxLength: 20 }), async (contents) => {
      const hashes = await writeBlobs(verify, contents);
      const stored = await readBlobs(verify, hashes);
      contents.forEach((bytes, index) => {
        assert.deepEqual(new Uint8Array(stored.get(hashes[index] ?? '') ?? []), new Uint8Array(bytes));
      });
    }),
    { numRuns: 20, seed: 1 },
  );
});

test('a blob that was damaged in the database is a fault, never other bytes', async () => {
  const [first = '', second = ''] = await writeBlobs(verify, [utf8('one'), utf8('two')]);
  const damage = (assignment: string) =>
    verify.run((sql) =>
      sql.$client.query(`UPDATE touchstone.blobs SET ${assignment} WHERE hash = $1`, [first]),
    );
  await damage(`compressed = (SELECT compressed FROM touchstone.blobs WHERE hash = '${second}')`);
  await assert.rejects(blobReader(verify).readBlob(first), { code: 'blob-corrupt', boundary: 'database' });
  await damage(`compressed = '\\x00'`);
  await assert.rejects(blobReader(verify).readBlob(first), { code: 'blob-corrupt' });
  await assert.rejects(blobReader(verify).readBlob(hashBytes(utf8('absent'))), { code: 'blob-missing' });
});

test('a draft whose blob is not what its hash says is refused whole', async () => {
  const item = certified(run, 195);
  const [hash = ''] = item.draft.blobs.keys();
  const draft = { ...item.draft, blobs: new Map([...item.draft.blobs, [hash, utf8('other')]]) };
  await assert.rejects(recordItem(verify, { ...item, draft }), { code: 'blob-hash' });
  assert.equal((await readRecordedItems(verify, { run, family, start: 195, end: 196 })).size, 0);
});

test('probe tallies pool over tasks, and a task counts once per template', async () => {
  const template = { executor: 'function@1', runtime: 'CPython 3.11.2', runner: 'bwrap' };
  const [first = '', second = ''] = await readTaskIds(serve, {});
  await writeProbeTally(verify, { ...template, task: first, tried: 10, accepted: 1 });
  await writeProbeTally(verify, { ...template, task: first, tried: 10, accepted: 0 });
  await writeProbeTally(verify, { ...template, task: second, tried: 5, accepted: 1 });
  const { executor, runtime } = template;
  const where = { task: first, executor, runtime, driver: 'bwrap' };
  const pool = { template, tasks: 2, tried: 15, accepted: 1 };
  assert.deepEqual(await readProbeTally(verify, where), pool);
  assert.equal(await readProbeTally(verify, { ...where, executor: 'state@1' }), null);
  assert.equal(await readProbeTally(verify, { ...where, driver: 'docker' }), null);
});

test('what runs hidden tests parts the pools of one executor, runtime and driver', async () => {
  const [first = '', second = ''] = await readTaskIds(serve, {});
  const template = { executor: 'tests@1', runtime: 'Node 26.10.0' };
  await writeProbeTally(verify, { ...template, runner: 'bwrap, tape', task: first, tried: 10, accepted: 0 });
  await writeProbeTally(verify, {
    ...template,
    runner: 'bwrap, node-test',
    task: second,
    tried: 7,
    accepted: 1,
  });
  const of = (task: string) => readProbeTally(verify, { ...template, task, driver: 'bwrap' });
  assert.deepEqual(await of(first), {
    template: { ...template, runner: 'bwrap, tape' },
    ...{ tasks: 1, tried: 10, accepted: 0 },
  });
  assert.equal((await of(second))?.accepted, 1);
});

test('the first observation of an experiment stays', async () => {
  const experiment = hashText('an experiment');
  assert.equal(await readObservation(verify, experiment), undefined);
  await writeObservation(verify, experiment, { stdout: 'a\u0000b' });
  await writeObservation(verify, experiment, { stdout: 'other' });
  assert.deepEqual(await readObservation(verify, experiment), { stdout: 'a\u0000b' });
});

test('a source taken in again is renewed', async () => {
  const source: Source = {
    id: 'npm:a@1',
    kind: 'table',
    name: 'a',
    version: '1',
    hash: null,
    spdx: 'CC0-1.0',
    attribution: 'A',
    visibility: 'public',
  };
  await writeSources(verify, [source, source]);
  await writeSources(verify, [{ ...source, spdx: 'MIT' }]);
  assert.deepEqual(await readSources(serve), [{ ...source, spdx: 'MIT' }]);
});
