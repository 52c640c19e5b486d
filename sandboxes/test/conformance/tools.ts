/** What tool sessions and attempts do, over whichever driver; each driver that is here runs all of it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  Fault,
  InputFault,
  SandboxFault,
  type Json,
  type SandboxDriver,
  type ToolHost,
  type ToolSession,
} from '@touchstone/contracts';
import { createToolHost } from '../../src/tools/session.ts';
import {
  MemoryBlobs,
  libraryEnvironment,
  libraryProgram,
  libraryTools,
  pythonTool,
  notebookEnvironment,
} from '../worlds.ts';

/** `signals`: the operating system keeps a process's CPU time there, which the embedded interpreter has not. */
export function toolCases(
  name: string,
  openDriver: () => Promise<SandboxDriver>,
  { signals = true } = {},
): void {
  describe(`tools over ${name}`, () => {
    const blobs = new MemoryBlobs();
    let driver: SandboxDriver;
    let host: ToolHost;
    before(async () => {
      driver = await openDriver();
      host = createToolHost({ driver, blobs });
    });
    after(() => driver[Symbol.asyncDispose]());
    describe('a world', () => worldCases(() => host, blobs, signals));
    describe('a notebook', () => notebookCases(() => host, blobs, signals));
  });
}

const say = async (session: ToolSession, tool: string, args: Record<string, Json> = {}) =>
  session.call({ tool, arguments: args });

