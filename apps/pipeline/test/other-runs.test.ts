import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { families } from '@touchstone/synth';
import { readRunProgress } from '@touchstone/db';
import { buildCorpus } from '../src/build-corpus.ts';
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { parseRecipe } from '../src/recipe.ts';
import { joinRun, startRun } from '../src/run.ts';

const recipe = (name: string, tasks: number) =>
  parseRecipe(
    JSON.stringify({
      name,
      randomSeed: 2,
      categories: { interpreter: { tasks, families: { 'interpreter.chances': 1 } } },
      itemsPerJob: 1,
    }),
    name,
    families,
  );

test('a run is not held up by the jobs of an interrupted one, whose jobs are there again afterwards', async (t) => {
  const home = await mkdtemp(join(tmpdir(), 'touchstone-runs-'));
  t.after(() => rm(home, { recursive: true, force: true }));
  await using parts = compose(readConfig({ TOUCHSTONE_HOME: home }));
  const { signal } = new AbortController();
  const interrupted = await startRun(parts, recipe('interrupted', 5));
  const database = await parts.database();
  const queue = await database.jobs();
  const before = await queue.counts(interrupted);
  assert.ok(before.waiting >= 5);

  const { progress } = await buildCorpus(parts, recipe('wanted', 1), { concurrency: 1, signal });
  assert.ok(progress.ended);
  assert.equal(progress.families[0]?.published, 1);
  const [other] = await readRunProgress(database.verify, interrupted);
  assert.equal(other?.drafted, 0, 'nothing of the interrupted run was worked on first');
  assert.equal((await queue.counts(interrupted)).waiting, before.waiting);
});

test('a worker with another salt key is refused, and the run is left as it was', async (t) => {
  const home = await mkdtemp(join(tmpdir(), 'touchstone-keys-'));
  t.after(() => rm(home, { recursive: true, force: true }));
  const withKey = (TOUCHSTONE_SALT_KEY: string) =>
    compose(readConfig({ TOUCHSTONE_HOME: home, TOUCHSTONE_SALT_KEY }));
  await using one = withKey('the key of the first worker');
  await using other = withKey('the key of another worker');
  const run = await startRun(one, recipe('keyed', 1));
  await assert.rejects(joinRun(other, run, new AbortController().signal), {
    code: 'salt-key-differs',
    boundary: 'configuration',
  });
});
