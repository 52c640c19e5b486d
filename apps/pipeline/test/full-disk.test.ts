import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { corpusOf } from './corpus.ts';

/** A mount namespace of our own, so that the small disk is gone with the process; null where that is not allowed. */
function mountNamespace(): string[] | null {
  for (const command of [
    ['unshare', '-m'],
    ['unshare', '-Urm'],
  ]) {
    const [program = '', ...args] = command;
    const tried = spawnSync(program, [...args, 'mount', '-t', 'tmpfs', 'none', tmpdir()]);
    if (tried.status === 0) return command;
  }
  return null;
}

const namespace = mountNamespace();

test(
  'an export onto a disk that is full fails, and goes on from there once there is room',
  {
    skip:
      namespace === null &&
      process.env['CI'] !== 'true' &&
      'no small disk can be mounted here (needs unshare -m)',
  },
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'touchstone-full-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const script = new URL('./export-slowly.ts', import.meta.url).pathname;
    const node = `"${process.execPath}" --disable-warning=ExperimentalWarning "${script}" "${folder}/c.jsonl" 400`;
    const [program = '', ...args] = namespace ?? [];
    const output = execFileSync(
      program,
      [
        ...args,
        'sh',
        '-c',
        `mount -t tmpfs -o size=96k none "${folder}" || exit 1
         ${node} 2>&1 >/dev/null | grep -o -m1 ENOSPC
         mount -o remount,size=10m "${folder}"
         ${node} >/dev/null && cat "${folder}/c.jsonl"`,
      ],
      { encoding: 'utf8' },
    );
    const [first, ...lines] = output.trimEnd().split('\n');
    assert.equal(first, 'ENOSPC');
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { id: string }).id),
      await corpusOf(400).ids({}),
    );
  },
);
