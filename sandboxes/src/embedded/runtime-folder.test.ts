import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { SandboxFault } from '@touchstone/contracts';
import { ensureRuntimeFolder } from './runtime-folder.ts';

let home: string;
before(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'touchstone-runtime-'));
});
after(() => rm(home, { recursive: true, force: true }));

test('what a killed maker left is removed by the next, what is being made is not', async () => {
  const parent = path.join(home, 'embedded');
  await mkdir(path.join(parent, '.making-old'), { recursive: true });
  await mkdir(path.join(parent, '.making-now'));
  const yesterday = new Date(Date.now() - 86_400_000);
  await utimes(path.join(parent, '.making-old'), yesterday, yesterday);
  const { folder } = await ensureRuntimeFolder({ home });
  assert.deepEqual((await readdir(parent)).sort(), ['.making-now', path.basename(folder)]);
  await rm(parent, { recursive: true });
});

test('two that make the snapshot at once end with one folder, which a third finds made', async () => {
  const told: string[] = [];
  const onProgress = (text: string): number => told.push(text);
  const [one, other] = await Promise.all([
    ensureRuntimeFolder({ home, onProgress }),
    ensureRuntimeFolder({ home, onProgress }),
  ]);
  assert.deepEqual(one, other);
  assert.equal(told.length, 2);
  assert.deepEqual(await ensureRuntimeFolder({ home, onProgress }), one);
  assert.equal(told.length, 2, 'a made snapshot is not made again');
  assert.deepEqual(await readdir(path.join(home, 'embedded')), [path.basename(one.folder)]);
  assert.equal((await stat(one.folder)).mode & 0o777, 0o755);
});

test('an abort while the snapshot is made leaves nothing half made', async () => {
  const other = await mkdtemp(path.join(tmpdir(), 'touchstone-runtime-'));
  try {
    const controller = new AbortController();
    const onProgress = (): void => void setTimeout(() => controller.abort(), 100);
    await assert.rejects(ensureRuntimeFolder({ home: other, signal: controller.signal, onProgress }), {
      name: 'AbortError',
    });
    assert.deepEqual(await readdir(path.join(other, 'embedded')), []);
  } finally {
    await rm(other, { recursive: true, force: true });
  }
});

test('a home that cannot hold it is a fault with the way out', async () => {
  const file = path.join(home, 'not-a-folder');
  await writeFile(file, '');
  await assert.rejects(
    ensureRuntimeFolder({ home: file }),
    (thrown) =>
      thrown instanceof SandboxFault && thrown.code === 'embedded-unprepared' && thrown.hint !== undefined,
  );
});
