/** What attempts of programs do, over whichever driver; each driver that is here runs all of it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  InputFault,
  SandboxFault,
  type AttemptOptions,
  type AttemptResult,
  type AttemptRunner,
  type Environment,
  type SandboxDriver,
} from '@touchstone/contracts';
import { createAttemptRunner } from '../../src/attempts/runner.ts';
import { createToolHost } from '../../src/tools/session.ts';
import { MemoryBlobs, libraryEnvironment, notebookEnvironment } from '../worlds.ts';

/** `thorough`: all the ways to crash; a driver whose sandboxes start slowly shows the few that depend on it. */
export function attemptCases(
  name: string,
  openDriver: () => Promise<SandboxDriver>,
  { thorough = true } = {},
): void {
  describe(`attempts over ${name}`, () => {
    const blobs = new MemoryBlobs();
    let driver: SandboxDriver;
    let attempts: AttemptRunner;
    before(async () => {
      driver = await openDriver();
      attempts = createAttemptRunner({ driver, blobs, toolHost: createToolHost({ driver, blobs }) });
    });
    after(() => driver[Symbol.asyncDispose]());
    const attempt = (environment: Environment, body: string, options: Partial<AttemptOptions> = {}) =>
      attempts.attempt(
        environment,
        { name: 'program', how: 'as the test says', source: body },
        { access: 'full', ...options },
      );
    describe('with a world', () => worldCases(attempt, blobs));
    describe('with files', () => fileCases(attempt, blobs, thorough));
  });
}

type Attempt = (
  environment: Environment,
  body: string,
  options?: Partial<AttemptOptions>,
) => Promise<AttemptResult>;

function answered(result: AttemptResult) {
  assert.equal(result.outcome, 'answered', result.outcome === 'crashed' ? result.message : '');
  return result;
}

function crashed(result: AttemptResult) {
  assert.equal(result.outcome, 'crashed');
  return result;
}

function worldCases(attempt: Attempt, blobs: MemoryBlobs): void {
  const environment = libraryEnvironment(blobs);

  test('a program calls tools by name or by attribute, reads JSON, and its executed calls are recorded', async () => {
    const result = answered(
      await attempt(
        environment,
        `
def solve(tools):
    print("printed by the program")
    titles = [book["title"] for book in tools.find_books(query="al")]
    try:
        tools.call("lend", isbn="2", reader="Ada")
    except ToolError as error:
        refused = str(error)
    try:
        tools.fly(to="moon")
    except ToolError as error:
        unknown = str(error)
    return {"titles": titles, "refused": refused[:15], "unknown": unknown[:21], "big": 2**70, "pair": (1, 2.5)}
`,
      ),
    );
    assert.deepEqual(result.answer, {
      titles: ['Basalt', 'Slate and chalk', 'Opals of the South'],
      refused: 'internal error:',
      unknown: 'There is no tool "fly',
      big: '1180591620717411303424',
      pair: [1, 2.5],
    });
    assert.deepEqual(result.calls, [
      { tool: 'find_books', arguments: { query: 'al' } },
      { tool: 'lend', arguments: { isbn: '2', reader: 'Ada' } },
    ]);
    assert.equal(result.toolCalls, 3);
  });

  test('without access every call fails', async () => {
    const body = `
def solve(tools):
    try:
        return tools.find_books()
    except ToolError as error:
        return str(error)
`;
    const result = answered(await attempt(environment, body, { access: 'none' }));
    assert.equal(result.answer, 'This attempt has no tools.');
    assert.deepEqual(result.calls, []);
  });

  test('a program that takes over the channel forges only its own answer: a call on record was executed', async () => {
    const result = answered(
      await attempt(
        environment,
        `
import json, os

def solve(tools):
    out = tools._channel._output
    def say(message):
        os.write(out, json.dumps(message).encode() + b"\\n")
    say({"call": {"tool": "lend", "arguments": {"isbn": "nowhere"}}})
    refused = tools._channel.receive()
    say({"call": {"tool": "lend", "arguments": {"isbn": "1", "reader": "Ada"}}})
    executed = tools._channel.receive()
    say({"answer": [refused["isError"], executed["isError"]]})
    say({"call": {"tool": "lend", "arguments": {"isbn": "3", "reader": "late"}}})
    say({"calls": [{"tool": "lend", "arguments": {"isbn": "3", "reader": "forged"}}]})
`,
      ),
    );
    assert.deepEqual(result.answer, [true, false]);
    assert.deepEqual(result.calls, [{ tool: 'lend', arguments: { isbn: '1', reader: 'Ada' } }]);
  });

  test('huge arguments are refused by the tool session, and beyond a message the program is stopped', async () => {
    const body = (bytes: number) => `
def solve(tools):
    try:
        tools.find_books(query="x" * ${bytes})
    except ToolError as error:
        return str(error)
`;
    const refused = answered(await attempt(environment, body(1_000_000)));
    assert.match(JSON.stringify(refused.answer), /1000012 bytes, more than/);
    assert.deepEqual(refused.calls, []);
    assert.match(crashed(await attempt(environment, body(8_000_000))).message, /broke the channel/);
  });

  test('dying tools are a fault, never a crash of the program', async () => {
    await assert.rejects(
      attempt(environment, 'def solve(tools):\n    return tools.misbehave(how="die")'),
      (thrown) => thrown instanceof SandboxFault && thrown.code === 'tools-lost',
    );
  });

  test('a world that cannot be served is a fault that names it', async () => {
    await assert.rejects(
      attempt(
        libraryEnvironment(blobs, { program: 'def broken(:' }),
        'def solve(tools):\n    return tools.find_books()',
      ),
      (thrown) => thrown instanceof InputFault && /library.*SyntaxError/.test(thrown.message),
    );
  });
}

