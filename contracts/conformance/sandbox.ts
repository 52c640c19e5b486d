/**
 * What every `SandboxDriver` must keep: ordinary behaviour, limits, and the attacks. An attack must be stopped or
 * declared among the driver's weaknesses under its id; one that succeeds undeclared fails the test.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { InputFault, SandboxFault, type ExecResult, type Sandbox, type SandboxDriver } from '../src/index.ts';
import { request, text } from './sandbox-attack.ts';
import { nodeTests } from './sandbox-node.ts';
import { sandboxAttackIds, sandboxAttacks } from './sandbox-attacks.ts';

export interface SandboxConformanceOptions {
  name: string;
  open: () => Promise<SandboxDriver>;
  /** Whether the driver must run Node as it stands here; where it need not and does not, those cases are skipped aloud. */
  mustRunNode: boolean;
}

export function sandboxConformance({ name, open, mustRunNode }: SandboxConformanceOptions): void {
  describe(`sandbox driver ${name}`, () => {
    let driver: SandboxDriver;
    before(async () => {
      driver = await open();
    });
    after(async () => {
      await driver?.[Symbol.asyncDispose]();
    });
    const fresh = (limits = {}): Promise<Sandbox> => driver.open(request(limits));
    describe('commands', () => commandTests(fresh));
    describe('long-lived processes', () => processTests(fresh));
    describe('files', () => fileTests(fresh));
    describe('limits', () => limitTests(fresh));
    describe('life', () => lifeTests(fresh));
    describe('requirements', () => requirementTests(() => driver));
    describe('attacks', () => attackTests(() => driver));
    describe('JavaScript', () => nodeTests(() => driver, { mustRun: mustRunNode }));
  });
}

type Fresh = (limits?: Partial<Sandbox['limits']>) => Promise<Sandbox>;

function python(
  sandbox: Sandbox,
  program: string,
  rest: Partial<Parameters<Sandbox['exec']>[0]> = {},
): Promise<ExecResult> {
  return sandbox.exec({ argv: ['python3', '-c', program], ...rest });
}

function commandTests(fresh: Fresh): void {
  test('a program’s exit code, standard output and standard error come back apart', async () => {
    await using sandbox = await fresh();
    const result = await python(
      sandbox,
      'import sys; print("out"); print("err", file=sys.stderr); sys.exit(3)',
    );
    assert.equal(result.ending, 'exited');
    assert.equal(result.exitCode, 3);
    assert.equal(text(result.stdout), 'out\n');
    assert.equal(text(result.stderr), 'err\n');
    assert.equal(result.droppedBytes, 0);
    assert.ok(result.cpuSeconds >= 0 && result.wallSeconds > 0);
  });

  test('arguments, environment and standard input arrive as they were given', async () => {
    await using sandbox = await fresh();
    const program = 'import os, sys; print(sys.argv[1:], os.environ["GREETING"], sys.stdin.read())';
    const { stdout } = await sandbox.exec({
      argv: ['python3', '-c', program, 'a b', '', '$HOME', 'é"\''],
      env: { GREETING: 'grüß "dich"' },
      stdin: Buffer.from('line\n'),
    });
    assert.equal(text(stdout), `['a b', '', '$HOME', 'é"\\''] grüß "dich" line\n\n`);
  });

  test('three megabytes of standard input arrive whole', async () => {
    await using sandbox = await fresh();
    const stdin = Buffer.alloc(3_000_000, 'abcdefg');
    const { stdout } = await python(
      sandbox,
      'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())',
      { stdin },
    );
    const { createHash } = await import('node:crypto');
    assert.equal(text(stdout).trim(), createHash('sha256').update(stdin).digest('hex'));
  });

  test('a program that does not read its standard input ends all the same', async () => {
    await using sandbox = await fresh();
    const result = await python(sandbox, 'print(1)', { stdin: Buffer.alloc(3_000_000) });
    assert.equal(result.exitCode, 0);
  });

  test('a command runs in /work or the folder below it that it names', async () => {
    await using sandbox = await fresh();
    await sandbox.putFiles([{ path: 'inner/here.txt', bytes: Buffer.from('x') }]);
    const program = 'import os; print(os.getcwd(), os.listdir())';
    assert.equal(text((await python(sandbox, program)).stdout), "/work ['inner']\n");
    assert.equal(
      text((await python(sandbox, program, { cwd: 'inner' })).stdout),
      "/work/inner ['here.txt']\n",
    );
  });

  test('a folder outside /work is refused as a place to run', async () => {
    await using sandbox = await fresh();
    await assert.rejects(python(sandbox, 'pass', { cwd: '../tmp' }), InputFault);
  });

  test('a program that does not exist is an ending, not a fault', async () => {
    await using sandbox = await fresh();
    const result = await sandbox.exec({ argv: ['touchstone-no-such-program'] });
    assert.equal(result.ending, 'exited');
    assert.notEqual(result.exitCode, 0);
  });

  test('a program that crashes has no exit code', async () => {
    await using sandbox = await fresh();
    const result = await python(sandbox, 'import os; os.abort()');
    assert.equal(result.ending, 'signalled');
    assert.equal(result.exitCode, null);
  });

  test('an aborted command throws the reason of its signal', async () => {
    await using sandbox = await fresh();
    const controller = new AbortController();
    const running = python(sandbox, 'while True: pass', { signal: controller.signal });
    controller.abort(new DOMException('enough', 'AbortError'));
    await assert.rejects(running, { name: 'AbortError', message: 'enough' });
  });
}

