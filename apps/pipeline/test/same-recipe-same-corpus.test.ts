import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openDatabase, readRun, readRunProgress, readTaskIds, type Database } from '@touchstone/db';

const TASKS = 6;
let home: string;
let database: Database;

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'touchstone-corpus-'));
  database = await openDatabase({ home, applicationName: 'test' });
});
after(async () => {
  await database.close();
  await rm(home, { recursive: true, force: true });
});

/** Only the name differs, so that each is a run of its own; ids do not depend on it. */
function recipe(name: string): string {
  return JSON.stringify({
    name,
    randomSeed: 5,
    categories: { interpreter: { tasks: TASKS, families: { 'interpreter.chances': 1 } } },
    itemsPerJob: 1,
  });
}

interface Worker {
  child: ChildProcess;
  lines: string[];
  ended: Promise<number | null>;
  /** Resolves when it printed a line that begins so. */
  printed(beginning: string): Promise<void>;
}

function startWorker(name: string): Worker {
  const script = new URL('./build-in-process.ts', import.meta.url).pathname;
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, recipe(name)], {
    env: { ...env, TOUCHSTONE_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const waiting: { beginning: string; resolve: () => void }[] = [];
  let rest = '';
  child.stdout.on('data', (data: Buffer) => {
    const parts = (rest + data.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const wait of waiting) if (lines.some((line) => line.startsWith(wait.beginning))) wait.resolve();
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const printed = (beginning: string) =>
    new Promise<void>((resolve, reject) => {
      if (lines.some((line) => line.startsWith(beginning))) resolve();
      waiting.push({ beginning, resolve });
      void ended.then((code) => reject(new Error(`it ended with ${code} before it printed ${beginning}`)));
    });
  return { child, lines, ended, printed };
}

async function idsOf(name: string): Promise<string[]> {
  return readTaskIds(database.verify, { run: (await readRun(database.verify, name)).id });
}

async function assertNothingLost(name: string): Promise<void> {
  const { id } = await readRun(database.verify, name);
  const [family] = await readRunProgress(database.verify, id);
  assert.equal(family?.published, TASKS);
  assert.equal(family?.waiting, 0, 'what was certified is published or known not to be needed');
  assert.equal((await (await database.jobs()).counts(id)).poison, 0);
}

test('one worker, three workers of which one is killed, and workers whose database is killed make the same corpus', async (t) => {
  await t.test('one worker', async () => {
    const worker = startWorker('one-worker');
    assert.equal(await worker.ended, 0, worker.lines.join('\n'));
    assert.equal((await idsOf('one-worker')).length, TASKS);
  });

  await t.test('three workers, one killed with SIGKILL after its first task', async () => {
    const workers = [1, 2, 3].map(() => startWorker('three-workers'));
    const [victim] = workers;
    await victim?.printed('certified');
    victim?.child.kill('SIGKILL');
    for (const worker of workers.slice(1)) assert.equal(await worker.ended, 0, worker.lines.join('\n'));
    assert.deepEqual(await idsOf('three-workers'), await idsOf('one-worker'));
    await assertNothingLost('three-workers');
  });

  await t.test('two workers, the database killed with SIGKILL after the first task', async () => {
    const workers = [1, 2].map(() => startWorker('lost-database'));
    await Promise.race(workers.map((worker) => worker.printed('certified')));
    const file = await readFile(join(home, 'postgres/data/postmaster.pid'), 'utf8');
    process.kill(Number(file.split('\n')[0]), 'SIGKILL');
    for (const worker of workers) assert.equal(await worker.ended, 0, worker.lines.join('\n'));
    assert.deepEqual(await idsOf('lost-database'), await idsOf('one-worker'));
    await assertNothingLost('lost-database');
  });
});
