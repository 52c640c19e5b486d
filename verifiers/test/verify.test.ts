import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  SandboxFault,
  type JsonObject,
  type Rows,
  type Submission,
  type Verdict,
} from '@touchstone/contracts';
import { verify, verifyMany } from '../src/index.ts';
import { localDriver, type Step } from './support/local-driver.ts';
import { testPorts } from './support/ports.ts';
import { closeTicket, functionTask, stateTask, ticketRows, ticketTools, typedTask } from './support/tasks.ts';

const answer = (value: unknown): Submission => ({ kind: 'answer', answer: value as never });
const world = { tools: ticketTools, rows: ticketRows };
const summary = (verdict: Verdict) =>
  verdict.outcome === 'rejected' ? `rejected: ${verdict.reason}` : verdict.outcome;

describe('typed answers', () => {
  test('are accepted in any form of the right value and rejected otherwise, with the path that failed', async () => {
    const { task, secret } = typedTask(
      { kind: 'record', fields: { total: { kind: 'integer' }, day: { kind: 'date' } } },
      { total: 1342, day: '2012-04-03' },
    );
    const given = [
      { total: '1,342', day: '2012-4-3' },
      { total: 1341, day: '2012-04-03' },
      { total: 1342 },
      { total: 1342, day: '2012-04-03', accepted: true },
    ];
    const verdicts = await verifyMany(task, secret, given.map(answer), testPorts());
    assert.deepEqual(verdicts.map(summary), [
      'accepted',
      'rejected: $.total',
      'rejected: malformed',
      'rejected: malformed',
    ]);
  });

  test('open no sandbox', async () => {
    const { task, secret } = typedTask({ kind: 'integer' }, 89);
    const ports = testPorts();
    assert.equal((await verify(task, secret, answer('89'), ports)).outcome, 'accepted');
    assert.equal(ports.usage().sandboxRuns, 0);
  });

  test('abstain where the expected value itself is unusable', async () => {
    const { task, secret } = typedTask({ kind: 'integer' }, 'eighty-nine');
    const verdict = await verify(task, secret, answer(89), testPorts());
    assert.equal(verdict.outcome, 'abstained');
    assert.equal(verdict.reward, null);
    assert.equal(verdict.outcome === 'abstained' && verdict.fault.code, 'expected-malformed');
  });

  test('abstain where the task names a version that is not here', async () => {
    const { task, secret } = typedTask({ kind: 'integer' }, 89);
    const future = { ...secret, verifier: { ...secret.verifier, version: 99 } };
    const verdict = await verify(task, future, answer(89), testPorts());
    assert.equal(verdict.outcome === 'abstained' && verdict.fault.code, 'verifier-version');
  });

  test('of the wrong kind, too deep, too large or no JSON are malformed', async () => {
    const { task, secret } = typedTask({ kind: 'text' }, 'x');
    let deep: unknown = 'x';
    for (let i = 0; i < 50_000; i++) deep = [deep];
    const bad: Submission[] = [
      { kind: 'state', calls: [], answer: 'x' },
      answer(deep),
      answer('x'.repeat(3_000_000)),
      answer('\ud800'),
      answer(Number.NaN),
    ];
    const verdicts = await verifyMany(task, secret, bad, testPorts());
    assert.deepEqual(verdicts.map(summary), Array(5).fill('rejected: malformed'));
  });
});

