/** What the tools of a repository do, over whichever driver; each driver that is here runs all of it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  InputFault,
  codeTools,
  type Environment,
  type Json,
  type SandboxDriver,
  type ToolHost,
  type ToolSession,
} from '@touchstone/contracts';
import { createAttemptRunner } from '../../src/attempts/runner.ts';
import { createToolHost } from '../../src/tools/session.ts';
import { MemoryBlobs, notebookEnvironment } from '../worlds.ts';

const tree = {
  'src/stone/__init__.py': 'from .weigh import weigh\n',
  'src/stone/weigh.py': 'def weigh(grams):\n    # heavy\n    return grams / 100\n',
  'tests/test_weigh.py': 'from stone import weigh\n\n\ndef test_weigh():\n    assert weigh(1000) == 1\n',
  'notes/windows.txt': 'one\r\ntwo\r\n',
};

function repository(blobs: MemoryBlobs): Environment {
  const files = Object.entries(tree).map(([path, text]) => ({
    path,
    blob: blobs.put(text),
    bytes: Buffer.byteLength(text),
  }));
  const { limits, ...base } = notebookEnvironment(blobs);
  return {
    ...base,
    limits: { ...limits, cpuSecondsMax: 20 },
    runtime: { language: 'python', version: '>=3.11', packages: ['pytest'] },
    files,
    tools: [...codeTools],
  };
}

/** `shell`: the driver's sandboxes have one. */
export function codeToolCases(
  name: string,
  openDriver: () => Promise<SandboxDriver>,
  { shell }: { shell: boolean },
): void {
  describe(`code tools over ${name}`, () => {
    const blobs = new MemoryBlobs();
    let driver: SandboxDriver;
    let host: ToolHost;
    let session: ToolSession;
    before(async () => {
      driver = await openDriver();
      host = createToolHost({ driver, blobs });
      session = await host.open(repository(blobs));
    });
    after(async () => {
      await session[Symbol.asyncDispose]();
      await driver[Symbol.asyncDispose]();
    });
    const say = (tool: string, args: Record<string, Json>) => session.call({ tool, arguments: args });
    fileCases(say);
    describe('the shell', () => (shell ? shellCases(say) : shellLessCases(say)));

    test('the tree can be taken as it is, and a reset brings back the first one', async () => {
      await say('write_file', { path: 'src/new/deep.py', text: 'x = 1\n' });
      const files = new Map((await session.files()).map(({ path, bytes }) => [path, Buffer.from(bytes)]));
      assert.equal(files.get('src/new/deep.py')?.toString(), 'x = 1\n');
      assert.ok(Object.keys(tree).every((path) => files.has(path)));
      assert.ok(
        [...files.keys()].every((path) => !path.includes('__pycache__') && !path.includes('.pytest')),
      );
      await session.reset();
      const again = (await session.files()).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]);
      assert.deepEqual(Object.fromEntries(again), tree);
      assert.deepEqual(session.log, []);
    });

    test(
      'a tree that nobody can take is said to be the doing of whoever made it',
      { skip: !shell && 'without a shell nobody can make such a tree here' },
      async () => {
        for (const program of [
          'for i in range(1500): os.mkdir("a"); os.chdir("a")',
          'open("a\\\\b", "w").close()',
          '[open(str(i), "w").close() for i in range(50_001)]',
        ]) {
          await session.reset();
          const made = await say('shell', { command: `python3 -c 'import os\n${program}'` });
          assert.match(made.text, /\[exit code 0\]/);
          await assert.rejects(session.files(), { code: 'tree-unreadable', boundary: 'input' });
        }
        await session.reset();
        assert.equal((await session.files()).length, Object.keys(tree).length);
      },
    );

    test('there is no snapshot of a tree, and no files without a tool that reaches them', async () => {
      await assert.rejects(session.snapshot(), (thrown) => thrown instanceof InputFault);
      await using notebook = await host.open(notebookEnvironment(blobs));
      await assert.rejects(notebook.files(), { code: 'files-out-of-reach' });
    });

    test('a program can use them and has the tree only through them', async () => {
      const attempts = createAttemptRunner({ driver, toolHost: host, blobs });
      const source = `
def solve(tools):
    tools.edit_file(path="src/stone/weigh.py", old_text="100", new_text="1000")
    try:
        tools.call("edit_file", path="src/stone/weigh.py", old_text="nowhere", new_text="")
    except ToolError as error:
        refused = str(error)
    return [tools.call("read_file", path="src/stone/weigh.py"), refused]`;
      const result = await attempts.attempt(
        repository(blobs),
        { name: 'mend', how: 'edits', source },
        { access: 'full' },
      );
      assert.equal(result.outcome, 'answered');
      const [text, refused] = result.outcome === 'answered' ? (result.answer as string[]) : [];
      assert.match(text ?? '', /return grams \/ 1000/);
      assert.match(refused ?? '', /does not stand/);
      assert.deepEqual(
        result.calls.map(({ tool }) => tool),
        ['edit_file', 'edit_file', 'read_file'],
      );
    });
  });
}

type Say = (tool: string, args: Record<string, Json>) => Promise<{ text: string; isError: boolean }>;

