import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { stopEmbedded } from '@touchstone/db';
import { runCommand, startCommand } from './run-command.ts';

const home = mkdtempSync(join(tmpdir(), 'touchstone-serve-'));
const env = { TOUCHSTONE_HOME: home };
after(async () => {
  await stopEmbedded({ home }).catch(() => undefined);
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
});

async function addressOf(server: ReturnType<typeof startCommand>): Promise<string> {
  for (;;) {
    const [, address] = / is at (http:\S+)/.exec(server.output().stdout) ?? [];
    if (address !== undefined) return address;
    if (server.child.exitCode !== null) throw new Error(server.output().stderr);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a server says where it is, asks for a key once there is one, and ends when told', async () => {
  const server = startCommand(['serve', '--port', '0'], { env });
  const address = await addressOf(server);
  const keys = (headers = {}) => fetch(`${address}/api/v1/keys`, { headers });
  assert.equal((await keys()).status, 200);
  assert.match(server.output().stderr, /There are no keys/);

  const made = await runCommand(['keys', 'make', 'laptop', '--role', 'curator'], { env });
  const secret = made.stdout.trim();
  assert.match(secret, /^ts_[0-9a-f]{12}_/);
  let without = await keys();
  // The server learns of it within its time; made elsewhere, so not at once.
  while (without.status === 200) without = await keys();
  assert.equal(without.status, 401);
  assert.equal((await keys({ authorization: `Bearer ${secret}` })).status, 200);

  const listed = await runCommand(['keys', 'list'], { env });
  assert.match(listed.stdout, /laptop +curator/);
  assert.ok(!listed.stdout.includes(secret));
  const [id = ''] = /key_[0-9a-f]{12}/.exec(listed.stdout) ?? [];
  assert.match((await runCommand(['keys', 'revoke', id], { env })).stdout, /revoked since/);
  assert.equal((await runCommand(['keys', 'revoke', 'key_000000000000'], { env })).code, 2);

  server.child.kill('SIGTERM');
  const { code, stderr } = await server.done;
  assert.equal(code, 130);
  assert.match(stderr, /To serve again/);
  assert.doesNotMatch(stderr, /Unexpected/);
});

test('beyond loopback a server does not start without a usable key', async () => {
  const { code, stderr } = await runCommand(['serve', '--host', '0.0.0.0', '--port', '0'], { env });
  assert.equal(code, 2);
  assert.match(stderr, /there is no key[^]*touchstone keys make/);
});
