import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Fault } from '@touchstone/contracts';
import { readConfig } from './config.ts';
import { saltKey } from './salt-key.ts';

test('without any variable the home is ~/.cache/touchstone and the database is the embedded one', () => {
  const config = readConfig({});
  assert.match(config.home, /\/\.cache\/touchstone$/);
  assert.equal(config.databaseUrl, null);
  assert.ok(config.concurrency >= 1);
});

test('an empty variable counts as unset', () => {
  assert.equal(readConfig({ DATABASE_URL: '', TOUCHSTONE_HOME: '' }).databaseUrl, null);
});

test('an address that is no Postgres address is refused by name, without printing it', () => {
  assert.throws(
    () => readConfig({ DATABASE_URL: 'mysql://root:secret@host/db' }),
    (error: Fault) => error.message.includes('DATABASE_URL') && !error.message.includes('secret'),
  );
});

test('a concurrency that is no number is refused by name', () => {
  assert.throws(() => readConfig({ TOUCHSTONE_CONCURRENCY: 'all' }), /TOUCHSTONE_CONCURRENCY/);
});

test('beside the embedded database an unset salt key is made once, for its owner only, and kept', async () => {
  const home = await mkdtemp(join(tmpdir(), 'touchstone-salt-'));
  try {
    const config = readConfig({ TOUCHSTONE_HOME: home });
    const keys = await Promise.all([1, 2, 3, 4].map(() => saltKey(config, 'SALT')));
    assert.equal(new Set(keys.map((key) => key.key)).size, 1, 'first starts at once agree');
    assert.equal((await stat(join(home, 'salt.key'))).mode & 0o777, 0o600);
    assert.doesNotMatch(keys[0]?.key ?? '', new RegExp(keys[0]?.fingerprint ?? '-'));
  } finally {
    await rm(home, { recursive: true });
  }
});

test('beside a shared database an unset salt key is an error that names the variable', async () => {
  const config = readConfig({ DATABASE_URL: 'postgres://host/db' });
  await assert.rejects(
    saltKey(config, 'SALT'),
    (error: Fault) => error.code === 'salt-key-missing' && error.message.includes('SALT'),
  );
});

test('two keys have two fingerprints, and a short key is refused', async () => {
  const key = (SALT: string) => saltKey(readConfig({ DATABASE_URL: 'postgres://host/db', SALT }), 'SALT');
  assert.notEqual(
    (await key('a-long-enough-key-1')).fingerprint,
    (await key('a-long-enough-key-2')).fingerprint,
  );
  await assert.rejects(key('short'), /at least 16 characters in SALT, got 5/);
});
