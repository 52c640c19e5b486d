import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { families } from '@touchstone/synth';
import { openRun, readRunProgress } from '@touchstone/db';
import { buildCorpus } from '../src/build-corpus.ts';
import { compose, type Parts } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { parseRecipe } from '../src/recipe.ts';
import { joinRun, startRun, workRange } from '../src/run.ts';
import { saltKey } from '../src/salt-key.ts';

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

let home: string;
let parts: Parts;
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'touchstone-runs-'));
  parts = compose(readConfig({ TOUCHSTONE_HOME: home }));
});
after(async () => {
  await parts[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

test('a run is not held up by the jobs of an interrupted one, which are left as they were', async () => {
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

test('a worker with another salt key is refused, and the run is left as it was', async () => {
  const withKey = (TOUCHSTONE_SALT_KEY: string) => ({
    ...parts,
    config: readConfig({ TOUCHSTONE_HOME: home, TOUCHSTONE_SALT_KEY }),
  });
  const run = await startRun(withKey('the key of the first worker'), recipe('keyed', 1));
  await assert.rejects(joinRun(withKey('the key of another worker'), run, new AbortController().signal), {
    code: 'salt-key-differs',
    boundary: 'configuration',
  });
});

test('a run that other versions of its families began is not joined', async () => {
  const { recipe: wanted } = recipe('older', 1);
  const { fingerprint } = await saltKey(parts.config, wanted.saltKeyEnv);
  const { verify } = await parts.database();
  const { id } = await openRun(verify, {
    recipe: wanted,
    saltKeyFingerprint: fingerprint,
    families: [{ family: 'interpreter.chances', version: 0, category: 'interpreter', quota: 1 }],
  });
  await assert.rejects(joinRun(parts, id, new AbortController().signal), {
    code: 'family-version-differs',
    boundary: 'input',
  });
});

test('an item in hand of a family whose quota is met is given up, and its job is done', async () => {
  const { signal } = new AbortController();
  const id = await startRun(parts, recipe('met', 1));
  const run = await joinRun(parts, id, signal);
  const met = new AbortController();
  run.met.set('interpreter.chances', met);
  met.abort();
  await workRange(parts, run, { run: id, family: 'interpreter.chances', start: 0, end: 1 }, { signal });
  const { verify } = await parts.database();
  assert.equal((await readRunProgress(verify, id))[0]?.drafted, 0);
});
