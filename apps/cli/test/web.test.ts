import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { runCommand } from './run-command.ts';

let home: string;
before(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'touchstone-cli-web-'));
});
after(() => rm(home, { recursive: true, force: true }));
const run = (...args: string[]) => runCommand(['web', ...args], { env: { TOUCHSTONE_HOME: home } });

test('web list names each web, its hash and that it is not built here', async () => {
  const { code, stdout } = await run('list', '--json');
  assert.equal(code, 0);
  const webs = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; hash: string; bytes: null });
  assert.deepEqual(
    webs.map(({ name, bytes }) => [name, bytes]),
    [
      ['vital', null],
      ['whole', null],
    ],
  );
  for (const { hash } of webs) assert.match(hash, /^[0-9a-f]{64}$/);
});

test('searching the large web before it is built says how to build it', async () => {
  const { code, stdout, stderr } = await run('search', 'anything', '--web', 'whole');
  assert.equal(code, 4);
  assert.equal(stdout, '');
  assert.match(stderr, /touchstone web build whole/);
});

test('an unknown web is bad input', async () => {
  const { code, stderr } = await run('build', 'everything');
  assert.equal(code, 2);
  assert.match(stderr, /vital, whole/);
});
