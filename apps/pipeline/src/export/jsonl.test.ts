import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Fault } from '@touchstone/contracts';
import { exportJsonLines } from './jsonl.ts';
import { corpusOf } from '../../test/corpus.ts';

const base = { filter: {}, shardSize: null, withSecrets: false } as const;

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-export-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const linesOf = async (path: string) => (await readFile(path, 'utf8')).trimEnd().split('\n');
const idsOf = async (path: string) =>
  (await linesOf(path)).map((line) => (JSON.parse(line) as { id: string }).id);

test('an export holds every task once, in the order of the ids, and a manifest that fits its bytes', async (t) => {
  const folder = await folderOf(t);
  const corpus = corpusOf(120);
  const manifest = await exportJsonLines(corpus, { ...base, out: join(folder, 'c.jsonl') });
  assert.deepEqual(await idsOf(join(folder, 'c.jsonl')), await corpus.ids({}));
  const bytes = await readFile(join(folder, 'c.jsonl'));
  assert.equal(manifest.files[0]?.sha256, createHash('sha256').update(bytes).digest('hex'));
  assert.equal(manifest.files[0]?.bytes, bytes.length);
  assert.equal(manifest.rows, 120);
  assert.deepEqual(JSON.parse(await readFile(join(folder, 'c.manifest.json'), 'utf8')), manifest);
  assert.deepEqual((await readdir(folder)).sort(), [
    'LICENSES',
    'c.ATTRIBUTION.md',
    'c.jsonl',
    'c.manifest.json',
  ]);
});

test('a row is the public half and the certificate as they are, and no secret is anywhere', async (t) => {
  const folder = await folderOf(t);
  const corpus = corpusOf(3);
  await exportJsonLines(corpus, { ...base, out: join(folder, 'c.jsonl') });
  const [id] = await corpus.ids({});
  const row = JSON.parse((await linesOf(join(folder, 'c.jsonl')))[0] ?? '') as Record<string, unknown>;
  assert.deepEqual(Object.keys(row), ['id', 'category', 'split', 'task', 'certificate']);
  assert.deepEqual(row, (await corpus.rows([id ?? '']))[0]);
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (file.isFile())
      assert.doesNotMatch(await readFile(join(file.parentPath, file.name), 'utf8'), /the secret of/);
});

test('secrets come only when asked for, in a file of their own whose every line has the canary', async (t) => {
  const folder = await folderOf(t);
  const manifest = await exportJsonLines(corpusOf(60), {
    ...base,
    withSecrets: true,
    out: join(folder, 'c.jsonl'),
  });
  assert.equal(manifest.secrets[0]?.rows, 60);
  const lines = await linesOf(join(folder, 'c.secrets.jsonl'));
  assert.deepEqual(await idsOf(join(folder, 'c.secrets.jsonl')), await idsOf(join(folder, 'c.jsonl')));
  for (const line of lines) assert.match(line, /touchstone-canary/);
});

test('shards hold the whole list in order, the last one what is left', async (t) => {
  const folder = await folderOf(t);
  const corpus = corpusOf(25);
  const manifest = await exportJsonLines(corpus, { ...base, shardSize: 10, out: join(folder, 'c.jsonl') });
  assert.deepEqual(
    manifest.files.map((file) => [file.file, file.rows]),
    [
      ['c-00001-of-00003.jsonl', 10],
      ['c-00002-of-00003.jsonl', 10],
      ['c-00003-of-00003.jsonl', 5],
    ],
  );
  const ids = await Promise.all(manifest.files.map((file) => idsOf(join(folder, file.file))));
  assert.deepEqual(ids.flat(), await corpus.ids({}));
});

test('licence texts and attributions of what is exported come along', async (t) => {
  const folder = await folderOf(t);
  await exportJsonLines(corpusOf(4), { ...base, out: join(folder, 'c.jsonl') });
  assert.deepEqual((await readdir(join(folder, 'LICENSES'))).sort(), ['CC-BY-4.0.txt', 'CC0-1.0.txt']);
  assert.match(
    await readFile(join(folder, 'LICENSES/CC-BY-4.0.txt'), 'utf8'),
    /Attribution 4\.0 International/,
  );
  assert.match(
    await readFile(join(folder, 'c.ATTRIBUTION.md'), 'utf8'),
    /table:weather \(CC-BY-4\.0\): A. Meteorologist, 4 tasks/,
  );
});

test('nothing to export is said and leaves nothing behind', async (t) => {
  const folder = await folderOf(t);
  await assert.rejects(
    exportJsonLines(corpusOf(0), { ...base, out: join(folder, 'c.jsonl') }),
    (error: Fault) => error.code === 'nothing-to-export',
  );
  assert.deepEqual(await readdir(folder), []);
});

