/** `release`, `corpus diff` and `export --release` as a person runs them. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openDatabase, type Database } from '@touchstone/db';
import { publishTiny } from './publish-tiny.ts';
import { runCommand } from './run-command.ts';
import { tinyDraft } from './tiny-draft.ts';

let home: string;
let database: Database;
const honest = 'def verify(case):\n    return [["ok", case["answer"] == {"value": 3}, ""]]';
const run = (...args: string[]) => runCommand(args, { env: { TOUCHSTONE_HOME: home } });
const publish = async (item: number) => (await publishTiny(database, tinyDraft(item, honest))).key.task;

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'touchstone-release-'));
  database = await openDatabase({ home, applicationName: 'test' });
});
after(async () => {
  await database.close();
  await rm(home, { recursive: true, force: true });
});

test('a release is made once, listed, shown, compared and exported; other content needs another version', async () => {
  const first = await publish(0);
  const made = await run('release', 'create', 'tiny@1.0.0', '--description', 'The first.');
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stdout, /^tiny@1\.0\.0: 1 tasks, digest [0-9a-f]{64}$/m);
  assert.match((await run('release', 'create', 'tiny@1.0.0')).stdout, /the same/);

  const second = await publish(1);
  const refused = await run('release', 'create', 'tiny@1.0.0');
  assert.deepEqual(
    [refused.code, /holds something else.*→ Give it another version/s.test(refused.stderr)],
    [2, true],
  );
  assert.equal((await run('release', 'create', 'tiny@1.1.0')).code, 0);
  assert.match((await run('release', 'list')).stdout, /tiny@1\.1\.0[^]*tiny@1\.0\.0 .*The first\./);
  const shownBy = await run('release', 'show', 'tiny@1.1.0', '--json');
  assert.equal(shownBy.code, 0, shownBy.stderr);
  const shown = JSON.parse(shownBy.stdout) as {
    ids: string[];
  };
  assert.deepEqual(shown.ids, [first, second].sort());

  const diff = await run('corpus', 'diff', 'tiny@1.0.0', 'tiny@1.1.0');
  assert.match(diff.stdout, /1 added, 0 retired, 0 flipped, 1 in both/);
  assert.ok(diff.stdout.includes(`+ ${second}`));

  const out = join(home, 'export', 'tiny.jsonl');
  assert.equal((await run('export', '--release', 'tiny@1.0.0', '--out', out)).code, 0);
  assert.ok((await readFile(out, 'utf8')).includes(first));
  assert.ok(!(await readFile(out, 'utf8')).includes(second));
});

test('what is no release, or not there, is said with a way out', async () => {
  const bad = await run('release', 'show', 'tiny');
  assert.deepEqual([bad.code, /Expected the name of a release as NAME@VERSION/.test(bad.stderr)], [2, true]);
  const none = await run('export', '--release', 'tiny@9.0.0');
  assert.deepEqual([none.code, /There is no release tiny@9\.0\.0/.test(none.stderr)], [2, true]);
});
