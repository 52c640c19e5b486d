/** Programs that run into limits, crash or attack: each has the right ending, and the host and the sandbox live on. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SandboxFault, type Sandbox } from '@touchstone/contracts';
import { bytesOf, openTestDriver, python, testLimits, utf8, type TestDriver } from './testing.ts';

let embedded: TestDriver;
let sandbox: Sandbox;
afterEach(async () => {
  const { stdout } = await python(sandbox, 'print("alive")');
  assert.equal(utf8(stdout), 'alive\n');
});
before(async () => {
  embedded = await openTestDriver();
  sandbox = await embedded.open();
});
after(async () => {
  await sandbox[Symbol.asyncDispose]();
  await embedded[Symbol.asyncDispose]();
});

const ending = async (source: string, limits = {}): Promise<string> =>
  (await python(sandbox, source, { limits })).ending;

test('an endless loop is ended by the CPU limit, and its seconds are told', async () => {
  const result = await python(sandbox, 'print("begun", flush=True)\nwhile True: pass', {
    limits: { cpuSecondsMax: 0.5 },
  });
  assert.deepEqual([result.ending, result.exitCode, utf8(result.stdout)], ['cpu-limit', null, 'begun\n']);
  assert.ok(result.cpuSeconds >= 0.5 && result.cpuSeconds < 5, String(result.cpuSeconds));
});

test('a loop that swallows every exception is ended too', async () => {
  const source =
    'while True:\n    try:\n        raise KeyboardInterrupt\n    except BaseException:\n        pass';
  assert.equal(await ending(source, { cpuSecondsMax: 0.5 }), 'cpu-limit');
});

test('a program that only waits is ended by the wall limit and has used no CPU time', async () => {
  const result = await python(sandbox, 'input()', { limits: { wallSecondsMax: 0.3 }, stdin: bytesOf('x\n') });
  assert.equal(result.ending, 'exited');
  await using waiting = await sandbox.start({
    argv: ['python3', '-c', 'input()'],
    limits: { wallSecondsMax: 0.5 },
  });
  const { ending, cpuSeconds } = await waiting.result;
  assert.equal(ending, 'wall-limit');
  assert.ok(cpuSeconds < 0.5, String(cpuSeconds));
});

test('memory beyond the limit is a MemoryError, which a program may survive', async () => {
  assert.equal(await ending('kept = [bytearray(10**7) for _ in range(100)]'), 'memory-limit');
  assert.equal(await ending('kept = "x" * 10**9'), 'memory-limit');
  assert.equal(await ending('try:\n    bytearray(10**9)\nexcept MemoryError:\n    pass'), 'exited');
});

test('memory within the limit is given, and its peak is told', async () => {
  const { ending, memoryBytesPeak } = await python(
    sandbox,
    'kept = bytearray(60_000_000); kept[::4096] = b"x" * len(kept[::4096])',
  );
  assert.equal(ending, 'exited');
  // Beyond what was resident before, of which some is used again: less than the 60 MB by as much.
  assert.ok(
    memoryBytesPeak !== null && memoryBytesPeak > 30e6 && memoryBytesPeak < testLimits.memoryBytesMax,
    String(memoryBytesPeak),
  );
});

test('the disk is bounded, however it is filled', async () => {
  const fill = 'file = open("big", "wb")\nwhile True: file.write(bytes(100_000))';
  const result = await python(sandbox, fill);
  assert.equal(result.ending, 'disk-limit');
  assert.match(utf8(result.stderr), /No space left on device/);
  assert.equal(await ending('import os; os.remove("big")'), 'exited');
  assert.equal(await ending('open("/tmp/one", "wb").write(bytes(20_000_000))'), 'disk-limit');
  assert.equal(await ending('open("/elsewhere", "wb").write(bytes(20_000_000))'), 'disk-limit');
  assert.equal(
    await ending('import os; os.truncate(os.open("sparse", os.O_CREAT | os.O_RDWR), 2**31)'),
    'disk-limit',
  );
  assert.equal(
    await ending('for n in range(10**6): open(f"{n}", "w").close()', { diskBytesMax: 1_000_000 }),
    'disk-limit',
  );
  const left = await python(
    sandbox,
    'import os\nfor name in os.listdir(): os.remove(name)\nfor name in os.listdir("/tmp"): os.remove("/tmp/" + name)',
  );
  assert.equal(left.exitCode, 0, utf8(left.stderr));
});

test('space that was freed can be used again within one program', async () => {
  const source =
    'import os\nfor _ in range(10):\n    open("x", "wb").write(bytes(5_000_000)); os.remove("x")';
  assert.equal(await ending(source), 'exited');
});

test('a flood of output is cut at the limit, counted and ended, also in one giant line', async () => {
  for (const flood of [
    'while True: print("x" * 1000)',
    'import sys\nwhile True: sys.stderr.write("x" * 10**6)',
    'print("x" * 10**7)',
  ]) {
    const result = await python(sandbox, flood);
    assert.equal(result.ending, 'output-limit', flood);
    assert.equal(result.stdout.length + result.stderr.length, testLimits.outputBytesMax);
    assert.ok(result.droppedBytes > 0);
  }
});

test('crashes and signals to oneself are told as signals', async () => {
  for (const source of [
    'import os; os.abort()',
    'import os, signal; os.kill(os.getpid(), signal.SIGKILL)',
    'import signal; signal.raise_signal(signal.SIGTERM)',
    'import ctypes; ctypes.string_at(2**32 - 100, 10)',
    'import faulthandler; faulthandler._sigsegv()',
  ]) {
    assert.equal(await ending(source), 'signalled', source);
  }
});

test('a recursion without a limit ends somehow, and soon', async () => {
  const source = 'import sys; sys.setrecursionlimit(10**9)\ndef f(n): return [f(n + 1)]\nf(0)';
  const how = await ending(source, { cpuSecondsMax: 2 });
  assert.ok(['cpu-limit', 'memory-limit', 'signalled'].includes(how), how);
  assert.equal(
    await ending('def f(): return f()\ntry:\n    f()\nexcept RecursionError:\n    pass'),
    'exited',
  );
});

test('processes and threads are refused as errors', async () => {
  for (const source of [
    'import os; os.fork()',
    'import subprocess; subprocess.run(["id"])',
    'import threading; threading.Thread(target=print).start()',
    'import multiprocessing; multiprocessing.Process(target=print).start()',
  ]) {
    const result = await python(sandbox, source);
    assert.deepEqual([result.ending, result.exitCode], ['exited', 1], source);
  }
  const { stdout } = await python(sandbox, 'import os; print(os.waitstatus_to_exitcode(os.system("id")))');
  assert.equal(utf8(stdout), '127\n');
});

test('Python sees no file of the host, no network and no environment', async () => {
  const { stdout } = await python(
    sandbox,
    'import os, socket\nprint(sorted(os.environ), os.path.exists("/etc/passwd"), os.path.exists("/runtime"), os.path.exists("/root"))\n' +
      's = socket.socket()\ntry:\n    s.connect(("127.0.0.1", 80)); print("connected")\nexcept OSError: print("refused")',
  );
  assert.equal(utf8(stdout), "['HOME', 'PATH'] False False False\nrefused\n");
});

test('JavaScript is not there for Python', async () => {
  for (const source of [
    'from js import process',
    'from js import eval',
    'import pyodide.code; pyodide.code.run_js("1")',
    'import pyodide_js; pyodide_js.constructor.constructor("return process")()',
    'import pyodide_js; pyodide_js.FS.constructor.constructor("return 1")()',
    'import pyodide_js; pyodide_js.mountNodeFS("/host", "/")',
  ]) {
    const result = await python(sandbox, source);
    assert.notEqual(result.exitCode, 0, source);
  }
});

test('a program that writes on our own line to the child harms only its own result', async () => {
  // Descriptor 3 of Node is not one of Python's; what Python can open as 3 is its own.
  const result = await python(
    sandbox,
    'import os\nfor fd in range(3, 64):\n    try: os.write(fd, b"{}" * 100)\n    except OSError: pass\nprint("end")',
  );
  assert.deepEqual([result.ending, utf8(result.stdout)], ['exited', 'end\n']);
});

test('a killed program and an aborted one leave the sandbox as it was', async () => {
  await using running = await sandbox.start({
    argv: ['python3', '-c', 'print("up", flush=True)\nwhile True: pass'],
  });
  for await (const _chunk of running.stdout) break;
  await running.kill();
  assert.equal((await running.result).ending, 'signalled');
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  await assert.rejects(python(sandbox, 'while True: pass', { signal: controller.signal }), {
    name: 'AbortError',
  });
  assert.equal(await ending('pass'), 'exited');
});

test('a child that somebody else kills is a fault of the sandbox, never a result', async () => {
  await using doomed = await embedded.open();
  const running = await doomed.start({
    argv: ['python3', '-c', 'print("up", flush=True)\nwhile True: pass'],
  });
  for await (const _chunk of running.stdout) break;
  for (const pid of busyChildren()) killIfAlive(pid);
  await assert.rejects(running.result, SandboxFault);
});

test('the death of the host ends every child', { skip: process.platform !== 'linux' }, async () => {
  const host = spawn(
    process.execPath,
    ['--no-warnings', '--input-type=module', '-e', hostProgram, embedded.home],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [chunk] = (await once(host.stdout, 'data')) as [Uint8Array];
  const children = JSON.parse(utf8(chunk)) as number[];
  assert.ok(children.length >= 2);
  host.kill('SIGKILL');
  await once(host, 'exit');
  while (children.some((pid) => isAlive(pid))) await new Promise((resolve) => setTimeout(resolve, 20));
});

/** Opens a driver and a program that loops, prints all its descendants and waits to be killed. */
const hostProgram = `
import { readFileSync } from 'node:fs';
const { openEmbeddedDriver } = await import(${JSON.stringify(fileURLToPath(new URL('./driver.ts', import.meta.url)))});
const driver = await openEmbeddedDriver({ home: process.argv[1], poolSize: 1 });
const limits = ${JSON.stringify(testLimits)};
const sandbox = await driver.open({ runtime: { language: 'python', version: '>=3.11', packages: [] }, limits });
const running = await sandbox.start({ argv: ['python3', '-c', 'print(1, flush=True)\\nwhile True: pass'] });
for await (const chunk of running.stdout) break;
const below = (pid) => readFileSync('/proc/' + pid + '/task/' + pid + '/children', 'latin1').split(' ').filter(Boolean)
  .flatMap((child) => [Number(child), ...below(child)]);
console.log(JSON.stringify(below(process.pid)));
setInterval(() => {}, 1000);
`;

/** The end of one may already have been the end of others below it. */
function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}

/** Node processes below this one that have used CPU time for a program: the innermost of each chain. */
function busyChildren(): number[] {
  const below = (pid: number | string): number[] => {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean);
    return children.flatMap((child) => [Number(child), ...below(child)]);
  };
  return below(process.pid);
}