test('an unfinished export is not continued under other options', async (t) => {
  const folder = await folderOf(t);
  const out = join(folder, 'c.jsonl');
  await assert.rejects(exportJsonLines(corpusOf(60, { failAtRow: 50 }), { ...base, out }), /lost/);
  await assert.rejects(
    exportJsonLines(corpusOf(60), { ...base, withSecrets: true, out }),
    (error: Fault) => error.code === 'export-begun-otherwise',
  );
});

test('a torn last line is written again', async (t) => {
  const folder = await folderOf(t);
  const out = join(folder, 'c.jsonl');
  await assert.rejects(exportJsonLines(corpusOf(120, { failAtRow: 100 }), { ...base, out }), /lost/);
  const part = join(folder, 'c.part/c.jsonl');
  const whole = await readFile(part, 'utf8');
  for (const torn of [whole.slice(0, -1), whole.slice(0, -30), `${whole}{"id":"task_`]) {
    await writeFile(part, torn);
    const copy = await exportAgain(part, folder);
    assert.deepEqual(copy, await corpusOf(120).ids({}));
  }
  async function exportAgain(partFile: string, parent: string): Promise<string[]> {
    const trial = await mkdtemp(join(parent, 'trial-'));
    await cp(join(partFile, '..'), join(trial, 'c.part'), { recursive: true });
    await exportJsonLines(corpusOf(120), { ...base, out: join(trial, 'c.jsonl') });
    return idsOf(join(trial, 'c.jsonl'));
  }
});

test('tasks that come into the corpus after the list was frozen do not enter a resumed export', async (t) => {
  const folder = await folderOf(t);
  const out = join(folder, 'c.jsonl');
  await assert.rejects(exportJsonLines(corpusOf(60, { failAtRow: 50 }), { ...base, out }), /lost/);
  const manifest = await exportJsonLines(corpusOf(90), { ...base, out });
  assert.equal(manifest.rows, 60);
});

/** Exports in a process of its own, which kills itself with SIGKILL at its n-th report; gives how it ended. */
function exportUntilKilled(out: string, { rows, killAt }: { rows: number; killAt: number }): string {
  const script = new URL('../../test/export-slowly.ts', import.meta.url).pathname;
  const argv = ['--disable-warning=ExperimentalWarning', script, out, String(rows), String(killAt)];
  const { status, signal } = spawnSync(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit'] });
  return signal ?? `exit code ${status}`;
}

test('an export killed with SIGKILL again and again ends with every line once', async (t) => {
  const folder = await folderOf(t);
  const out = join(folder, 'c.jsonl');
  // The first report of each round tells what was there already; each round adds one batch of 50 or two.
  const ends = Array.from({ length: 6 }, (_, round) =>
    exportUntilKilled(out, { rows: 420, killAt: 2 + (round % 2) }),
  );
  assert.deepEqual(ends, Array<string>(6).fill('SIGKILL'));
  assert.equal(exportUntilKilled(out, { rows: 420, killAt: Infinity }), 'exit code 0');
  assert.deepEqual(await idsOf(out), await corpusOf(420).ids({}));
  const manifest = JSON.parse(await readFile(join(folder, 'c.manifest.json'), 'utf8')) as {
    files: { sha256: string }[];
  };
  assert.equal(
    manifest.files[0]?.sha256,
    createHash('sha256')
      .update(await readFile(out))
      .digest('hex'),
  );
});

test('an export killed between moving one file and the next moves the rest', async (t) => {
  const folder = await folderOf(t);
  const out = join(folder, 'c.jsonl');
  exportUntilKilled(out, { rows: 60, killAt: 3 });
  await cp(join(folder, 'c.part'), join(folder, 'kept'), { recursive: true });
  const manifest = await exportJsonLines(corpusOf(60), { ...base, out });
  // Back to where it was when only the lines had been moved.
  await rename(join(folder, 'kept'), join(folder, 'c.part'));
  await rm(join(folder, 'c.part/c.jsonl'));
  await rename(join(folder, 'LICENSES'), join(folder, 'c.part/LICENSES'));
  await rename(join(folder, 'c.ATTRIBUTION.md'), join(folder, 'c.part/c.ATTRIBUTION.md'));
  await rename(join(folder, 'c.manifest.json'), join(folder, 'c.part/manifest.json'));

  assert.deepEqual(await exportJsonLines(corpusOf(60), { ...base, out }), manifest);
  assert.deepEqual((await readdir(folder)).sort(), [
    'LICENSES',
    'c.ATTRIBUTION.md',
    'c.jsonl',
    'c.manifest.json',
  ]);
  assert.equal((await idsOf(out)).length, 60);
});