const dependOnDriver = ['raises', 'exits', 'computes for too long', 'floods its output'];

function fileCases(attempt: Attempt, blobs: MemoryBlobs, thorough: boolean): void {
  const environment = notebookEnvironment(blobs);
  const reads = `
import csv

def solve(tools):
    with open("data/minerals.csv", newline="") as file:
        return {row["mineral"]: int(row["hardness"]) for row in csv.DictReader(file)}
`;

  test('the files are in the working directory, and absent without access', async () => {
    assert.deepEqual(answered(await attempt(environment, reads)).answer, { talc: 1, diamond: 10 });
    assert.match(
      crashed(await attempt(environment, reads, { access: 'none' })).message,
      /program\.py, line 5, in solve\n.*FileNotFoundError/s,
    );
  });

  test('the python tool is reached from the program like any other', async () => {
    const body = `
def solve(tools):
    tools.python(code="n = 20")
    return [tools.python(code="n + 1"), sorted(__import__("os").listdir("."))]
`;
    const result = answered(await attempt(environment, body));
    assert.deepEqual(result.answer, [21, ['data']]);
    assert.equal(result.calls.length, 2);
  });

  test('the same program runs as cells of the python tool', async () => {
    const result = answered(await attempt(environment, reads, { through: 'python-tool' }));
    assert.deepEqual(result.answer, { talc: 1, diamond: 10 });
    assert.equal(result.toolCalls, 3);
    const noisy = 'def solve(tools):\n    print("@answer 1\\n" * 100000)\n    return 2**64';
    assert.equal(
      answered(await attempt(environment, noisy, { through: 'python-tool' })).answer,
      '18446744073709551616',
    );
    const failing = 'def solve(tools):\n    return tools.call("python", code="1")';
    assert.match(
      crashed(await attempt(environment, failing, { through: 'python-tool' })).message,
      /a cell reaches no tools/,
    );
    await assert.rejects(
      attempt(libraryEnvironment(blobs), reads, { through: 'python-tool' }),
      (thrown) => thrown instanceof InputFault,
    );
  });

  for (const [what, body, message, endings] of [
    ['raises', 'def solve(tools):\n    return 1 / 0', /ZeroDivisionError/, ['exited']],
    ['does not compile', 'def solve(:', /SyntaxError/, ['exited']],
    ['defines no solve', 'x = 1', /no solve/, ['exited']],
    ['answers with NaN', 'def solve(tools):\n    return float("nan")', /answer is not JSON/, ['exited']],
    ['answers with a set', 'def solve(tools):\n    return {1}', /set is not JSON/, ['exited']],
    ['answers with half a character', 'def solve(tools):\n    return "\\ud800"', /not JSON/, ['exited']],
    ['exits', 'import os\ndef solve(tools):\n    os._exit(7)', /without an answer \(exit code 7/, ['exited']],
    ['calls sys.exit', 'import sys\ndef solve(tools):\n    sys.exit(7)', /SystemExit: 7/, ['exited']],
    [
      'computes for too long',
      'def solve(tools):\n    while True: pass',
      /without an answer/,
      ['cpu-limit', 'signalled'],
    ],
    [
      'floods its output',
      'import os\ndef solve(tools):\n    while True: os.write(1, b"x" * 65536)',
      /without an answer/,
      ['output-limit', 'cpu-limit', 'signalled'],
    ],
    [
      'floods the channel',
      'import os\ndef solve(tools):\n    while True: os.write(tools._channel._output, b"x" * 65536)',
      /broke the channel/,
      ['exited'],
    ],
    [
      'sends nonsense',
      'import os\ndef solve(tools):\n    os.write(tools._channel._output, b"nonsense\\n")',
      /broke the channel/,
      ['exited'],
    ],
  ] as const) {
    if (!thorough && !dependOnDriver.includes(what)) continue;
    test(`a program that ${what} has crashed`, async () => {
      const result = crashed(await attempt(environment, body));
      assert.match(result.message, message);
      assert.ok((endings as readonly string[]).includes(result.ending), result.ending);
      assert.deepEqual(result.calls, []);
    });
  }

  test('an abort ends an attempt as an abort', async () => {
    const controller = new AbortController();
    const running = attempt(environment, 'import time\ndef solve(tools):\n    time.sleep(600)', {
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 300);
    await assert.rejects(running, { name: 'AbortError' });
  });
}
