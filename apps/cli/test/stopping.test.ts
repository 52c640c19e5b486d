import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openDatabase, type Database } from '@touchstone/db';
import { runCommand, startCommand } from './run-command.ts';

let home: string;
let env: { TOUCHSTONE_HOME: string };
let database: Database;
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'touchstone-cli-stopping-'));
  env = { TOUCHSTONE_HOME: home };
  // Kept open: every command would start and stop the server.
  database = await openDatabase({ home, applicationName: 'test' });
});
after(async () => {
  await database.close();
  await rm(home, { recursive: true, force: true });
});

test('Ctrl-C stops a run cleanly and says how to go on; the same command then ends it, and an export holds it all', async () => {
  const recipe = join(home, 'small.yaml');
  await writeFile(
    recipe,
    'name: small\nrandomSeed: 1\ncategories: { interpreter: { tasks: 5, families: { interpreter.chances: 1 } } }\n',
  );

  const running = startCommand(['synth', recipe, '--concurrency', '1'], { env });
  while (!running.output().stderr.includes('First certified task') && running.child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 50));
  running.child.kill('SIGINT');
  const stopped = await running.done;
  assert.equal(stopped.code, 130, stopped.stderr);
  assert.match(stopped.stderr, /Stopped\. .*To go on: touchstone synth /);

  const ended = await runCommand(['synth', recipe, '--json'], { env });
  assert.equal(ended.code, 0, ended.stderr);
  const outcome = JSON.parse(ended.stdout) as { ended: boolean; families: { published: number }[] };
  assert.ok(outcome.ended);
  assert.equal(outcome.families[0]?.published, 5);

  const listed = await runCommand(['tasks', 'list', '--run', 'small', '--json'], { env });
  const ids = listed.stdout
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);
  assert.equal(new Set(ids).size, 5);
  const out = join(home, 'small.jsonl');
  assert.equal((await runCommand(['export', '--run', 'small', '--out', out], { env })).code, 0);
  const exported = (await readFile(out, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);
  assert.deepEqual(exported, ids);

  // A unique beginning of an id is enough, and what the certificate claims can be tried again.
  const shown = await runCommand(['tasks', 'show', (ids[0] ?? '').slice(0, 17)], { env });
  assert.match(shown.stdout, /Solvable: yes/);
  const again = await runCommand(['certify', ids[0] ?? '', '--explain'], { env });
  assert.equal(again.code, 0, again.stderr);
  assert.match(again.stdout, /certified on .*sandbox runs/s);
});

test('a recipe that is run to its end and run again does nothing and says so at once', async () => {
  const recipe = join(home, 'one.yaml');
  await writeFile(
    recipe,
    'name: one\nrandomSeed: 1\ncategories: { interpreter: { tasks: 1, families: { interpreter.chances: 1 } } }\n',
  );
  const first = await runCommand(['synth', recipe, '--json'], { env });
  const second = await runCommand(['synth', recipe, '--json'], { env });
  assert.equal(second.code, 0, second.stderr);
  assert.deepEqual(JSON.parse(second.stdout), JSON.parse(first.stdout));
});
