/** A disk that fills up under open episodes: on a small file system in memory, in a namespace of its own. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const script = new URL('support/serve-on-full-disk.ts', import.meta.url).pathname;
const mount = (folder: string, size: string) => `mount -t tmpfs -o size=${size} none "${folder}"`;

test('a full disk becomes no number, loses nothing and does nothing twice', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-full-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const inside = (command: string) =>
    spawnSync(
      'unshare',
      ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', command],
      {
        encoding: 'utf8',
        env: { ...process.env, TMPDIR: folder },
      },
    );
  // The second is too small for a home, so that it is made on the first.
  const mounts = `${mount(folder, '250m')} && ${mount('/dev/shm', '64m')}`;
  if (inside(mounts).status !== 0) {
    assert.notEqual(process.env['CI'], 'true', 'continuous integration must be able to mount a small disk');
    t.skip('this machine lets nobody mount a file system in a namespace');
    return;
  }
  const { stdout, stderr } = inside(
    `${mounts} && "${process.execPath}" --disable-warning=ExperimentalWarning "${script}"`,
  );
  const [refused, told, ...rest] = stdout.trimEnd().split('\n');
  assert.equal(refused, 'chunk refused: database, retryable true', stderr);
  assert.equal(told, 'told: abstained null database');
  assert.deepEqual(rest, ['stored as told: true', 'chunks kept once: true']);
});
