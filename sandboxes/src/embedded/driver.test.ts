import assert from 'node:assert/strict';
import { constants, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { InputFault, SandboxFault } from '@touchstone/contracts';
import { innermost } from './process-statistics.ts';
import { bytesOf, openTestDriver, python, testLimits, utf8, type TestDriver } from './testing.ts';

let embedded: TestDriver;
before(async () => {
  embedded = await openTestDriver();
});
after(() => embedded[Symbol.asyncDispose]());

test('a script runs with its arguments, input, environment and folder', async () => {
  await using sandbox = await embedded.open();
  await sandbox.putFiles([
    {
      path: 'src/main.py',
      bytes: bytesOf(
        'import os, sys, near\nprint(sys.argv, __name__, sys.stdin.read(), os.environ["KEY"], os.getcwd(), near.value)',
      ),
    },
    { path: 'src/near.py', bytes: bytesOf('value = "é"') },
  ]);
  const result = await sandbox.exec({
    argv: ['python3', 'main.py', 'one', '--two'],
    stdin: bytesOf('input'),
    env: { KEY: 'set' },
    cwd: 'src',
  });
  assert.equal(utf8(result.stderr), '');
  assert.equal(utf8(result.stdout), "['main.py', 'one', '--two'] __main__ input set /work/src é\n");
  assert.deepEqual([result.ending, result.exitCode, result.droppedBytes], ['exited', 0, 0]);
});

test('the program is given as text, as a module, on standard input or as a folder', async () => {
  await using sandbox = await embedded.open();
  await sandbox.putFiles([
    { path: 'tool.py', bytes: bytesOf('import sys; print(__name__, sys.argv[1:])') },
    { path: 'app/__main__.py', bytes: bytesOf('print("folder")') },
  ]);
  const run = async (...argv: string[]): Promise<string> =>
    utf8(
      (await sandbox.exec({ argv: ['/usr/bin/python3.11', ...argv], stdin: bytesOf('print("piped")') }))
        .stdout,
    );
  assert.equal(await run('-c', 'import sys; print(sys.argv)', 'a'), "['-c', 'a']\n");
  assert.equal(await run('-B', '-m', 'tool', 'a'), "__main__ ['a']\n");
  assert.equal(await run('-m', 'json.tool', '--help').then((text) => text.slice(0, 6)), 'usage:');
  assert.equal(await run('-'), 'piped\n');
  assert.equal(await run(), 'piped\n');
  assert.equal(await run('app'), 'folder\n');
  assert.match(await run('--version'), /^Python 3\.14\.\d+\n$/);
});

test('how a program leaves is its exit code', async () => {
  await using sandbox = await embedded.open();
  const leave = async (source: string): Promise<(number | string | null)[]> => {
    const { ending, exitCode, stderr } = await python(sandbox, source);
    return [ending, exitCode, utf8(stderr).trim().split('\n').at(-1) ?? ''];
  };
  assert.deepEqual(await leave('import sys; sys.exit(7)'), ['exited', 7, '']);
  assert.deepEqual(await leave('import sys; sys.exit("why")'), ['exited', 1, 'why']);
  assert.deepEqual(await leave('import os; print("lost"); os._exit(9)'), ['exited', 9, '']);
  assert.deepEqual(await leave('raise ValueError("bad")'), ['exited', 1, 'ValueError: bad']);
  assert.deepEqual(await leave('1 +'), ['exited', 1, 'SyntaxError: invalid syntax']);
  assert.deepEqual(await leave('import atexit, os; atexit.register(lambda: os.write(2, b"at exit"))'), [
    'exited',
    0,
    'at exit',
  ]);
});

test('a traceback shows the program and nothing of ours', async () => {
  await using sandbox = await embedded.open();
  await sandbox.putFiles([{ path: 'bad.py', bytes: bytesOf('def f():\n    return 1 / 0\nf()\n') }]);
  const { stderr } = await sandbox.exec({ argv: ['python3', 'bad.py'] });
  const files = [...utf8(stderr).matchAll(/File "(.*?)", line (\d+)/g)].map((found) => found.slice(1));
  assert.deepEqual(files, [
    ['bad.py', '3'],
    ['bad.py', '2'],
  ]);
  assert.match(utf8(stderr), /return 1 \/ 0/);
});

test('a missing script, a missing folder and any other program are told as a shell tells them', async () => {
  await using sandbox = await embedded.open();
  const missing = await sandbox.exec({ argv: ['python3', 'absent.py'] });
  assert.deepEqual(
    [missing.exitCode, utf8(missing.stderr).includes("can't open file 'absent.py'")],
    [2, true],
  );
  assert.equal((await sandbox.exec({ argv: ['python3', '-c', ''], cwd: 'absent' })).exitCode, 126);
  assert.equal((await sandbox.exec({ argv: ['python3', '-Z'] })).exitCode, 2);
  for (const program of ['sh', 'git', './python3', 'python2', '/tmp/python3']) {
    const { ending, exitCode, stderr } = await sandbox.exec({ argv: [program, '-c', 'print(1)'] });
    assert.deepEqual([ending, exitCode], ['exited', 127], program);
    assert.match(utf8(stderr), /the embedded sandbox has python3 and no other program/);
  }
});

test('files stay between programs, changed, new, deleted, linked, also below /tmp', async () => {
  await using sandbox = await embedded.open();
  await sandbox.putFiles([
    { path: 'kept.txt', bytes: bytesOf('kept') },
    { path: 'gone.txt', bytes: bytesOf('gone') },
    { path: 'changed.txt', bytes: bytesOf('before') },
  ]);
  const first = await python(
    sandbox,
    'import os, sqlite3\nos.remove("gone.txt"); open("changed.txt", "w").write("after!"); os.makedirs("deep/empty")\n' +
      'open("/tmp/t", "w").write("t"); os.symlink("kept.txt", "link")\n' +
      'c = sqlite3.connect("deep/x.db"); c.execute("create table t(a)"); c.execute("insert into t values (5)"); c.commit()',
  );
  assert.equal(utf8(first.stderr), '');
  const second = await python(
    sandbox,
    'import os, sqlite3\nprint(sorted(os.listdir()), os.listdir("deep/empty"), open("/tmp/t").read(), open("link").read())\n' +
      'print(sqlite3.connect("deep/x.db").execute("select a from t").fetchone())',
  );
  assert.equal(utf8(second.stderr), '');
  assert.equal(utf8(second.stdout), "['changed.txt', 'deep', 'kept.txt', 'link'] [] t kept\n(5,)\n");
  const files = await sandbox.getFiles('', { bytesMax: 1_000_000 });
  const texts = files.map(({ path, bytes }) => [path, path.endsWith('.db') ? 'db' : utf8(bytes)]).sort();
  assert.deepEqual(texts, [
    ['changed.txt', 'after!'],
    ['deep/x.db', 'db'],
    ['kept.txt', 'kept'],
  ]);
});

test('every program starts in a fresh interpreter', async () => {
  await using sandbox = await embedded.open();
  await python(sandbox, 'import builtins, json; builtins.leak = 1; json.leak = 1');
  const seen = await python(
    sandbox,
    'import builtins, json, random; print(hasattr(builtins, "leak"), hasattr(json, "leak"), random.random())',
  );
  const again = await python(sandbox, 'import random; print(False, False, random.random())');
  assert.match(utf8(seen.stdout), /^False False 0\.\d+\n$/);
  assert.notEqual(utf8(seen.stdout), utf8(again.stdout), 'the random state of the snapshot was used twice');
});

test('one sandbox sees nothing of another', async () => {
  await using one = await embedded.open();
  await using other = await embedded.open();
  await python(one, 'open("mine", "w").write("x"); open("/tmp/mine", "w").write("x")');
  const { stdout } = await python(other, 'import os; print(os.listdir("/work"), os.listdir("/tmp"))');
  assert.equal(utf8(stdout), '[] []\n');
});

test('a long-lived program answers line by line while it runs', async () => {
  await using sandbox = await embedded.open();
  await using running = await sandbox.start({
    argv: [
      'python3',
      '-c',
      'total = 0\nwhile True:\n    total += int(input())\n    print(total, flush=True)',
    ],
  });
  const lines = running.stdout[Symbol.asyncIterator]();
  const replies: string[] = [];
  for (const number of [1, 20, 300]) {
    await running.write(bytesOf(`${number}\n`));
    let reply = '';
    while (!reply.endsWith('\n')) reply += utf8((await lines.next()).value as Uint8Array);
    replies.push(reply);
  }
  assert.deepEqual(replies, ['1\n', '21\n', '321\n']);
  await running.closeStdin();
  const { ending, exitCode } = await running.result;
  assert.deepEqual([ending, exitCode], ['exited', 1]);
  assert.match(utf8(running.stderr()), /EOFError/);
});

test('a program waits for its input in the kernel: its standard streams block, so that no line is slept over', async () => {
  await using sandbox = await embedded.open();
  const source = 'print(input(), flush=True); input()';
  const program = await sandbox.start({ argv: ['python3', '-c', source] });
  await program.write(bytesOf('ready\n'));
  for await (const chunk of program.stdout) if (utf8(chunk).includes('ready')) break;
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
  const flags = children.map(Number).flatMap((pid) => {
    const each = standardStreams(pid);
    return each === null ? [] : [each.map((flag) => flag & constants.O_NONBLOCK)];
  });
  assert.ok(flags.length > 0);
  for (const each of flags) assert.deepEqual(each, [0, 0, 0]);
  await program.kill();
});

test('descriptors can be duplicated, closed and written to below the standard streams', async () => {
  await using sandbox = await embedded.open();
  const { stdout, stderr } = await python(
    sandbox,
    'import os, sys\nout = os.dup(1); os.dup2(2, 1)\nprint("to errors"); sys.stdout.flush()\nos.write(out, os.read(0, 3))',
    { stdin: bytesOf('abc') },
  );
  assert.deepEqual([utf8(stdout), utf8(stderr)], ['abc', 'to errors\n']);
});

test('asyncio runs with timers', async () => {
  await using sandbox = await embedded.open();
  const { stdout, stderr } = await python(
    sandbox,
    'import asyncio\nasync def later(n):\n    await asyncio.sleep(n / 1000); return n\n' +
      'async def main():\n    return await asyncio.gather(later(3), later(1))\nprint(asyncio.run(main()))',
  );
  assert.deepEqual([utf8(stdout), utf8(stderr)], ['[3, 1]\n', '']);
});

test('sleeping uses no CPU time and refuses what sleep refuses', async () => {
  await using sandbox = await embedded.open();
  const source =
    'import time\nbegun = time.monotonic(); time.sleep(1.5); print(time.monotonic() - begun >= 1.5)\n' +
    'for bad in (-1, "1", float("nan")):\n    try: time.sleep(bad)\n    except (ValueError, TypeError) as error: print(type(error).__name__)';
  const { stdout, cpuSeconds } = await python(sandbox, source);
  assert.equal(utf8(stdout), 'True\nValueError\nTypeError\nValueError\n');
  assert.ok(cpuSeconds < 1, String(cpuSeconds));
});

test('unittest, sqlite3, decimal and ctypes are there', async () => {
  await using sandbox = await embedded.open();
  const { exitCode, stderr } = await python(
    sandbox,
    'import ctypes, decimal, lzma, sqlite3, unittest\nclass T(unittest.TestCase):\n    def test(self): self.assertTrue(True)\nunittest.main()',
  );
  assert.equal(exitCode, 0, utf8(stderr));
});

test('two programs of one sandbox run at the same time', async () => {
  await using sandbox = await embedded.open();
  const [one, two] = await Promise.all([
    python(sandbox, 'print(input())', { stdin: bytesOf('1') }),
    python(sandbox, 'print(2)'),
  ]);
  assert.deepEqual([utf8(one.stdout), utf8(two.stdout)], ['1\n', '2\n']);
});

test('a requirement that cannot be met is refused with what is missing', async () => {
  const open = (runtime: { language: 'python' | 'node' | 'shell'; version: string; packages: string[] }) =>
    embedded.driver.open({ runtime, limits: testLimits });
  const refused = (pattern: RegExp) => (thrown: unknown) =>
    thrown instanceof SandboxFault && pattern.test(thrown.message);
  await assert.rejects(
    open({ language: 'shell', version: '>=5', packages: [] }),
    refused(/does not run shell/),
  );
  await assert.rejects(
    open({ language: 'python', version: '>=3.15', packages: [] }),
    refused(/has CPython 3\.14/),
  );
  await assert.rejects(
    open({ language: 'python', version: '>=3.11', packages: ['numpy'] }),
    refused(/package numpy/),
  );
});

test('what ran is named with the hash of all it was made from', async () => {
  await using sandbox = await embedded.open();
  assert.equal(sandbox.runtime.driver, 'embedded');
  assert.match(sandbox.runtime.runtime, /^CPython 3\.14/);
  assert.match(sandbox.runtime.imageHash, /^[0-9a-f]{64}$/);
});

test('a path that leaves the sandbox is refused before anything happens', async () => {
  await using sandbox = await embedded.open();
  for (const path of ['../x', '/etc/x', 'a/../../x', 'a\\b']) {
    await assert.rejects(sandbox.putFiles([{ path, bytes: bytesOf('') }]), InputFault);
  }
});

test('nothing is written or read through a link that a program left', async () => {
  await using sandbox = await embedded.open();
  await python(
    sandbox,
    'import os; os.symlink("/tmp", "out"); open("/tmp/secret", "w").write("x"); os.symlink("/tmp/secret", "file")',
  );
  await assert.rejects(sandbox.putFiles([{ path: 'out/x', bytes: bytesOf('') }]), InputFault);
  assert.deepEqual(await sandbox.getFiles('out', { bytesMax: 1000 }), []);
  assert.deepEqual(await sandbox.getFiles('file', { bytesMax: 1000 }), []);
  assert.deepEqual(await sandbox.getFiles('', { bytesMax: 1000 }), []);
});

test('more files than asked for are refused, and more than the disk holds', async () => {
  await using sandbox = await embedded.open();
  await sandbox.putFiles([{ path: 'a', bytes: new Uint8Array(1000) }]);
  await assert.rejects(sandbox.getFiles('', { bytesMax: 999 }), /1000 bytes are more than 999/);
  await assert.rejects(
    sandbox.putFiles([{ path: 'b', bytes: new Uint8Array(testLimits.diskBytesMax) }]),
    InputFault,
  );
  assert.equal((await sandbox.getFiles('', { bytesMax: 1000 })).length, 1);
});

/** The flags of descriptors 0 to 2, or null where the process has ended: an interpreter of an earlier test may just be going. */
function standardStreams(pid: number): number[] | null {
  try {
    return [0, 1, 2].map((fd) => {
      const text = readFileSync(`/proc/${innermost(pid)}/fdinfo/${fd}`, 'utf8');
      return parseInt(/^flags:\s+(\d+)$/m.exec(text)?.[1] ?? '', 8);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