function fileCases(say: Say): void {
  test('a file is shown with line numbers, in part where asked, and errors are said', async () => {
    assert.deepEqual(await say('read_file', { path: 'src/stone/weigh.py' }), {
      text: '     1\tdef weigh(grams):\n     2\t    # heavy\n     3\t    return grams / 100',
      isError: false,
    });
    const part = await say('read_file', { path: 'src/stone/weigh.py', first_line: 2, lines: 1 });
    assert.equal(part.text, '     2\t    # heavy\n[lines 2 to 2 of 3]');
    for (const [path, expected] of [
      ['src/none.py', /^There is no file src\/none\.py\.$/],
      ['src/stone', /is a folder: __init__\.py, weigh\.py/],
      ['../../etc/passwd', /lies outside the tree/],
      ['/etc/passwd', /lies outside the tree/],
    ] as const) {
      const reply = await say('read_file', { path });
      assert.equal(reply.isError, true, path);
      assert.match(reply.text, expected);
    }
  });

  test('a file is written whole, with its folders, and a text that stands once is replaced', async () => {
    const text = 'één\n\tzwei "drei" \\n\n';
    assert.equal((await say('write_file', { path: 'a/b/c.txt', text })).text, 'a/b/c.txt written: 2 lines.');
    assert.match((await say('read_file', { path: 'a/b/c.txt' })).text, /1\téén\n {5}2\t\tzwei "drei" \\n$/);
    const edit = (old_text: string, new_text: string, path = 'a/b/c.txt') =>
      say('edit_file', { path, old_text, new_text });
    assert.equal((await edit('zwei', 'two')).text, 'a/b/c.txt changed at line 2.');
    assert.match((await edit('zwei', 'x')).text, /does not stand in a\/b\/c\.txt/);
    assert.match((await edit('n', 'x')).text, /stands 2 times in a\/b\/c\.txt/);
    assert.match((await edit('one\ntwo', 'x', 'notes/windows.txt')).text, /CR LF/);
    assert.match((await edit('one\r\n', '1\r\n', 'notes/windows.txt')).text, /changed at line 1/);
    assert.match((await say('write_file', { path: '../x', text })).text, /outside the tree/);
    assert.match((await say('write_file', { path: 'src', text })).text, /is a folder/);
  });

  test('lines are found by a regular expression, below a folder where asked', async () => {
    const all = await say('search_files', { pattern: 'def \\w*weigh' });
    assert.equal(
      all.text,
      'src/stone/weigh.py:1: def weigh(grams):\ntests/test_weigh.py:4: def test_weigh():',
    );
    const below = await say('search_files', { pattern: 'weigh', path: 'tests' });
    assert.match(below.text, /^tests\/test_weigh\.py:1: from stone import weigh\n/);
    assert.equal((await say('search_files', { pattern: 'nowhere to be found' })).text, 'No line matches.');
    assert.match((await say('search_files', { pattern: '(' })).text, /not a regular expression/);
    assert.match((await say('search_files', { pattern: 'x', path: 'none' })).text, /no file or folder/);
    await say('write_file', { path: 'many.txt', text: 'match\n'.repeat(300) });
    assert.match(
      (await say('search_files', { pattern: '^match$' })).text,
      /\n\[300 lines match; the first 200 are shown\]$/,
    );
  });
}

function shellCases(say: Say): void {
  test('a command line runs in the root of the tree; errors keep their place; the exit code is said', async () => {
    const reply = await say('shell', { command: 'pwd; ls src | cat; nonesuch; echo end; exit 3' });
    assert.equal(reply.isError, false);
    assert.match(reply.text, /^\/work\nstone\n.*nonesuch: command not found\nend\n\[exit code 3\]$/);
    assert.match((await say('shell', { command: 'if' })).text, /syntax error[^]*\[exit code 2\]$/);
  });

  test('files stay from call to call, variables and folders do not', async () => {
    await say('shell', { command: 'echo kept > kept.txt; cd src; X=1; export X' });
    const reply = await say('shell', { command: 'cat kept.txt; pwd; echo "[$X]"' });
    assert.equal(reply.text, 'kept\n/work\n[]\n[exit code 0]');
  });

  test('pytest runs as a command, with and without PYTHONPATH, and leaves nothing behind', async () => {
    const failing = await say('shell', { command: 'PYTHONPATH=src pytest -q tests' });
    assert.match(failing.text, /assert 10\.0 == 1[^]*1 failed[^]*\[exit code 1\]$/);
    const other = await say('shell', {
      command: 'python3 -m pytest -q -o pythonpath=src tests; git --version',
    });
    assert.match(other.text, /1 failed[^]*git version/);
  });

  test('a command beyond a limit is stopped and says so, and the next one runs', async () => {
    const flood = await say('shell', { command: 'yes' });
    assert.equal(flood.isError, true);
    assert.match(flood.text, /characters of output left out[^]*\[stopped: output-limit\]/);
    assert.ok(flood.text.length < 21_000);
    const loop = await say('shell', { command: 'ulimit -t 1; while :; do :; done' });
    assert.match(loop.text, /\[(stopped: (cpu-limit|signalled)\]|exit code 137)/);
    assert.equal((await say('shell', { command: 'echo well' })).text, 'well\n[exit code 0]');
  });

  test('no copy of pip or npm is within reach', async () => {
    const { text } = await say('shell', {
      command:
        'find / -xdev \\( -name pip -o -name npm -o -name "_vendor" \\) -not -path "/proc/*" 2>/dev/null | head; true',
    });
    assert.equal(text, '[exit code 0]');
  });
}

function shellLessCases(say: Say): void {
  test('one program a call runs as it is, and what needs a shell is refused in words', async () => {
    const python = await say('shell', { command: `python3 -c "print('a b')"` });
    assert.equal(python.text, 'a b\n[exit code 0]');
    const failing = await say('shell', { command: 'pytest -q -o pythonpath=src tests' });
    assert.match(failing.text, /assert 10\.0 == 1[^]*1 failed[^]*\[exit code 1\]$/);
    const refused = await say('shell', { command: 'ls | head' });
    assert.equal(refused.isError, true);
    assert.match(refused.text, /no shell.*python3/);
  });
}