const echo = 'import sys\nfor line in sys.stdin:\n    print(line.strip().upper(), flush=True)\nprint("end")';

function processTests(fresh: Fresh): void {
  test('a dialogue: what is written is answered while the process runs', async () => {
    await using sandbox = await fresh();
    await using running = await sandbox.start({ argv: ['python3', '-c', echo] });
    const lines = readLines(running.stdout);
    await running.write(Buffer.from('one\n'));
    assert.equal(await lines.next(), 'ONE');
    await running.write(Buffer.from('two\n'));
    assert.equal(await lines.next(), 'TWO');
    await running.closeStdin();
    assert.equal(await lines.next(), 'end');
    const result = await running.result;
    assert.equal(result.ending, 'exited');
    assert.equal(result.exitCode, 0);
    assert.equal(result.stdout.length, 0);
  });

  test('standard error is kept beside standard output', async () => {
    await using sandbox = await fresh();
    await using running = await sandbox.start({
      argv: ['python3', '-c', 'import sys; print("oh", file=sys.stderr)'],
    });
    await running.closeStdin();
    assert.equal(text((await running.result).stderr), 'oh\n');
    assert.equal(text(running.stderr()), 'oh\n');
  });

  test('a killed process ends as `signalled` and its output ends', async () => {
    await using sandbox = await fresh();
    const running = await sandbox.start({ argv: ['python3', '-c', echo] });
    const lines = readLines(running.stdout);
    await running.write(Buffer.from('one\n'));
    assert.equal(await lines.next(), 'ONE');
    await running.kill();
    assert.equal((await running.result).ending, 'signalled');
    assert.equal(await lines.next(), null);
    await running.kill();
  });

  test('a command beside a long-lived process runs into its limit without disturbing it', async () => {
    await using sandbox = await fresh();
    await using running = await sandbox.start({ argv: ['python3', '-c', echo] });
    const lines = readLines(running.stdout);
    await running.write(Buffer.from('one\n'));
    assert.equal(await lines.next(), 'ONE');
    const result = await python(sandbox, 'while True: pass', { limits: { cpuSecondsMax: 1 } });
    assert.equal(result.ending, 'cpu-limit');
    await running.write(Buffer.from('two\n'));
    assert.equal(await lines.next(), 'TWO');
  });
}

