/** Releases over a small corpus that was really made: frozen, compared, exported, scored again. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Certificate, Fault, TaskId } from '@touchstone/contracts';
import {
  readCertificates,
  readReleaseTasks,
  writeCertificate,
  writeReleaseScores,
  type Database,
} from '@touchstone/db';
import { families } from '@touchstone/synth';
import { buildCorpus } from '../src/build-corpus.ts';
import { compose, type Parts } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { corpusSource } from '../src/export/corpus-source.ts';
import { exportJsonLines } from '../src/export/jsonl.ts';
import { parseRecipe } from '../src/recipe.ts';
import { createRelease } from '../src/release/create.ts';
import { diffCorpora } from '../src/release/diff.ts';
import { parseReleaseKey } from '../src/release/release-key.ts';
import { releaseSource } from '../src/release/release-source.ts';
import { rescoreRelease } from '../src/release/rescore.ts';

const { signal } = new AbortController();
const recipe = parseRecipe(
  JSON.stringify({
    name: 'released',
    randomSeed: 4,
    categories: {
      interpreter: { tasks: 2, families: { 'interpreter.chances': 1 } },
      general: { tasks: 1 },
    },
  }),
  'released',
  families,
);

describe('releases', () => {
  let home: string;
  let parts: Parts;
  let database: Database;
  let ids: TaskId[];
  const create = (release: string, filter = {}) =>
    createRelease(database, { release, description: '', filter, now: new Date(0), signal });

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'touchstone-releases-'));
    parts = compose(readConfig({ TOUCHSTONE_HOME: home }));
    await buildCorpus(parts, recipe, { concurrency: 2, signal });
    database = await parts.database();
    ids = await corpusSource(database).ids({});
    assert.equal(ids.length, 3);
  });
  after(async () => {
    await parts[Symbol.asyncDispose]();
    await rm(home, { recursive: true, force: true });
  });

  test('the same content under the same name is the same release, other content is refused', async () => {
    const { created, release } = await create('all@1.0.0');
    assert.deepEqual([created, release.tasks], [true, 3]);
    const again = await create('all@1.0.0');
    assert.deepEqual([again.created, again.release.digest], [false, release.digest]);
    await assert.rejects(
      create('all@1.0.0', { categories: ['general'] }),
      (fault: Fault) => fault.code === 'release-exists' && fault.boundary === 'input',
    );
    await assert.rejects(
      create('none@1.0.0', { licence: 'ISC' }),
      (fault: Fault) => fault.code === 'nothing-to-release',
    );
  });

  test('scored twice, a release gets equal rewards; another reward of an earlier day is told', async () => {
    const first = await rescoreRelease(parts, { release: 'all@1.0.0', driver: 'auto', signal });
    assert.deepEqual([first.different, first.abstained, first.compared], [[], [], 0]);
    assert.ok(first.scored > 2 * ids.length, 'references, right and wrong trials');
    const second = await rescoreRelease(parts, { release: 'all@1.0.0', driver: 'auto', signal });
    assert.deepEqual(second, { ...first, compared: first.scored });

    const { release } = await create('general@1.0.0', { categories: ['general'] });
    const [{ id } = assert.fail()] = await readReleaseTasks(database.verify, release);
    await writeReleaseScores(database.verify, release, [
      { task: id, trial: 'reference', outcome: 'rejected', reward: 0.25 },
    ]);
    const { different } = await rescoreRelease(parts, { release: 'general@1.0.0', driver: 'auto', signal });
    assert.deepEqual(different, [{ id, trial: 'reference', before: 'rejected 0.25', after: 'accepted 1' }]);
  });

  test('a difference lists what was added, retired, and answered otherwise', async () => {
    const [flipped, retired] = ids as [TaskId, TaskId];
    const [certificate] = (await readCertificates(database.verify, [flipped])).get(flipped) as [Certificate];
    const repeats = certificate.gates.find(({ gate }) => gate === 'repeats')?.outcome ?? assert.fail();
    await writeCertificate(database.verify, {
      ...certificate,
      issuedAt: '2999-01-01T00:00:00.000Z',
      gates: certificate.gates.map((answer) =>
        answer.gate === 'repeats' ? { ...answer, outcome: 'abstained' } : answer,
      ),
    });
    await database.verify.run((sql) =>
      sql.$client.query(`UPDATE touchstone.task_state SET status = 'retired' WHERE task_id = $1`, [retired]),
    );
    await create('all@1.1.0');
    const expected = {
      before: 'all@1.0.0',
      after: 'all@1.1.0',
      kept: 2,
      added: [],
      retired: [retired],
      flipped: [{ id: flipped, answers: [{ gate: 'repeats', before: repeats, after: 'abstained' }] }],
    };
    assert.deepEqual(await diffCorpora(database, 'all@1.0.0', 'all@1.1.0'), expected);
    assert.deepEqual(await diffCorpora(database, 'all@1.0.0', 'corpus'), { ...expected, after: 'corpus' });
    const back = await diffCorpora(database, 'all@1.1.0', 'all@1.0.0');
    assert.deepEqual([back.added, back.retired], [[retired], []]);
  });

  test('an export of a release has its tasks and its certificates, whatever came later', async () => {
    const key = parseReleaseKey('all@1.0.0');
    const exported = async (filter: object) => {
      const out = join(home, 'export', 'c.jsonl');
      await exportJsonLines(await releaseSource(database, key), {
        out,
        filter,
        shardSize: null,
        withSecrets: false,
      });
      const lines = (await readFile(out, 'utf8')).trim().split('\n');
      return lines.map(
        (line) => JSON.parse(line) as { id: string; category: string; certificate: Certificate },
      );
    };
    const rows = await exported({});
    assert.deepEqual(
      rows.map(({ id }) => id),
      ids,
    );
    assert.ok(rows.every(({ certificate }) => certificate.issuedAt < '2999'));
    assert.deepEqual(
      (await exported({ categories: ['general'] })).map(({ category }) => category),
      ['general'],
    );
    assert.equal((await exported({ licence: 'permissive' })).length > 0, true);
  });
});

test('names of releases: lower case, and a semantic version', () => {
  assert.deepEqual(parseReleaseKey('my-corpus@1.2.0-rc.1+build.5'), {
    name: 'my-corpus',
    version: '1.2.0-rc.1+build.5',
  });
  for (const wrong of [
    '',
    'my-corpus',
    '@1.0.0',
    'my-corpus@1.0',
    'my-corpus@01.0.0',
    'My@1.0.0',
    'a b@1.0.0',
    'a@1.0.0-',
    'a@v1.0.0',
    '../a@1.0.0',
  ])
    assert.throws(
      () => parseReleaseKey(wrong),
      (fault: Fault) => fault.code === 'bad-release',
      wrong,
    );
});
