import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { draftId, Fault, hashBytes } from '@touchstone/contracts';
import { Client } from 'pg';
import { certified, family, fingerprint, sampleDraft, sampleRecipe, utf8 } from '../test/samples.ts';
import { fileDatabase, serverProcessId } from '../test/temporary.ts';
import type { Connection, Sql } from './connection.ts';
import { openEmbedded } from './embedded/embedded.ts';
import { openDatabase, openRun, publishReady, readBlobs, recordItem } from './index.ts';

const database = await fileDatabase();
const { home, serve, verify } = database;
const server = await openEmbedded({ home });
const address = await server.ensureRunning();
// The file's database goes on holding the server.
await server.close();

/** The same server as a shared one would be named. */
const urlOf = (name: string, user = 'touchstone') =>
  `postgres:///${name}?host=${encodeURIComponent(address.host)}&user=${user}`;
const open = (url: string) => openDatabase({ url, home, applicationName: 'test' });

async function administer(...statements: string[]): Promise<void> {
  const client = new Client({ ...address, database: 'postgres' });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const rowsOf = async (connection: Connection, text: string) =>
  (await connection.run((sql: Sql) => sql.$client.query<Record<string, unknown>>(text))).rows;
const denied = { code: 'database-permission', boundary: 'database', retryable: false };

test('two that migrate an empty database at once both succeed', async () => {
  await administer('CREATE DATABASE racing');
  const opened = await Promise.all([1, 2, 3].map(() => open(urlOf('racing'))));
  for (const each of opened)
    assert.deepEqual(await rowsOf(each.serve, 'SELECT id FROM touchstone.tasks'), []);
  await Promise.all(opened.map((each) => each.close()));
});

test('the serve role reads these tables and columns, and nothing else anywhere', async () => {
  const readable = await rowsOf(
    serve,
    `SELECT table_name || '.' || column_name AS name FROM information_schema.column_privileges
     WHERE table_schema = 'touchstone' AND grantee = 'touchstone_serve' AND privilege_type = 'SELECT' ORDER BY 1`,
  );
  const tables = new Set(readable.map(({ name }) => String(name).split('.')[0]));
  assert.deepEqual([...tables].sort(), [
    'blobs',
    'certificates',
    'environments',
    'episode_events',
    'episode_tokens',
    'episodes',
    'idempotent_requests',
    'outcomes',
    'release_tasks',
    'releases',
    'run_tasks',
    'runs',
    'servers',
    'sources',
    'task_state',
    'task_texts',
    'tasks',
  ]);
  for (const secret of ['certificates.body', 'runs.recipe', 'runs.salt_key_fingerprint'])
    assert.ok(!readable.some(({ name }) => name === secret), secret);
  for (const secret of [
    'task_secrets',
    'drafts',
    'run_families',
    'signatures',
    'signature_bands',
    'probe_tallies',
  ])
    await assert.rejects(rowsOf(serve, `SELECT * FROM touchstone.${secret}`), denied);
  for (const secret of ['body FROM touchstone.certificates', 'recipe FROM touchstone.runs'])
    await assert.rejects(rowsOf(serve, `SELECT ${secret}`), denied);
  await assert.rejects(
    rowsOf(serve, 'SELECT * FROM touchstone_jobs.job'),
    (fault: Fault) => fault instanceof Fault,
  );
  await assert.rejects(rowsOf(serve, `DELETE FROM touchstone.tasks`), denied);
});

test('no column that the serve role reads says from which family or item a task came', async () => {
  const columns = await rowsOf(
    serve,
    `SELECT column_name FROM information_schema.column_privileges
     WHERE table_schema = 'touchstone' AND grantee = 'touchstone_serve'
       AND column_name ~ 'family|item|lineage|seed|salt|secret'`,
  );
  assert.deepEqual(columns, []);
});

test('the serve role sees neither candidates nor the blobs of secret halves; the verify role sees both', async () => {
  const { id: run } = await openRun(verify, {
    recipe: sampleRecipe('roles'),
    saltKeyFingerprint: fingerprint,
    families: [{ family, version: 1, category: 'interpreter', quota: 1 }],
  });
  const task = certified(run, 0, sampleDraft(900));
  await recordItem(verify, task);
  assert.deepEqual(await rowsOf(serve, 'SELECT id FROM touchstone.tasks'), []);
  assert.equal((await rowsOf(verify, 'SELECT id FROM touchstone.tasks')).length, 1);
  await publishReady(verify, {
    run,
    family,
    decide: async ({ certificate }) => ({ publish: true, signature: null, certificate }),
  });
  assert.equal((await rowsOf(serve, 'SELECT id FROM touchstone.tasks')).length, 1);
  const hidden = hashBytes(utf8('hidden 900\n'));
  assert.equal((await readBlobs(serve, [hashBytes(utf8('n\n900\n'))])).size, 1);
  assert.equal((await readBlobs(verify, [hidden])).size, 1);
  await assert.rejects(readBlobs(serve, [hidden]), { code: 'blob-missing' });
});

test('RESET ROLE on a serve connection does not give the login back', async () => {
  const rows = await serve.run(async (sql) => {
    await sql.$client.query('RESET ROLE');
    return (await sql.$client.query<{ role: string }>('SELECT current_user AS role')).rows;
  });
  assert.deepEqual(rows, [{ role: 'touchstone_serve' }]);
});

test('a login that may not make or take the roles is told what an administrator must run', async () => {
  await administer('CREATE ROLE modest LOGIN', 'CREATE DATABASE modest OWNER modest');
  await assert.rejects(open(urlOf('modest', 'modest')), {
    code: 'database-roles',
    retryable: false,
    hint: /CREATE ROLE touchstone_serve NOLOGIN.*GRANT touchstone_serve, touchstone_verify, touchstone_curate TO "modest"/,
  });
  await administer('GRANT touchstone_serve, touchstone_verify, touchstone_curate TO modest');
  await using modest = await open(urlOf('modest', 'modest'));
  assert.deepEqual(await rowsOf(modest.verify, 'SELECT task_id FROM touchstone.task_secrets'), []);
  await assert.rejects(rowsOf(modest.serve, 'SELECT task_id FROM touchstone.task_secrets'), denied);
});

test('a schema that a newer Touchstone has migrated is refused', async () => {
  await administer('CREATE DATABASE newer');
  await (await open(urlOf('newer'))).close();
  const client = new Client({ ...address, database: 'newer' });
  await client.connect();
  await client.query(
    `INSERT INTO touchstone_migrations.__drizzle_migrations (hash, created_at) VALUES ('x', 99999999999999)`,
  );
  await client.end();
  await assert.rejects(open(urlOf('newer')), { code: 'database-newer' });
});

test('a URL that is none, and one that sets a role of its own, are refused', async () => {
  await assert.rejects(open('localhost:5432'), { code: 'database-url', boundary: 'input' });
  await assert.rejects(open(`${urlOf('postgres')}&options=${encodeURIComponent('-c role=touchstone')}`), {
    code: 'database-url',
  });
  await assert.rejects(open(urlOf('absent')), { hint: /Create the database/ });
});

test('a shared server that is away is a fault that may be tried again', async () => {
  const nowhere = 'postgres://nobody@127.0.0.1:9/absent';
  await assert.rejects(open(nowhere), { code: 'database-lost', boundary: 'database', retryable: true });
});

test('an open database goes on after its server was killed under it', async () => {
  for (let round = 0; round < 3; round += 1) {
    const held = verify.run(
      async (sql) => (await sql.$client.query('SELECT pg_sleep(0.2), 1 AS one')).rows.length,
    );
    await sleep(50);
    process.kill(serverProcessId(home), 'SIGKILL');
    assert.equal(await held, 1);
    assert.deepEqual(await rowsOf(serve, 'SELECT 1 AS one'), [{ one: 1 }]);
  }
});

test('what a fault carries does not quote the parameters of a statement', async () => {
  const secret = 'the-expected-answer';
  const failing = verify.run((sql) => sql.$client.query('SELECT $1::int', [secret]));
  const fault: unknown = await failing.catch((thrown: unknown) => thrown);
  assert.ok(fault instanceof Fault);
  const draft = certified('run_absent', 0);
  draft.draft.secret.reference = { name: 'reference', how: 'says it', source: secret };
  const other: unknown = await recordItem(verify, {
    ...draft,
    certificate: { ...draft.certificate, key: { ...draft.certificate.key, task: draftId(draft.draft) } },
  }).catch((thrown: unknown) => thrown);
  assert.ok(other instanceof Fault);
  assert.ok(!JSON.stringify(other, Object.getOwnPropertyNames(other)).includes(secret));
  assert.ok(!String((other.cause as Error).stack).includes(secret));
});
