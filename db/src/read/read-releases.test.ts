import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { hashJson, type Certificate, type Hash, type TaskId } from '@touchstone/contracts';
import { certified, family, fingerprint, sampleRecipe } from '../../test/samples.ts';
import { fileDatabase } from '../../test/temporary.ts';
import {
  listReleases,
  openRun,
  publishReady,
  readCertificates,
  readRelease,
  readReleaseCertificates,
  readReleaseScores,
  readReleaseTasks,
  readTaskIds,
  recordItem,
  releaseDigest,
  runIdOf,
  writeRelease,
  writeReleaseCertificates,
  writeReleaseScores,
  type ReleasedTask,
} from '../index.ts';

const { verify, serve } = await fileDatabase();
const families = [{ family, version: 1, category: 'interpreter' as const, quota: 4 }];
const identity = { recipe: sampleRecipe('releases', 4), saltKeyFingerprint: fingerprint, families };
const run = runIdOf(identity);
const key = { name: 'sums', version: '1.0.0' };
const about = {
  description: 'For the tests.',
  filter: '{"categories":["interpreter"]}',
  createdAt: new Date(0),
};
let tasks: ReleasedTask[];
let certificates: Certificate[];

before(async () => {
  await openRun(verify, identity);
  for (const item of [0, 1, 2, 3]) await recordItem(verify, certified(run, item));
  await publishReady(verify, {
    run,
    family,
    decide: async ({ certificate }) => ({ publish: true, signature: null, certificate }),
  });
  const ids = await readTaskIds(verify, {});
  const found = await readCertificates(verify, ids);
  certificates = ids.map((id) => found.get(id)?.[0] ?? assert.fail());
  const hashes = await writeReleaseCertificates(verify, certificates);
  tasks = ids.map((id, index) => ({ id, certificate: hashes[index] as Hash }));
});

test('a release holds its tasks and their certificates as they were, and is made once', async () => {
  const digest = releaseDigest(tasks);
  assert.deepEqual(await writeRelease(verify, key, { ...about, tasks }), { created: true, digest });
  assert.deepEqual(await readRelease(serve, key), {
    ...key,
    digest,
    description: about.description,
    filter: { categories: ['interpreter'] },
    tasks: 4,
    createdAt: about.createdAt,
  });
  assert.deepEqual(await readReleaseTasks(serve, key), tasks);
  const bodies = await readReleaseCertificates(
    verify,
    tasks.map(({ certificate }) => certificate),
  );
  assert.deepEqual(
    tasks.map(({ certificate }) => hashJson(bodies.get(certificate) ?? null)),
    certificates.map(hashJson),
  );
  assert.equal((await listReleases(serve)).length, 1);
});

test('under the same name and version other content is not written, and the older digest is told', async () => {
  const fewer = tasks.slice(1);
  const { created, digest } = await writeRelease(verify, key, { ...about, tasks: fewer });
  assert.deepEqual([created, digest], [false, releaseDigest(tasks)]);
  assert.deepEqual(await readReleaseTasks(verify, key), tasks);
});

test('no role changes or deletes anything of a release, and a released task stays', async () => {
  const refused = (statement: string) =>
    assert.rejects(
      verify.run((sql) => sql.$client.query(statement)),
      /permission denied|never changes|violates/,
    );
  for (const table of ['releases', 'release_tasks', 'release_certificates', 'release_scores']) {
    await refused(`DELETE FROM touchstone.${table}`);
    await refused(`TRUNCATE touchstone.${table} CASCADE`);
  }
  await refused(`UPDATE touchstone.releases SET description = 'other'`);
  await refused(`DELETE FROM touchstone.tasks`);
});

test('the serve role reads no certificate and no score', async () => {
  for (const table of ['release_certificates', 'release_scores'])
    await assert.rejects(
      serve.run((sql) => sql.$client.query(`SELECT * FROM touchstone.${table}`)),
      /permission denied/,
    );
});

test('the first score of a trial is kept', async () => {
  const task = tasks[0]?.id as TaskId;
  const score = { task, trial: 'wrong 1', outcome: 'rejected' as const, reward: 0.25 };
  await writeReleaseScores(verify, key, [
    score,
    { task, trial: 'reference', outcome: 'accepted', reward: 1 },
  ]);
  await writeReleaseScores(verify, key, [{ ...score, reward: 0.5 }]);
  assert.deepEqual(await readReleaseScores(verify, key, task), [
    { task, trial: 'reference', outcome: 'accepted', reward: 1 },
    score,
  ]);
});

test('an id that is no task, or a task of no release, cannot be scored or released', async () => {
  const absent = { id: `task_${'0'.repeat(64)}`, certificate: tasks[0]?.certificate as Hash };
  const other = { name: 'sums', version: '2.0.0' };
  await assert.rejects(writeRelease(verify, other, { ...about, tasks: [absent] }));
  assert.equal(await readRelease(verify, other), null);
});
