/** What is particular to JavaScript in the embedded driver; the rest is in the conformance suite. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { SandboxFault, type Sandbox } from '@touchstone/contracts';
import { openTestDriver, testLimits, utf8, type TestDriver } from './testing.ts';

describe('JavaScript in the embedded driver', () => {
  let fixture: TestDriver;
  let sandbox: Sandbox | null = null;
  before(async () => {
    fixture = await openTestDriver();
    const runtime = { language: 'node' as const, version: '>=26', packages: [] };
    sandbox = await fixture.driver.open({ runtime, limits: testLimits }).catch((thrown: unknown) => {
      const mayBeAbsent = process.env['CI'] !== 'true';
      if (mayBeAbsent && thrown instanceof SandboxFault && thrown.code === 'runtime-unmet') return null;
      throw thrown;
    });
  });
  after(async () => {
    await sandbox?.[Symbol.asyncDispose]();
    await fixture[Symbol.asyncDispose]();
  });
  const nodeTest = (name: string, run: (sandbox: Sandbox) => Promise<void>) =>
    test(name, (context) => (sandbox === null ? context.skip('no namespaces here') : run(sandbox)));

  nodeTest('what the permission model and the flags close says so', async (open) => {
    for (const [source, code] of [
      ['require("node:child_process").spawnSync("/bin/true")', 'ERR_ACCESS_DENIED'],
      ['new (require("node:worker_threads").Worker)("", { eval: true })', 'ERR_ACCESS_DENIED'],
      ['require("node:sqlite")', 'ERR_UNKNOWN_BUILTIN_MODULE'],
      ['process.binding("fs")', 'ERR_ACCESS_DENIED'],
      ['process.dlopen({}, "/work/x.node")', 'ERR_DLOPEN_DISABLED'],
      ['fs.readFileSync("/usr/bin/env")', 'ERR_ACCESS_DENIED'],
      ['fs.readdirSync("/proc")', 'ERR_ACCESS_DENIED'],
    ] as const) {
      const { stderr, exitCode } = await open.exec({ argv: ['node', '-e', source] });
      assert.match(utf8(stderr), new RegExp(code), source);
      assert.equal(exitCode, 1, source);
    }
  });

  nodeTest('options and variables that would open a door do not reach Node', async (open) => {
    const refused = await open.exec({ argv: ['node', '--allow-fs-read=*', '-p', '1'] });
    assert.equal(refused.exitCode, 9);
    assert.match(utf8(refused.stderr), /--allow-fs-read=\* is not allowed/);
    const env = { NODE_OPTIONS: '--allow-fs-read=*', LD_PRELOAD: '/work/x.so', KEPT: 'yes' };
    const { stdout } = await open.exec({ argv: ['node', '-p', 'Object.keys(process.env).join()'], env });
    assert.equal(utf8(stdout), 'TZ,PATH,HOME,KEPT\n');
  });

  nodeTest('a full disk is an error in the program and the ending of the sandbox', async (open) => {
    const source = 'for (let i = 0; i < 40; i++) fs.writeFileSync("f" + i, Buffer.alloc(1e6))';
    const result = await open.exec({ argv: ['node', '-e', source] });
    assert.equal(result.ending, 'disk-limit');
  });

  nodeTest('nothing runs on when a program was killed', async (open) => {
    const mark = `mark-${process.pid}-${Math.random()}`;
    const running = await open.start({
      argv: ['node', '-e', 'setInterval(() => {}, 9); console.log(1)', mark],
    });
    for await (const _ of running.stdout) break;
    await running.kill();
    assert.equal((await running.result).ending, 'signalled');
    const { readFile } = await import('node:fs/promises');
    const lines = await Promise.all(
      readdirSync('/proc').map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    assert.deepEqual(
      lines.filter((line) => line.includes(mark)),
      [],
    );
  });

  nodeTest('Python sees the files beside it, and other programs are refused by name', async (open) => {
    await open.exec({ argv: ['node', '-e', 'fs.writeFileSync("x", "1")'] });
    const python = await open.exec({ argv: ['python3', '-c', 'print(open("x").read())'] });
    assert.equal(utf8(python.stdout), '1\n');
    const { exitCode, stderr } = await open.exec({ argv: ['git', 'status'] });
    assert.deepEqual([exitCode, /node, tape and python3/.test(utf8(stderr))], [127, true]);
  });
});
