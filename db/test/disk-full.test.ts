/** A full disk is a clear fault and loses nothing acknowledged. On a small file system in memory, in namespaces of its own. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { homeOf } from './temporary.ts';

const filler = fileURLToPath(new URL('disk-filler.ts', import.meta.url));
/** With process ids of its own as well: the server ends with the file system. */
const namespaces = 'unshare --map-root-user --mount --pid --fork --kill-child --mount-proc sh -c'.split(' ');

function mounted(home: string, megabytes: number, command: string) {
  const [program = '', ...argv] = namespaces;
  const script = `mount -t tmpfs -o size=${megabytes}m tmpfs "${home}" && ${command}`;
  return spawnSync(program, [...argv, script], { encoding: 'utf8' });
}

/** Sizes: the disk is full while the cluster is made, and while blobs are written. */
for (const [megabytes, ballastMegabytes] of [
  [80, 65],
  [140, 40],
] as const) {
  test(`a disk of ${megabytes} MB that fills up is a fault, and with space again all is there`, (t) => {
    const home = homeOf(t);
    if (mounted(home, 1, 'true').status !== 0) {
      t.skip('this machine lets nobody mount a file system in a namespace');
      return;
    }
    const command = `"${process.execPath}" "${filler}" "${home}" ${ballastMegabytes * 2 ** 20}`;
    const { stdout, stderr } = mounted(home, megabytes, command);
    assert.equal(stdout, 'fault disk-full\nall there\n', stderr);
  });
}