describe('verification functions', () => {
  test('share one fresh process and judge each submission by its criteria', async () => {
    const { task, secret } = functionTask();
    const ports = testPorts();
    const given = [[11, 19], [19, 11], [3, 26], [15, 15], 'thirty', []];
    const verdicts = await verifyMany(task, secret, given.map(answer), ports);
    assert.deepEqual(verdicts.map(summary), [
      'accepted',
      'accepted',
      'rejected: sum',
      'rejected: two',
      'rejected: malformed',
      'rejected: two',
    ]);
    assert.equal(ports.driver.opened, 1);
  });

  test('give the same verdicts many at once as one by one', async () => {
    const { task, secret } = functionTask(`
seen = []
${'def verify(case):'}
    seen.append(case["answer"])
    case["data"]["numbers"].append(sum(case["answer"]))
    import random
    return [["two", len(seen) == 1, ""], ["listed", len(case["data"]["numbers"]) == 6, ""], ["sum", random.random() < 0.9, str(random.random())]]
`);
    const given = [[1], [2], [3, 4]].map(answer);
    const together = await verifyMany(task, secret, given, testPorts());
    const alone = await Promise.all(given.map((submission) => verify(task, secret, submission, testPorts())));
    assert.deepEqual(together, alone);
    assert.deepEqual(together.map(summary), ['accepted', 'accepted', 'accepted']);
  });

  test('cannot be forged through what the program prints of a submission', async () => {
    const { task, secret } = functionTask(`
def verify(case):
    print('{"nonce": "x", "event": "end", "case": 0, "criteria": []}')
    print(case["answer"])
    return [["two", False, str(case["answer"])], ["listed", True, ""], ["sum", True, ""]]
`);
    const verdict = await verify(task, secret, answer([1]), testPorts());
    assert.equal(summary(verdict), 'rejected: two');
  });

  for (const [how, criteria] of [
    ['misses a criterion', '[["two", True, ""], ["listed", True, ""]]'],
    ['returns one twice', '[["two", True, ""], ["two", True, ""], ["listed", True, ""], ["sum", True, ""]]'],
    [
      'returns an unknown one',
      '[["two", True, ""], ["listed", True, ""], ["sum", True, ""], ["x", True, ""]]',
    ],
    ['returns another shape', '{"accepted": True}'],
    ['returns a number for a truth value', '[["two", 1, ""], ["listed", True, ""], ["sum", True, ""]]'],
  ] as const) {
    test(`abstain when the program ${how}`, async () => {
      const { task, secret } = functionTask(`def verify(case):\n    return ${criteria}\n`);
      const verdict = await verify(task, secret, answer([1]), testPorts());
      assert.equal(verdict.outcome === 'abstained' && verdict.fault.code, 'verifier-criteria');
    });
  }
});

describe('blame', () => {
  const marked = (act: string) => `
def verify(case):
    if case["answer"] == [666]:
        ${act}
    good = case["answer"] in ([11, 19], [19, 11])
    return [["two", good, ""], ["listed", good, ""], ["sum", good, ""]]
`;
  const others = [answer([11, 19]), answer([666]), answer([1])];

  for (const [what, act, reason] of [
    ['crashes the program', 'raise ValueError("boom")', 'crashes-verifier'],
    ['ends the process', 'import os; os.abort()', 'crashes-verifier'],
    ['recurses without end', 'f = lambda: f(); f()', 'crashes-verifier'],
    ['uses up the memory', 'x = bytearray(8 * 10**9)', 'memory-limit'],
  ] as const) {
    test(`a submission that ${what} twice is rejected, and its neighbours are judged`, async () => {
      const { task, secret } = functionTask(marked(act));
      const verdicts = await verifyMany(task, secret, others, testPorts());
      assert.deepEqual(verdicts.map(summary), ['accepted', `rejected: ${reason}`, 'rejected: two']);
      assert.equal(verdicts[1]?.reward, 0);
    });
  }

  test('a submission that makes the program loop is rejected for its CPU time', async () => {
    const { task, secret } = functionTask(marked('\n        while True: pass'));
    const verdicts = await verifyMany(task, secret, others, testPorts());
    assert.deepEqual(verdicts.map(summary), ['accepted', 'rejected: cpu-limit', 'rejected: two']);
  });

  test('a program that always crashes abstains: the reference does not pass either', async () => {
    const { task, secret } = functionTask('def verify(case):\n    raise ValueError("always")\n');
    const verdict = await verify(task, secret, answer([11, 19]), testPorts());
    assert.equal(verdict.outcome === 'abstained' && verdict.fault.code, 'verifier-failed');
  });

  test('a program that does not load abstains', async () => {
    const { task, secret } = functionTask('def verify(case:\n');
    const verdict = await verify(task, secret, answer([11, 19]), testPorts());
    assert.equal(verdict.outcome === 'abstained' && verdict.fault.code, 'verifier-runner');
  });

  test('a sandbox that dies at any step gives no number, whatever was handed in', async () => {
    const { task, secret } = functionTask(marked('raise ValueError("boom")'));
    for (const fatal of ['open', 'putFiles', 'exec-before', 'exec-after'] satisfies Step[]) {
      for (const nth of [1, 2]) {
        let reached = 0;
        const driver = localDriver((step) => {
          if (step === fatal && ++reached === nth) {
            throw new SandboxFault(`injected death at ${fatal}`, { code: 'sandbox-died', retryable: true });
          }
        });
        const verdict = await verify(task, secret, answer([666]), testPorts({ driver }));
        assert.equal(verdict.outcome, 'abstained', `${fatal} ${nth}`);
        assert.equal(verdict.reward, null);
        assert.equal(verdict.masked, true);
      }
    }
  });

  test('the wall-clock backstop abstains, however far the submission came', async () => {
    const { task, secret } = functionTask();
    const ports = testPorts();
    const open = ports.driver.open.bind(ports.driver);
    ports.driver.open = async (request) => {
      const sandbox = await open(request);
      const exec = sandbox.exec.bind(sandbox);
      sandbox.exec = async (command) => {
        const result = await exec(command);
        const lines = Buffer.from(result.stdout).toString('utf8').split('\n').slice(0, 3).join('\n');
        return { ...result, ending: 'wall-limit', exitCode: null, stdout: Buffer.from(lines) };
      };
      return sandbox;
    };
    const [first, second] = await verifyMany(task, secret, [answer([11, 19]), answer([3, 26])], ports);
    assert.equal(first?.outcome, 'accepted', 'what had been judged before stands');
    assert.equal(second?.outcome === 'abstained' && second.fault.code, 'wall-limit');
  });

  test("an abort is the caller's: it is thrown and no verdict", async () => {
    const { task, secret } = functionTask();
    const ports = { ...testPorts(), signal: AbortSignal.abort() };
    await assert.rejects(verify(task, secret, answer([1]), ports), { name: 'AbortError' });
  });
});

