/** What a version bump made stale is renewed and flips are listed; what a list has in common with the corpus is found. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { GateAnswer } from '@touchstone/contracts';
import { openDatabase, writeCertificate, type Database } from '@touchstone/db';
import { publishTiny } from './publish-tiny.ts';
import { runCommand } from './run-command.ts';
import { tinyDraft } from './tiny-draft.ts';

let home: string;
let database: Database;
const env = () => ({ TOUCHSTONE_HOME: home });

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'touchstone-certificates-'));
  database = await openDatabase({ home, applicationName: 'test' });
});
after(async () => {
  await database.close();
  await rm(home, { recursive: true, force: true });
});

/** Accepts 3 alone; the other accepts everything, which no gate of today lets pass. */
const honest = 'def verify(case):\n    return [["ok", case["answer"] == {"value": 3}, ""]]';
const careless = 'def verify(case):\n    return [["ok", True, ""]]';

const answered = (gate: GateAnswer['gate'], version: number): GateAnswer => ({
  ...{ gate, version, outcome: 'passed', reason: 'It passed then.' },
  ...{ tallies: [], rate: null, notes: [] },
});

/** Published long ago, under a version of a gate that is not today's. */
async function publishOld(item: number, program: string, gates: GateAnswer[]): Promise<string> {
  const draft = tinyDraft(item, program);
  draft.secret.trials.wrong = [2, 4].map((value) => ({
    how: `it says ${value}`,
    submission: { kind: 'answer', answer: { value } },
  }));
  const certificate = await publishTiny(database, draft, gates);
  // Whichever driver this machine has, it has proven it before.
  for (const driver of ['docker', 'bwrap', 'embedded'])
    await writeCertificate(database.verify, {
      ...certificate,
      key: { ...certificate.key, runtime: { ...certificate.key.runtime, driver } },
    });
  return certificate.key.task;
}

test('certify --stale proves again what an older gate answered, and lists what flipped', async () => {
  const renewed = await publishOld(0, honest, [answered('repeats', 99)]);
  const flipped = await publishOld(1, careless, [answered('wrong-fails', 99), answered('repeats', 99)]);
  const fresh = await publishOld(2, honest, []);
  const ran = await runCommand(['certify', '--stale', '--json'], { env: env() });
  assert.equal(ran.code, 1, ran.stderr);
  const { looked, stale } = JSON.parse(ran.stdout) as {
    looked: number;
    stale: { id: string; outcome: string; flipped: { gate: string; before: string; after: string }[] }[];
  };
  assert.equal(looked, 3);
  const outcomes = Object.fromEntries(stale.map(({ id, outcome }) => [id, outcome]));
  assert.deepEqual(outcomes, { [renewed]: 'renewed', [flipped]: 'refused' });
  assert.ok(!(fresh in outcomes), 'what is not stale is left alone');
  const flips = stale.find(({ id }) => id === flipped)?.flipped ?? [];
  assert.deepEqual(
    flips.map(({ gate, before, after }) => [gate, before, after]),
    [['wrong-fails', 'passed', 'failed']],
  );
  const again = await runCommand(['certify', '--stale', '--json'], { env: env() });
  const left = (JSON.parse(again.stdout) as { stale: { id: string }[] }).stale.map(({ id }) => id);
  assert.deepEqual(left, [flipped], 'what was renewed is no longer stale; what was refused still is');
});

test('certify wants either a task or --stale', async () => {
  for (const given of [[], ['task_00', '--stale']]) {
    const { code, stderr } = await runCommand(['certify', ...given], { env: env() });
    assert.equal(code, 2);
    assert.match(stderr, /either the id of a task or --stale/);
  }
});

test('contamination finds the task that a list quotes, and says which entry', async () => {
  const list = join(home, 'benchmark.jsonl');
  await writeFile(
    list,
    `${JSON.stringify({ question: 'Something else.' })}\n${JSON.stringify({ question: 'how much is ONE and two? (1)', answer: 3 })}\n`,
  );
  const ran = await runCommand(['contamination', '--against', list, '--words', '5', '--json'], {
    env: env(),
  });
  assert.equal(ran.code, 1, ran.stderr);
  const report = JSON.parse(ran.stdout) as { tasks: number; shared: { list: string; entry: number }[] };
  assert.equal(report.tasks, 3);
  assert.ok(report.shared.length >= 1);
  for (const { list: name, entry } of report.shared) assert.deepEqual([name, entry], ['benchmark.jsonl', 2]);
});

test('a list that cannot be read is named, with the way out', async () => {
  const absent = await runCommand(['contamination', '--against', join(home, 'absent.txt')], { env: env() });
  assert.equal(absent.code, 2);
  assert.match(absent.stderr, /there is no such file/);
  const broken = join(home, 'broken.jsonl');
  await writeFile(broken, 'not json\n');
  const ran = await runCommand(['contamination', '--against', broken], { env: env() });
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /line 1 is not JSON/);
});
