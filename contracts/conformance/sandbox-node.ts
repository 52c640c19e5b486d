/**
 * JavaScript in a sandbox: what a driver that runs Node must keep, and attacks by a program that is JavaScript itself (the
 * other attacks come from Python). A driver that does not run Node says so, and nothing here is asked of it.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { before, test, type TestContext } from 'node:test';
import { SandboxFault, type Limits, type Sandbox, type SandboxDriver } from '../src/index.ts';
import { attackLimits, describe, text } from './sandbox-attack.ts';

/** `mustRun`: a driver without Node fails; otherwise the cases are skipped with what it says. */
export function nodeTests(driver: () => SandboxDriver, { mustRun }: { mustRun: boolean }): void {
  let absent: string | null = null;
  const open = (limits: Partial<Limits> = {}, packages: string[] = []): Promise<Sandbox> =>
    driver().open({
      runtime: { language: 'node', version: '>=26', packages },
      limits: { ...attackLimits, ...limits },
    });
  before(async () => {
    try {
      await using _ = await open();
    } catch (thrown) {
      if (mustRun || !(thrown instanceof SandboxFault) || thrown.code !== 'runtime-unmet') throw thrown;
      absent = thrown.message;
    }
  });
  const nodeTest = (name: string, run: (context: TestContext) => Promise<void>) =>
    test(name, (context) => (absent === null ? run(context) : context.skip(absent)));

  nodeTest(
    'Node runs what it is given, with arguments, environment, standard input and exit code',
    async () => {
      await using sandbox = await open();
      assert.match(sandbox.runtime.runtime, /^Node \d+/);
      const source =
        'console.log(process.argv.slice(1), process.env.GREETING, process.cwd(), fs.readFileSync(0, "utf8")); console.error("err"); process.exitCode = 3';
      const result = await sandbox.exec({
        argv: ['node', '-e', source, 'a b', 'é'],
        env: { GREETING: 'grüß "dich"' },
        stdin: Buffer.from('line'),
      });
      assert.equal(text(result.stdout), `[ 'a b', 'é' ] grüß "dich" /work line\n`);
      assert.equal(text(result.stderr), 'err\n');
      assert.deepEqual([result.ending, result.exitCode], ['exited', 3]);
    },
  );

  nodeTest(
    'files are there for a program, and what it writes, makes and removes is there for others',
    async () => {
      await using sandbox = await open();
      await sandbox.putFiles([
        { path: 'library/a.js', bytes: Buffer.from('exports.a = 1') },
        { path: 'gone.txt', bytes: Buffer.from('x') },
      ]);
      const source =
        'fs.mkdirSync("out/deep", { recursive: true }); fs.writeFileSync("out/deep/b", String(require("./library/a.js").a + 1)); fs.rmSync("gone.txt")';
      const result = await sandbox.exec({ argv: ['node', '-e', source] });
      assert.equal(result.exitCode, 0, describe(result));
      const files = await sandbox.getFiles('', { bytesMax: 1000 });
      assert.deepEqual(files.map((file) => [file.path, text(file.bytes)]).toSorted(), [
        ['library/a.js', 'exports.a = 1'],
        ['out/deep/b', '2'],
      ]);
      const python = await sandbox.exec({ argv: ['python3', '-c', 'print(open("out/deep/b").read())'] });
      assert.equal(text(python.stdout), '2\n');
    },
  );

  nodeTest('tests of node:test run and are reported as JUnit', async () => {
    await using sandbox = await open();
    const source = `const { test } = require('node:test'); const assert = require('node:assert');
      test('right', () => {}); test('wrong', () => assert.equal(1, 2));`;
    await sandbox.putFiles([{ path: 'a.test.js', bytes: Buffer.from(source) }]);
    const result = await sandbox.exec({
      argv: ['node', '--test', '--test-isolation=none', '--test-reporter=junit', 'a.test.js'],
    });
    assert.equal(result.exitCode, 1, describe(result));
    assert.match(text(result.stdout), /<testcase name="right"[^]*<testcase name="wrong"[^]*<failure/);
  });

  nodeTest('tape is found from below /work, and every package is named in the runtime', async () => {
    await using sandbox = await open({}, ['tape']);
    assert.match(sandbox.runtime.packages['tape'] ?? '', /^5\./);
    const source = `require('tape')('adds', (t) => { t.equal(1 + 1, 2, 'two'); t.end(); });`;
    await sandbox.putFiles([{ path: 'test/a.js', bytes: Buffer.from(source) }]);
    for (const argv of [
      ['node', 'test/a.js'],
      ['tape', 'test/*.js'],
    ] as const) {
      const result = await sandbox.exec({ argv: [...argv] });
      assert.match(text(result.stdout), /^TAP version 13\n# adds\nok 1 two\n/, describe(result));
    }
  });

  nodeTest('limits end a program by their names', async () => {
    await using sandbox = await open();
    const run = (source: string, limits: Partial<Limits>) =>
      sandbox.exec({ argv: ['node', '-e', source], limits });
    assert.equal((await run('for (;;);', { cpuSecondsMax: 1 })).ending, 'cpu-limit');
    assert.equal((await run('setInterval(() => {}, 1000)', { wallSecondsMax: 2 })).ending, 'wall-limit');
    const flood = await run('for (;;) fs.writeSync(1, "x".repeat(1000))', { outputBytesMax: 5000 });
    assert.deepEqual([flood.ending, flood.stdout.length], ['output-limit', 5000]);
  });

  nodeTest('a program cannot take more memory than allowed, in buffers or in objects', async (context) => {
    if (driver().weaknesses.some(({ attack }) => attack === 'memory-bomb-javascript'))
      return context.skip('declared');
    for (const source of [
      'const kept = []; for (let i = 0; i < 200; i++) kept.push(Buffer.alloc(1e7, 1)); console.log("GOT IT")',
      'const kept = []; for (let i = 0; i < 4e7; i++) kept.push({ i }); console.log("GOT IT", kept.length)',
    ]) {
      await using sandbox = await open({ memoryBytesMax: 256 * 1024 * 1024 });
      const result = await sandbox.exec({ argv: ['node', '-e', source] }).catch(lostAsNull);
      if (result === null) continue;
      assert.doesNotMatch(text(result.stdout), /GOT IT/);
      assert.notEqual(result.exitCode, 0);
    }
  });

  nodeTest('hostile JavaScript reaches nothing of the machine that the driver does not declare', async () => {
    await using target = await openTarget();
    await using sandbox = await open();
    await sandbox.putFiles([{ path: 'attack.mjs', bytes: Buffer.from(attacks) }]);
    const result = await sandbox.exec({ argv: ['node', 'attack.mjs', ...target.arguments] });
    const done = JSON.parse(text(result.stdout)) as Record<string, boolean>;
    const worked = Object.keys(done).filter((name) => done[name] === true);
    const declared = driver().weaknesses.map(({ attack }) => attack);
    assert.deepEqual(
      worked.filter((name) => !declared.includes(name)),
      [],
      describe(result),
    );
    assert.deepEqual(await target.spoilt(), []);
  });

  nodeTest('a program that signals whatever it can leaves the sandbox honest or lost', async () => {
    await using sandbox = await open();
    const source = 'for (const pid of [process.ppid, 1, -1]) try { process.kill(pid, "SIGKILL") } catch {}';
    const result = await sandbox.exec({ argv: ['node', '-e', source] }).catch(lostAsNull);
    if (result === null) return;
    const after = await sandbox.exec({ argv: ['node', '-p', '6 * 7'] }).catch(lostAsNull);
    if (after !== null) assert.equal(text(after.stdout), '42\n', describe(after));
  });
}

function lostAsNull(thrown: unknown): null {
  if (thrown instanceof SandboxFault) return null;
  throw thrown;
}

/** Each prints whether it got what it wanted, under the name of the attack that it stands for. */
const attacks = `
import fs from 'node:fs';
import net from 'node:net';
const [port, socket, secretFile, reversed, spoil, ...hosts] = process.argv.slice(2);
const secret = [...reversed].reverse().join('');
const done = {};
const attempt = async (name, act) => { try { done[name] ||= (await act()) === true } catch { done[name] ||= false } };
const connect = (where) => new Promise((resolve) => {
  const wire = net.connect({ ...where, timeout: 2000 });
  wire.on('connect', () => { wire.write('x'); resolve(true) });
  for (const end of ['error', 'timeout']) wire.on(end, () => { wire.destroy(); resolve(false) });
});
const holds = (text) => String(text).includes(secret);
for (const host of hosts) await attempt('network', () => connect({ host, port: Number(port) }));
await attempt('network', async () => (await fetch('http://127.0.0.1:' + port)) !== undefined);
await attempt('unix-socket', () => connect({ path: socket }));
for (const file of [secretFile, '/proc/1/root' + secretFile, '/proc/self/cwd/../..' + secretFile, '/work/../../..' + secretFile]) {
  await attempt('host-files-read', () => holds(fs.readFileSync(file)));
  await attempt('host-files-read', async () => holds(await fs.promises.readFile(file)));
  await attempt('host-files-read', () => { fs.symlinkSync(file, 'link' + Math.random()); return false });
  await attempt('host-files-read', () => holds(fs.readdirSync('.').filter((name) => name.startsWith('link')).map((name) => fs.readFileSync(name))));
  await attempt('host-files-read', () => { process.loadEnvFile(file); return true });
  await attempt('host-files-read', async () => holds((await import('file://' + file)).default));
  await attempt('host-files-read', async () => holds(new (await import('node:sqlite')).DatabaseSync(file).prepare('select 1').get()));
}
await attempt('host-files-write', () => { fs.writeFileSync(spoil + '/fs', 'x'); return true });
await attempt('host-files-write', async () => { new (await import('node:sqlite')).DatabaseSync(spoil + '/db').exec('create table t(a)'); return true });
await attempt('host-files-write', async () => { const { DatabaseSync } = await import('node:sqlite'); new DatabaseSync(':memory:').exec("vacuum into '" + spoil + "/vacuum'"); return true });
await attempt('host-files-write', () => { process.report.writeReport(spoil + '/report'); return fs.existsSync(spoil + '/report') });
await attempt('host-files-write', async () => { (await import('node:v8')).writeHeapSnapshot(spoil + '/heap'); return fs.existsSync(spoil + '/heap') });
await attempt('host-files-write', async () => { const { execFileSync } = await import('node:child_process'); execFileSync('/bin/sh', ['-c', 'echo x > ' + spoil + '/shell']); return fs.existsSync(spoil + '/shell') });
await attempt('environment', () => holds(JSON.stringify(process.env)));
await attempt('environment', () => fs.readdirSync('/proc').some((pid) => { try { return holds(fs.readFileSync('/proc/' + pid + '/environ')) } catch { return false } }));
await attempt('privileges', () => { process.setuid(0); return process.getuid() === 0 && fs.existsSync('/root/.profile') });
process.stdout.write(JSON.stringify(done), () => process.exit(0));
`;

interface Target extends AsyncDisposable {
  arguments: string[];
  /** What the program has left in a folder that everybody may write to. */
  spoilt(): Promise<string[]>;
}

/** A secret, a folder and listeners of this machine that everybody here may read, write to and connect to. */
async function openTarget(): Promise<Target> {
  const folder = await mkdtemp(path.join(tmpdir(), 'touchstone-target-'));
  await chmod(folder, 0o755);
  const secret = randomBytes(16).toString('hex');
  const file = path.join(folder, 'secret');
  await writeFile(file, secret, { mode: 0o644 });
  const spoil = path.join(folder, 'spoil');
  await mkdir(spoil);
  await chmod(spoil, 0o777);
  const socket = path.join(folder, 'socket');
  const tcp = createServer((wire) => wire.destroy());
  const unix = createServer((wire) => wire.destroy());
  await new Promise<void>((resolve) => void tcp.listen(0, '0.0.0.0', resolve));
  await new Promise<void>((resolve) => void unix.listen(socket, resolve));
  await chmod(socket, 0o777);
  process.env['TOUCHSTONE_ATTACK_SECRET'] = secret;
  const hosts = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address }) => address);
  const { port } = tcp.address() as AddressInfo;
  return {
    arguments: [String(port), socket, file, [...secret].reverse().join(''), spoil, ...hosts],
    spoilt: () => readdir(spoil),
    async [Symbol.asyncDispose]() {
      delete process.env['TOUCHSTONE_ATTACK_SECRET'];
      tcp.close();
      unix.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
