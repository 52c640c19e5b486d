import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { openDatabase, type Database } from '@touchstone/db';
import { publishTiny } from './publish-tiny.ts';
import { root, runCommand, type Ran } from './run-command.ts';
import { tinyDraft } from './tiny-draft.ts';

let home: string;
let database: Database;
const env = () => ({ TOUCHSTONE_HOME: home });

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'touchstone-bad-'));
  database = await openDatabase({ home, applicationName: 'test' });
});
after(async () => {
  await database.close();
  await rm(home, { recursive: true, force: true });
});

/** Publishes a task whose verifier is this Python program. */
async function publishTask(item: number, program: string): Promise<string> {
  return (await publishTiny(database, tinyDraft(item, program))).key.task;
}

function assertSaid({ code, stderr }: Ran, expected: { code: number; message: RegExp }): void {
  assert.equal(code, expected.code, stderr);
  assert.match(stderr, expected.message);
  assert.match(stderr, /→ /, 'it names the way out');
  assert.doesNotMatch(stderr, /\n\s+at .*:\d+:\d+/, 'no stack');
}

test('an unknown, a malformed and an ambiguous task id are told apart', async () => {
  await publishTask(0, 'def verify(case): return [["ok", True, ""]]');
  await publishTask(1, 'def verify(case): return [["ok", True, "x"]]');
  const show = (id: string) => runCommand(['tasks', 'show', id], { env: env() });
  assertSaid(await show(`task_${'0'.repeat(64)}`), {
    code: 2,
    message: /There is no task whose id begins with/,
  });
  assertSaid(await show('banana!'), { code: 2, message: /Expected a task id .* got "banana!"/ });
});

test('a malformed submission is refused before anything is opened', async () => {
  const file = join(home, 'submission.json');
  const verify = () => runCommand(['verify', 'task_0', '--submission', file], { env: env() });
  assertSaid(await verify(), { code: 2, message: /There is no file/ });
  await writeFile(file, '{"kind": "answer"');
  assertSaid(await verify(), { code: 2, message: /is not a submission: it is not JSON/ });
  await writeFile(file, '{"kind": "answer", "anwser": 3}');
  assertSaid(await verify(), { code: 2, message: /is not a submission: .*anwser|answer/ });
  await writeFile(file, '[]');
  assertSaid(await verify(), { code: 2, message: /is not a submission/ });
});

test('a verifier that crashes or loops gives no verdict and no reward, within its limits', async () => {
  const file = join(home, 'answer.json');
  await writeFile(file, '{"kind": "answer", "answer": {"value": 3}}');
  const programs = {
    crashes: 'def verify(case): raise ValueError("boom")',
    'ends the process': 'import os\ndef verify(case): os._exit(0)',
    loops: 'def verify(case):\n    while True: pass',
  };
  for (const [item, [how, program]] of Object.entries(programs).entries()) {
    const id = await publishTask(2 + item, program);
    const ran = await runCommand(['verify', id, '--submission', file, '--json', '--driver', 'auto'], {
      env: env(),
    });
    assert.equal(ran.code, 3, `${how}: ${ran.stdout} ${ran.stderr}`);
    const { verdict } = JSON.parse(ran.stdout) as { verdict: Record<string, unknown> };
    assert.equal(verdict.outcome, 'abstained', how);
    assert.equal(verdict.reward, null);
    assert.equal(verdict.masked, true);
  }
});

test('a database that cannot be reached is one sentence and exit code 5', async () => {
  const lost = { ...env(), DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:9/none' };
  const ran = await runCommand(['tasks', 'list'], { env: lost });
  assertSaid(ran, { code: 5, message: /connection to the database was lost|ECONNREFUSED/ });
  assert.doesNotMatch(ran.stderr, /secret/);
});

test('beside a shared database a missing or short salt key is named before any work', async () => {
  const recipe = join(home, 'salt.yaml');
  await writeFile(
    recipe,
    'name: x\nrandomSeed: 1\nsaltKeyEnv: MY_KEY\ncategories: { interpreter: { tasks: 1, families: { interpreter.tilings: 1 } } }\n',
  );
  const shared = { ...env(), DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' };
  const synth = (key: Record<string, string>) =>
    runCommand(['synth', recipe], { env: { ...shared, ...key } });
  assertSaid(await synth({}), { code: 4, message: /MY_KEY is not set/ });
  assertSaid(await synth({ MY_KEY: 'short' }), {
    code: 4,
    message: /at least 16 characters in MY_KEY, got 5/,
  });
  assertSaid(await synth({ MY_KEY: 'long enough to be a key' }), { code: 5, message: /database/ });
});

test(
  'a home on a disk that is full is said with the way out, and the same command works once there is room',
  {
    skip:
      spawnSync('unshare', ['-m', 'true']).status !== 0 &&
      'no small disk can be mounted here (needs unshare -m)',
  },
  async () => {
    const small = await mkdtemp(join(tmpdir(), 'touchstone-small-'));
    const list = `"${process.execPath}" --disable-warning=ExperimentalWarning "${root}/apps/cli/src/main.ts" tasks list --json`;
    const script = `
      mount -t tmpfs -o size=8m none "${small}" && chmod 700 "${small}"
      export TOUCHSTONE_HOME="${small}"
      ${list}; echo "code $?" >&2
      mount -o remount,size=1g "${small}"
      ${list}; echo "code $?" >&2
      "${process.execPath}" "${root}/apps/cli/src/main.ts" down`;
    const ran = spawnSync('unshare', ['-m', 'sh', '-c', script], { encoding: 'utf8' });
    await rm(small, { recursive: true, force: true });
    const [first = '', second = ''] = ran.stderr.split('code 4');
    assert.match(first, /disk is full|No space left/i, ran.stderr);
    assert.match(first, /→ /);
    assert.match(second, /code 0/, ran.stderr);
  },
);

test('a source package that cannot be had stops the run with the way out; what needs no package still works', async () => {
  const recipe = join(home, 'missing.yaml');
  await writeFile(
    recipe,
    'name: missing\nrandomSeed: 1\ncategories: { interpreter: { tasks: 1, families: { interpreter.payrolls: 1 } } }\n',
  );
  const offline = {
    TOUCHSTONE_HOME: await mkdtemp(join(home, 'offline-')),
    npm_config_registry: 'http://127.0.0.1:9',
    npm_config_cache: await mkdtemp(join(home, 'npm-')),
  };
  const ran = await runCommand(['synth', recipe], { env: offline });
  assertSaid(ran, { code: 4, message: /npm:vega-datasets/ });
  const listed = await runCommand(['tasks', 'list', '--json'], { env: offline });
  assert.equal(listed.code, 0, 'what needs no package still works');
});

test('what is bad in the environment is named, with exit code 2', async () => {
  const ran = await runCommand(['tasks', 'list'], { env: { ...env(), DATABASE_URL: 'mysql://x' } });
  assertSaid(ran, { code: 2, message: /DATABASE_URL/ });
});

test('an image that cannot be built says why and what it needs', async () => {
  const offline = {
    TOUCHSTONE_HOME: await mkdtemp(join(home, 'no-image-')),
    PATH: dirname(process.execPath),
  };
  const ran = await runCommand(['doctor', '--build-image'], { env: offline });
  assertSaid(ran, { code: 4, message: /base image needs its Python and Node packages/ });
  assert.match(ran.stderr, /packages: pypi:\S+ fetch-started/, 'how far it is');
});