describe('state', () => {
  const close = (id: unknown) => ({ tool: 'close_ticket', arguments: { id } as never });
  const state = (calls: { tool: string; arguments: never }[], value: number): Submission => ({
    kind: 'state',
    calls,
    answer: value,
  });

  test('is reached by replaying the calls on a fresh world, each submission for itself', async () => {
    const { task, secret } = stateTask();
    const ports = testPorts(world);
    const given = [
      state([close(1)], 1),
      state([close(2)], 1),
      state([close(1), close(2)], 1),
      state([], 1),
      state([close(1)], 2),
      state([close(1)], 1),
    ];
    const verdicts = await verifyMany(task, secret, given, ports);
    assert.deepEqual(verdicts.map(summary), [
      'accepted',
      'rejected: closed',
      'rejected: others-untouched',
      'rejected: closed',
      'rejected: told',
      'accepted',
    ]);
    assert.equal(ports.usage().sandboxRuns, 2);
  });

  test('is not changed by unknown tools, hidden operations or calls that fail', async () => {
    const { task, secret } = stateTask();
    const noise = ['snapshot', 'reset', 'verify', '__class__'].map((tool) => ({
      tool,
      arguments: {} as never,
    }));
    const verdict = await verify(
      task,
      secret,
      state([...noise, close(3), close('1'), close(1)], 1),
      testPorts(world),
    );
    assert.equal(summary(verdict), 'accepted');
  });

  test('with more calls than the budget allows is malformed', async () => {
    const { task, secret } = stateTask();
    const verdict = await verify(
      task,
      secret,
      state(
        Array.from({ length: 11 }, () => close(1)),
        1,
      ),
      testPorts(world),
    );
    assert.equal(summary(verdict), 'rejected: malformed');
  });

  test('abstains when the world is lost, and rejects a call that ends it again beside the reference', async () => {
    const { task, secret } = stateTask();
    let deaths = 0;
    const fatal = (deathsMax: number) => ({
      rows: ticketRows,
      tools: {
        close_ticket: (rows: Rows, args: JsonObject) => {
          if (args.id !== 666) return closeTicket(rows, args);
          if (deaths++ >= deathsMax) throw new Error('no such ticket');
          throw new SandboxFault('the world is gone', { code: 'sandbox-died', retryable: true });
        },
      },
    });
    const once = await verify(task, secret, state([close(666)], 1), testPorts(fatal(1)));
    assert.equal(once.outcome, 'abstained');
    deaths = 0;
    const twice = await verify(task, secret, state([close(666)], 1), testPorts(fatal(2)));
    assert.equal(summary(twice), 'rejected: kills-sandbox');
  });
});
