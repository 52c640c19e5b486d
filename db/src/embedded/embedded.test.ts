import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createRng } from '@touchstone/contracts';
import { startChild } from '../../test/child.ts';
import { homeOf, serverProcessId } from '../../test/temporary.ts';
import { openEmbedded, stopEmbedded } from './embedded.ts';
import { findPostmaster } from './postmaster.ts';

const opener = new URL('../../test/opener.ts', import.meta.url);
const dataOf = (home: string) => join(home, 'postgres', 'data');

async function query<T extends object>(
  address: { host: string; port: number; user: string },
  text: string,
): Promise<T[]> {
  const client = new Client({ ...address, database: 'postgres' });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

test('processes that open one new home at once share one server, and the last to close stops it', async (t) => {
  const home = homeOf(t);
  const children = [0, 1, 2].map(() => startChild(t, opener, [home]));
  const here = await openEmbedded({ home });
  await Promise.all(children.map((child) => child.line((line) => line === 'open')));
  const processId = serverProcessId(home);
  for (const child of children) assert.equal(await child.finish(), 0);
  assert.equal(findPostmaster(dataOf(home))?.processId, processId);
  await here.close();
  assert.equal(findPostmaster(dataOf(home)), null);
});

test('a client that is killed neither stops the server nor keeps the last one from stopping it', async (t) => {
  const home = homeOf(t);
  const child = startChild(t, opener, [home]);
  await child.line((line) => line === 'open');
  await child.kill();
  const processId = serverProcessId(home);
  const here = await openEmbedded({ home });
  assert.equal(serverProcessId(home), processId);
  await here.close();
  assert.equal(findPostmaster(dataOf(home)), null);
});

test('a client killed at any moment of the first start leaves nothing that the next one trips over', async (t) => {
  const rng = createRng('kill the first start');
  for (let round = 0; round < 5; round += 1) {
    const home = homeOf(t);
    const child = startChild(t, opener, [home]);
    while (!existsSync(join(home, 'postgres'))) await sleep(5);
    await sleep(rng.integer(0, 700));
    await child.kill();
    const server = await openEmbedded({ home });
    assert.deepEqual(await query(await server.ensureRunning(), 'SELECT 1 AS one'), [{ one: 1 }]);
    await server.close();
    assert.deepEqual(
      readdirSync(join(home, 'postgres')).filter((name) => name.startsWith('initdb-')),
      [],
    );
  }
});

test('a server that was killed comes up again, also when its process id belongs to somebody else by then', async (t) => {
  const home = homeOf(t);
  const server = await openEmbedded({ home });
  for (const impostor of [null, process.pid]) {
    process.kill(serverProcessId(home), 'SIGKILL');
    while (findPostmaster(dataOf(home)) !== null) await sleep(5);
    if (impostor !== null) {
      const file = join(dataOf(home), 'postmaster.pid');
      const [, ...rest] = readFileSync(file, 'utf8').split('\n');
      writeFileSync(file, [impostor, ...rest].join('\n'));
      writeFileSync(join(home, 'postgres', 'socket', '.s.PGSQL.5432.lock'), `${impostor}\n`);
    }
    assert.deepEqual(await query(await server.ensureRunning(), 'SELECT 1 AS one'), [{ one: 1 }]);
  }
  await server.close();
});

test('stopEmbedded stops a server that is in use and says whether there was one', async (t) => {
  const home = homeOf(t);
  const server = await openEmbedded({ home });
  assert.equal(await stopEmbedded({ home }), true);
  assert.equal(await stopEmbedded({ home }), false);
  await server.close();
});

test('nothing listens on the network, nobody else may enter the folders, and what is acknowledged is on the disk', async (t) => {
  const home = homeOf(t);
  const server = await openEmbedded({ home });
  const address = await server.ensureRunning();
  const settings = await query<{ name: string; setting: string }>(
    address,
    `SELECT name, setting FROM pg_settings
     WHERE name IN ('listen_addresses', 'fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums') ORDER BY name`,
  );
  assert.deepEqual(Object.fromEntries(settings.map(({ name, setting }) => [name, setting])), {
    data_checksums: 'on',
    fsync: 'on',
    full_page_writes: 'on',
    listen_addresses: '',
    synchronous_commit: 'on',
  });
  const rules = await query<{ type: string; auth_method: string }>(
    address,
    'SELECT type, auth_method FROM pg_hba_file_rules',
  );
  for (const rule of rules) if (rule.type !== 'local') assert.equal(rule.auth_method, 'reject');
  for (const folder of [join(home, 'postgres'), address.host, dataOf(home)]) {
    assert.equal(statSync(folder).mode & 0o777, 0o700, folder);
  }
  await server.close();
});

test('a home whose path is too long for a socket has its socket in a short folder of the same owner', async (t) => {
  const home = join(homeOf(t), 'a-long-name-'.repeat(9));
  const server = await openEmbedded({ home });
  const address = await server.ensureRunning();
  assert.ok(!address.host.startsWith(home));
  assert.equal(statSync(address.host).mode & 0o777, 0o700);
  await server.close();
});

test('a data directory of another major version is refused with what to do', async (t) => {
  const home = homeOf(t);
  mkdirSync(dataOf(home), { recursive: true });
  writeFileSync(join(dataOf(home), 'PG_VERSION'), '15\n');
  await assert.rejects(openEmbedded({ home }), {
    code: 'database-version',
    message: /18.*15/s,
    hint: /pg_dump/,
  });
});

test('a server that cannot start says what its log says', async (t) => {
  const home = homeOf(t);
  const first = await openEmbedded({ home });
  await first.close();
  writeFileSync(join(dataOf(home), 'postgresql.conf'), 'no_such_setting = 1\n');
  await assert.rejects(openEmbedded({ home }), { code: 'embedded-start-failed', message: /no_such_setting/ });
});

test('a home that is no folder, or not ours to write, is a fault that names TOUCHSTONE_HOME', async (t) => {
  const home = join(homeOf(t), 'file');
  writeFileSync(home, '');
  await assert.rejects(openEmbedded({ home }), { code: 'embedded-home', hint: /TOUCHSTONE_HOME/ });
});

test('an aborted opening gives the abort reason and leaves no lock behind', async (t) => {
  const home = homeOf(t);
  const reason = new Error('no more');
  await assert.rejects(openEmbedded({ home, signal: AbortSignal.abort(reason) }), reason);
  const server = await openEmbedded({ home });
  await server.close();
});
