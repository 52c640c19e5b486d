/**
 * Hostile JavaScript in the child's place, for every form that works here: what Python could reach at the very worst.
 * Each attack is first shown to work without the form, so that a refusal is the form's doing.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { forms, type FormName } from './isolation.ts';

const attacks = `
import fs from 'node:fs';
import net from 'node:net';
const [port, socket, secret, spoil, host] = process.argv.slice(-5);
const done = {};
const attempt = async (name, act) => { try { done[name] = (await act()) ?? true } catch { done[name] = false } };
const connect = (where) => new Promise((resolve, reject) => net.connect(where).on('connect', () => resolve(true)).on('error', reject));
await attempt('tcp', () => connect({ port: Number(port), host: '127.0.0.1' }));
await attempt('unix socket', () => connect({ path: socket }));
await attempt('read', () => fs.readFileSync(secret, 'utf8') === 'secret');
await attempt('write', () => fs.writeFileSync(spoil, 'x'));
await attempt('list', () => fs.readdirSync('/etc').length > 0);
await attempt('spawn', async () => (await import('node:child_process')).execFileSync('/bin/true') !== null);
await attempt('worker', async () => { new (await import('node:worker_threads')).Worker('', { eval: true }) });
await attempt('sqlite', async () => { new (await import('node:sqlite')).DatabaseSync(spoil + '.db').exec('create table t(a)') });
await attempt('eval', () => eval('1') === 1);
await attempt('root', () => (process.setuid(0), process.getuid() === 0 && fs.existsSync('/root')));
await attempt('signal', () => process.kill(Number(host), 0));
await attempt('environment', () => Object.keys(process.env).some((name) => name !== 'TZ'));
process.stdout.write(JSON.stringify(done));
process.exit(0);
`;

let folder: string;
let runtime: string;
let idle: string;
let secret: string;
let unixSocket: string;
let tcp: Server;
let unix: Server;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'touchstone-isolation-'));
  await chmod(folder, 0o755);
  runtime = path.join(folder, 'runtime');
  await mkdir(path.join(runtime, 'root'), { recursive: true });
  await writeFile(path.join(runtime, 'child.mjs'), attacks);
  idle = path.join(folder, 'idle');
  await mkdir(path.join(idle, 'root'), { recursive: true });
  await writeFile(path.join(idle, 'child.mjs'), `process.stdout.write('{}')`);
  // Even what everybody may read, write and connect to.
  const open = path.join(folder, 'open');
  await mkdir(open);
  await chmod(open, 0o777);
  secret = path.join(open, 'secret');
  await writeFile(secret, 'secret', { mode: 0o666 });
  unixSocket = path.join(open, 'socket');
  tcp = createServer((socket) => socket.destroy());
  unix = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => void tcp.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => void unix.listen(unixSocket, resolve));
  await chmod(unixSocket, 0o777);
});
after(async () => {
  tcp.close();
  unix.close();
  await rm(folder, { recursive: true, force: true });
});

async function attack(program: string, options: readonly string[]): Promise<Record<string, boolean>> {
  const address = tcp.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  const targets = [port, unixSocket, secret, path.join(folder, 'open', 'spoilt'), String(process.pid)];
  const { stdout } = await promisify(execFile)(program, [...options, ...targets], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', TZ: 'UTC', ...(options.length === 1 ? { KEY: 'x' } : {}) },
  });
  return JSON.parse(stdout) as Record<string, boolean>;
}

test('without a form every attack works, so that the other tests mean something', async () => {
  const done = await attack(process.execPath, [path.join(runtime, 'child.mjs')]);
  const failed = Object.entries(done).filter(([name, worked]) => !worked && name !== 'root');
  assert.deepEqual(failed, []);
});

/** What a form does not stop. */
const open: Record<FormName, readonly string[]> = {
  jail: [],
  'user-jail': [],
  'own-uid': [],
  process: ['signal'],
};

for (const form of forms) {
  test(`hostile JavaScript in the form "${form.name}" gets nothing that the form does not declare`, async (t) => {
    const [program, ...rest] = form.command(runtime, ['serve'], 300_001);
    const works = await attack(program, form.command(idle, ['serve'], 300_001).slice(1)).catch(String);
    if (typeof works === 'string')
      return t.skip(`this form does not work on this machine: ${works.slice(0, 200)}`);
    const done = await attack(program, rest);
    const worked = Object.keys(done).filter((name) => done[name] === true);
    assert.deepEqual(
      worked,
      open[form.name].filter((name) => worked.includes(name)),
    );
    const declared = form.weaknesses.map((weakness) => weakness.attack);
    if (worked.includes('signal')) assert.ok(declared.includes('kill-parent'));
  });
}