function fileTests(fresh: Fresh): void {
  test('files go in and come out with the same bytes', async () => {
    await using sandbox = await fresh();
    const binary = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
    const files = [
      { path: 'a/b/c.bin', bytes: binary },
      { path: 'empty', bytes: new Uint8Array(0) },
      { path: 'naïve name.txt', bytes: Buffer.from('grüß') },
    ];
    await sandbox.putFiles(files);
    const back = await sandbox.getFiles('', { bytesMax: 1 << 20 });
    const plain = back.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes).toString('hex') }));
    assert.deepEqual(
      plain.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
      files.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes).toString('hex') })),
    );
  });

  test('a program finds the files, and what it writes comes out', async () => {
    await using sandbox = await fresh();
    await sandbox.putFiles([{ path: 'in.txt', bytes: Buffer.from('abc') }]);
    const program = 'import os; os.mkdir("out"); open("out/result", "w").write(open("in.txt").read()[::-1])';
    assert.equal((await python(sandbox, program)).exitCode, 0);
    const [file, ...others] = await sandbox.getFiles('out', { bytesMax: 100 });
    assert.equal(file?.path, 'out/result');
    assert.equal(text(file?.bytes ?? new Uint8Array(0)), 'cba');
    assert.deepEqual(others, []);
    assert.equal((await sandbox.getFiles('out/result', { bytesMax: 100 })).length, 1);
  });

  test('a file put twice has the second content', async () => {
    await using sandbox = await fresh();
    await sandbox.putFiles([{ path: 'f', bytes: Buffer.from('longer than the second') }]);
    await sandbox.putFiles([{ path: 'f', bytes: Buffer.from('second') }]);
    assert.equal(
      text((await sandbox.getFiles('f', { bytesMax: 100 }))[0]?.bytes ?? new Uint8Array(0)),
      'second',
    );
  });

  test('a path where nothing is has no files', async () => {
    await using sandbox = await fresh();
    assert.deepEqual(await sandbox.getFiles('nothing/here', { bytesMax: 100 }), []);
  });

  test('more bytes than asked for are refused, not cut', async () => {
    await using sandbox = await fresh();
    await sandbox.putFiles([{ path: 'big', bytes: new Uint8Array(10_000) }]);
    await assert.rejects(sandbox.getFiles('', { bytesMax: 9_999 }), InputFault);
    assert.equal((await sandbox.getFiles('', { bytesMax: 10_000 })).length, 1);
  });

  test('files beyond the disk limit are refused', async () => {
    await using sandbox = await fresh({ diskBytesMax: 1 << 20 });
    await assert.rejects(sandbox.putFiles([{ path: 'big', bytes: new Uint8Array(8 << 20) }]), InputFault);
  });
}

function limitTests(fresh: Fresh): void {
  test('CPU time beyond the limit ends as `cpu-limit` and is reported', async () => {
    await using sandbox = await fresh();
    const result = await python(sandbox, 'while True: pass', { limits: { cpuSecondsMax: 1 } });
    assert.equal(result.ending, 'cpu-limit');
    assert.equal(result.exitCode, null);
    assert.ok(result.cpuSeconds >= 0.9, `${result.cpuSeconds}`);
  });

  test('waiting beyond the wall clock ends as `wall-limit`', async () => {
    await using sandbox = await fresh();
    const result = await python(sandbox, 'import time; time.sleep(600)', { limits: { wallSecondsMax: 2 } });
    assert.equal(result.ending, 'wall-limit');
  });

  test('output beyond the limit is cut there, counted, and ends as `output-limit`', async () => {
    await using sandbox = await fresh();
    const result = await python(sandbox, 'print("x" * 5000, flush=True)', {
      limits: { outputBytesMax: 1000 },
    });
    assert.equal(result.ending, 'output-limit');
    assert.equal(text(result.stdout), 'x'.repeat(1000));
    assert.ok(result.droppedBytes > 0);
  });

  test('output of exactly the limit is no fault', async () => {
    await using sandbox = await fresh();
    const result = await python(sandbox, 'print("x" * 999)', { limits: { outputBytesMax: 1000 } });
    assert.equal(result.ending, 'exited');
    assert.equal(result.stdout.length, 1000);
  });

  test('a command cannot loosen a limit of its sandbox', async () => {
    await using sandbox = await fresh({ outputBytesMax: 100 });
    const result = await python(sandbox, 'print("x" * 5000)', { limits: { outputBytesMax: 10_000 } });
    assert.equal(result.ending, 'output-limit');
    assert.equal(result.stdout.length, 100);
  });

  test('a sandbox whose command ran into a limit still works or is lost as a fault', async () => {
    await using sandbox = await fresh();
    await python(sandbox, 'while True: pass', { limits: { cpuSecondsMax: 1 } });
    const result = await python(sandbox, 'print("well")').catch((thrown: unknown) => thrown);
    if (result instanceof Error) assert.ok(result instanceof SandboxFault, String(result));
    else assert.equal(text((result as ExecResult).stdout), 'well\n');
  });
}