function worldCases(host: () => ToolHost, blobs: MemoryBlobs, signals: boolean): void {
  const environment = libraryEnvironment(blobs);
  let session: ToolSession;
  before(async () => {
    session = await host().open(environment);
  });
  after(() => session[Symbol.asyncDispose]());

  test('its tools answer with JSON, and their effects are seen in the snapshot and undone by a reset', async () => {
    const before = await session.snapshot();
    assert.deepEqual(
      before['book']?.map(({ isbn }) => isbn),
      ['1', '2', '3'],
    );
    assert.deepEqual(JSON.parse((await say(session, 'find_books', { query: 'al' })).text), [
      { isbn: '1', title: 'Basalt', copies: 1 },
      { isbn: '2', title: 'Slate and chalk', copies: 0 },
      { isbn: '3', title: 'Opals of the South', copies: 2 },
    ]);
    const lent = await say(session, 'lend', { isbn: '1', reader: 'Ada' });
    assert.deepEqual(JSON.parse(lent.text), { calls: 1, loans: 2 });
    const now = await session.snapshot();
    assert.deepEqual(now['loan'], [
      { id: 7, isbn: '3', reader: 'Ines' },
      { id: 8, isbn: '1', reader: 'Ada' },
    ]);
    assert.equal(session.log.length, 2);
    await session.reset();
    assert.deepEqual(await session.snapshot(), before);
    assert.deepEqual(session.log, []);
    const again = await say(session, 'lend', { isbn: '1', reader: 'Ada' });
    assert.deepEqual(JSON.parse(again.text), { calls: 1, loans: 2 }, 'the program starts anew, too');
    await session.reset();
  });

  test('a call that fails says why and leaves no trace, whatever it had done and committed', async () => {
    const before = await session.snapshot();
    assert.deepEqual(await say(session, 'lend', { isbn: '3', reader: 'nobody' }), {
      text: 'nobody has no card',
      isError: true,
    });
    const constraint = await say(session, 'lend', { isbn: '2', reader: 'Ada' });
    assert.equal(constraint.isError, true);
    assert.match(constraint.text, /^internal error: IntegrityError: .*world\.py, line \d+/);
    const reference = await say(session, 'lend', { isbn: 'none', reader: 'Ada' });
    assert.match(reference.text, /FOREIGN KEY/);
    for (const how of ['commit', 'attach', 'exit', 'not-json', 'nan']) {
      const reply = await say(session, 'misbehave', { how });
      assert.equal(reply.isError, true, how);
      assert.match(reply.text, /^internal error: /);
      assert.doesNotMatch(reply.text, /\/(usr|work|tmp|home)\//);
    }
    assert.deepEqual(await session.snapshot(), before);
  });

  test('what a tool prints, to whatever, is not taken for its reply', async () => {
    assert.deepEqual(await say(session, 'misbehave', { how: 'nothing' }), { text: '"done"', isError: false });
  });

  test('a call that computes for too long is undone, and the session goes on', async () => {
    const { limits } = environment;
    await using quick = await host().open({ ...environment, limits: { ...limits, cpuSecondsMax: 0.2 } });
    for (const how of signals ? ['loop', 'sql-loop'] : ['sql-loop']) {
      const reply = await say(quick, 'misbehave', { how });
      assert.deepEqual(reply, {
        text: 'internal error: the call took more than 0.2 CPU seconds and was undone',
        isError: true,
      });
    }
    assert.equal((await say(quick, 'find_books')).isError, false);
  });

  test('a reply beyond the limit is an error that says so', async () => {
    assert.equal((await say(session, 'misbehave', { how: 'large', size: 1000 })).isError, false);
    const reply = await say(session, 'misbehave', { how: 'large', size: 3_000_000 });
    assert.equal(reply.isError, true);
    assert.match(reply.text, /3000002 characters/);
  });

  test('calls that the schema refuses never reach the sandbox and are not in the log', async () => {
    await session.reset();
    for (const [tool, args, expected] of [
      ['nothing', {}, /no tool "nothing".*find_books/],
      ['find_books', { limit: 0 }, /limit must be >= 1/],
      ['find_books', { query: 3 }, /query must be string/],
      ['find_books', { page: 1 }, /additional properties \(page\)/],
      ['lend', { isbn: '1' }, /'reader'/],
      ['find_books', { query: 'x'.repeat(300_000) }, /300012 bytes, more than/],
    ] as const) {
      const reply = await say(session, tool, args);
      assert.equal(reply.isError, true);
      assert.match(reply.text, expected);
    }
    assert.deepEqual(session.log, []);
  });

  test('many calls at once are done one after another', async () => {
    await session.reset();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => say(session, 'find_books', { limit: index + 1 })),
    );
    assert.deepEqual(
      replies.map(({ text }) => (JSON.parse(text) as unknown[]).length),
      Array.from({ length: 20 }, (_, index) => Math.min(3, index + 1)),
    );
    assert.deepEqual(
      session.log.map((call) => call.arguments['limit']),
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  test('a world that cannot be served is refused with its place in the program', async () => {
    const broken = [
      [{ program: `${libraryProgram}\ndef broken(:\n` }, /library.*SyntaxError/],
      [{ program: `${libraryProgram}\nraise KeyError("x")\n` }, /KeyError.*world\.py, line \d+/],
      [{ program: 'TABLES = {}' }, /no TOOLS/],
      [{ program: 'TABLES = {"a": "CREATE TABLE"}\nTOOLS = {}' }, /cannot be created/],
      [{ rows: { shelf: [] } }, /shelf.*not in TABLES/],
      [{ rows: { loan: [{ id: 1, isbn: '9', reader: 'Ada' }] } }, /refers to a row/],
      [{ rows: { book: [{ isbn: '1' }] } }, /rows 0 to 0 of 'book' cannot be inserted/],
      [{ tools: [...libraryTools, { ...pythonTool, name: 'fly' }] }, /lack fly/],
    ] as const;
    for (const [changes, expected] of signals ? broken : broken.slice(0, 2))
      await assert.rejects(host().open(libraryEnvironment(blobs, changes)), (thrown: unknown) => {
        assert.ok(thrown instanceof InputFault);
        assert.equal(thrown.code, 'world-unusable');
        assert.match(thrown.message, expected);
        return true;
      });
  });

  test('a process of tools that dies ends the session with a fault, now and afterwards', async () => {
    await using doomed = await host().open(environment);
    for (const tool of ['misbehave', 'find_books'])
      await assert.rejects(
        say(doomed, tool, tool === 'misbehave' ? { how: 'die' } : {}),
        (thrown) => thrown instanceof SandboxFault && thrown.code === 'tools-lost' && thrown.retryable,
      );
  });

  test('an abort ends the waiting; the call itself is finished and logged', async () => {
    await session.reset();
    const controller = new AbortController();
    const waiting = session.call(
      { tool: 'lend', arguments: { isbn: '1', reader: 'Ada' } },
      { signal: controller.signal },
    );
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    await assert.rejects(host().open(environment, { signal: controller.signal }), { name: 'AbortError' });
    const rows = await session.snapshot();
    assert.equal(rows['loan']?.length, 1 + session.log.length);
  });

  test('a closed session refuses calls, and closing twice is harmless', async () => {
    const closed = await host().open(environment);
    await closed[Symbol.asyncDispose]();
    await closed[Symbol.asyncDispose]();
    await assert.rejects(say(closed, 'find_books'), (thrown) => thrown instanceof Fault);
  });
}

function notebookCases(host: () => ToolHost, blobs: MemoryBlobs, signals: boolean): void {
  const environment = notebookEnvironment(blobs);
  let session: ToolSession;
  before(async () => {
    session = await host().open(environment);
  });
  after(() => session[Symbol.asyncDispose]());
  const run = (code: string) => say(session, 'python', { code });

  test('state is kept from cell to cell, the last expression is shown, output keeps its order', async () => {
    assert.deepEqual(await run('import sys\nx = 20'), { text: '', isError: false });
    assert.deepEqual(await run('print("a"); print("b", file=sys.stderr); print("c", end="")\nx + 1'), {
      text: 'a\nb\nc21\n',
      isError: false,
    });
    assert.equal((await run('open("data/minerals.csv").read().count(chr(10))')).text, '3\n');
    assert.equal((await run('None')).text, '');
  });

  test('an exception is a traceback of the cell alone, and the session goes on', async () => {
    await run('import json\ndef half(text):\n    return json.loads(text)');
    const reply = await run('y = 1\nhalf("{")');
    assert.equal(reply.isError, true);
    assert.match(reply.text, /cell \d+, line 2\n {4}half\("\{"\)\n {2}cell \d+, line 3, in half/);
    assert.match(reply.text, /JSONDecodeError/);
    assert.doesNotMatch(reply.text, /\/|<string>/);
    assert.equal((await run('y')).text, '1\n');
    assert.match((await run('if')).text, /SyntaxError/);
  });

  test('leaving, asking and closing do no harm', async () => {
    await run('z = 5');
    for (const [code, expected] of [
      ['import sys; sys.exit(4)', /SystemExit: 4/],
      ['raise KeyboardInterrupt', /KeyboardInterrupt/],
      ['input("? ")', /EOFError/],
      ['class Bad(Exception):\n    def __str__(self): raise ValueError\nraise Bad', /Bad/],
    ] as const) {
      const reply = await run(code);
      assert.equal(reply.isError, true, code);
      assert.match(reply.text, expected);
    }
    await run('sys.stdout.close()');
    assert.equal((await run('print(z)')).text, '5\n');
  });

  test('a flood is cut in the middle with a note of how much was left out', async () => {
    const { text, isError } = await run('for i in range(200000): print("line", i)\nprint("the end")');
    assert.equal(isError, false);
    assert.ok(text.length < 101_000);
    assert.ok(text.startsWith('line 0\n'));
    assert.match(text, /\[… \d+ bytes of output left out …\]/);
    assert.ok(text.endsWith('the end\n'));
    assert.ok((await run('print("x" * 5_000_000)')).text.length < 101_000);
  });

  test('a cell cannot speak in the place of the kernel', async () => {
    const forged = await run(`import os\nos.write(1, b'{"text": "forged", "isError": false}\\n')\n"real"`);
    assert.match(forged.text, /'real'/);
    assert.notEqual(forged.text, 'forged');
  });

  test('a kernel that dies is replaced, and the reply says what was lost', async () => {
    await run('z = 5\nopen("kept.txt", "w").write("kept")');
    const reply = await run('import os; os._exit(9)');
    assert.equal(reply.isError, true);
    assert.match(reply.text, /^\[kernel stopped: exited\].*exit code 9.*new kernel.*variables/);
    assert.match((await run('z')).text, /NameError/);
  });

  test('a reset brings back files and an empty namespace', async () => {
    await run('w = 1\nopen("data/minerals.csv", "w").write("")');
    await session.reset();
    assert.deepEqual(session.log, []);
    assert.equal((await run('open("data/minerals.csv").read()[:7]')).text, "'mineral'\n");
    assert.match((await run('w')).text, /NameError/);
  });

  test('a cell that computes for too long loses its kernel', async () => {
    const limits = { ...environment.limits, wallSecondsMax: signals ? 60 : 3 };
    await using quick = await host().open({ ...environment, limits });
    const reply = await say(quick, 'python', { code: 'while True: pass' });
    assert.equal(reply.isError, true);
    assert.match(
      reply.text,
      signals ? /^\[kernel stopped: (cpu-limit|signalled)\]/ : /^\[kernel stopped: wall-limit\]/,
    );
    assert.equal((await say(quick, 'python', { code: '1 + 1' })).text, '2\n');
  });

  test('there is no snapshot without a world, and no tool without something that does its work', async () => {
    await assert.rejects(session.snapshot(), (thrown) => thrown instanceof InputFault);
    const [find] = libraryTools;
    assert.ok(find);
    await assert.rejects(
      host().open({ ...environment, tools: [find] }),
      (thrown) => thrown instanceof InputFault && thrown.message.includes('find_books'),
    );
  });
}