function lifeTests(fresh: Fresh): void {
  test('a fresh sandbox has nothing of another one', async () => {
    await using one = await fresh();
    await using other = await fresh();
    await one.putFiles([{ path: 'mine', bytes: Buffer.from('x') }]);
    assert.deepEqual(await other.getFiles('', { bytesMax: 100 }), []);
    assert.notEqual(one.id, other.id);
  });

  test('disposing twice is disposing once, and what is used afterwards is a fault', async () => {
    const sandbox = await fresh();
    await sandbox[Symbol.asyncDispose]();
    await sandbox[Symbol.asyncDispose]();
    await assert.rejects(python(sandbox, 'pass'), SandboxFault);
    await assert.rejects(sandbox.putFiles([{ path: 'x', bytes: new Uint8Array(1) }]), SandboxFault);
  });

  test('a process of a disposed sandbox ends as a fault, never as an exit code', async () => {
    const sandbox = await fresh();
    const running = await sandbox.start({ argv: ['python3', '-c', 'import sys; sys.stdin.read()'] });
    await sandbox[Symbol.asyncDispose]();
    await assert.rejects(running.result, SandboxFault);
  });

  test('a command whose signal has been aborted already throws its reason', async () => {
    await assert.rejects(
      fresh().then(async (sandbox) => {
        await using used = sandbox;
        return await python(used, 'pass', {
          signal: AbortSignal.abort(new DOMException('no', 'AbortError')),
        });
      }),
      { name: 'AbortError' },
    );
  });
}

function requirementTests(driver: () => SandboxDriver): void {
  test('the realised runtime names driver, interpreter and image', async () => {
    await using sandbox = await driver().open(request());
    assert.equal(sandbox.runtime.driver, driver().name);
    assert.match(sandbox.runtime.runtime, /^CPython 3\.\d+/);
    assert.match(sandbox.runtime.imageHash, /^[0-9a-f]{64}$/);
    const asked = await python(sandbox, 'import platform; print(platform.python_version())');
    assert.ok(sandbox.runtime.runtime.includes(text(asked.stdout).trim()), sandbox.runtime.runtime);
  });

  test('a requirement that cannot be met is a fault that says so', async () => {
    const { limits } = request();
    const open = (version: string, packages: string[]): Promise<Sandbox> =>
      driver().open({ runtime: { language: 'python', version, packages }, limits });
    await assert.rejects(open('>=4.0', []), { code: 'runtime-unmet' });
    await assert.rejects(open('>=3.11', ['touchstone-no-such-package']), { code: 'runtime-unmet' });
  });
}

function attackTests(driver: () => SandboxDriver): void {
  test('the list of ids is the list of attacks, and every declared weakness names one', () => {
    assert.deepEqual(sandboxAttacks.map((attack) => attack.id).toSorted(), [...sandboxAttackIds].toSorted());
    const known: readonly string[] = sandboxAttackIds;
    for (const { attack } of driver().weaknesses) assert.ok(known.includes(attack), attack);
  });

  for (const attack of sandboxAttacks) {
    test(`${attack.id}: ${attack.what}`, async (context) => {
      const { stopped, detail } = await attack.attempt(driver());
      const declared = driver().weaknesses.some((weakness) => weakness.attack === attack.id);
      if (!stopped && declared) context.diagnostic(`declared weakness, and it succeeded: ${detail}`);
      assert.ok(stopped || declared, `${attack.id} succeeded and is not declared: ${detail}`);
    });
  }
}

/** Lines of an output as they come; null at its end. */
function readLines(output: AsyncIterable<Uint8Array>): { next(): Promise<string | null> } {
  const chunks = output[Symbol.asyncIterator]();
  let rest = '';
  return {
    async next() {
      while (!rest.includes('\n')) {
        const chunk = await chunks.next();
        if (chunk.done === true) return rest === '' ? null : rest;
        rest += text(chunk.value);
      }
      const end = rest.indexOf('\n');
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      return line;
    },
  };
}
