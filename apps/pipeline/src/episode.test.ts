import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  InputFault,
  type Submission,
  type TaskPublic,
  type ToolCall,
  type ToolHost,
  type Verdict,
} from '@touchstone/contracts';
import { openEpisode } from './episode.ts';

const accepted: Verdict = {
  outcome: 'accepted',
  reward: 1,
  masked: false,
  checks: [],
  verifier: { executor: 'typed-answer', version: 1 },
};

type Kind = 'typed' | 'state' | 'tree';

function taskOf(kind: Kind): TaskPublic {
  const answerFormat = { kind, paths: ['src/'] };
  return { budget: { toolCallsMax: 2 }, answerFormat, environment: {} } as unknown as TaskPublic;
}

/** A host whose only tool echoes; it says when it was closed. */
function echoHost() {
  const log: ToolCall[] = [];
  const state = { closed: 0 };
  const host = {
    open: () =>
      Promise.resolve({
        tools: [],
        log,
        // A tree of one file, to which every call adds a line, and a file elsewhere.
        files: () =>
          Promise.resolve(
            ['src/a.txt', 'notes.txt'].map((path) => ({
              path,
              bytes: Buffer.from('line\n'.repeat(log.length)),
            })),
          ),
        call: (call: ToolCall) => {
          log.push(call);
          return Promise.resolve({ text: JSON.stringify(call.arguments), isError: false });
        },
        [Symbol.asyncDispose]: () => {
          state.closed++;
          return Promise.resolve();
        },
      }),
  } as unknown as ToolHost;
  return { host, state, log };
}

function episodeOf(kind: Kind) {
  const { host, state, log } = echoHost();
  const handedIn: Submission[] = [];
  const request = { id: 'episode-1', taskId: 'task_1', task: taskOf(kind), solver: 'test' };
  const ports = {
    toolHost: host,
    verify: (submission: Submission) => {
      assert.equal(state.closed, 1, 'the attempt is closed before it is judged');
      handedIn.push(submission);
      return Promise.resolve(accepted);
    },
  };
  return { open: () => openEpisode(request, ports), handedIn, state, log };
}

const call: ToolCall = { tool: 'echo', arguments: { a: 1 } };

test('an episode records each call with its result, then the submission, then the verdict', async () => {
  const { open, handedIn } = episodeOf('typed');
  await using episode = await open();
  await episode.call(call);
  const record = await episode.submit(42);
  assert.deepEqual(handedIn, [{ kind: 'answer', answer: 42 }]);
  assert.deepEqual(record.events, [
    { type: 'tool-called', tool: 'echo', arguments: { a: 1 }, result: '{"a":1}', isError: false },
    { type: 'submitted', submission: { kind: 'answer', answer: 42 } },
  ]);
  assert.equal(record.verdict, accepted);
});

test('a call beyond the budget is not made and says so', async () => {
  const { open, log } = episodeOf('typed');
  await using episode = await open();
  await episode.call(call);
  await episode.call(call);
  assert.equal(episode.toolCallsLeft, 0);
  const over = await episode.call(call);
  assert.ok(over.isError);
  assert.match(over.text, /budget of 2 tool calls is used up/);
  assert.equal(log.length, 2);
});

test('for a task about state the log of the host is handed in, not what the attempt claims', async () => {
  const { open, handedIn } = episodeOf('state');
  await using episode = await open();
  await episode.call(call);
  await episode.submit({ done: true });
  assert.deepEqual(handedIn, [{ kind: 'state', calls: [call], answer: { done: true } }]);
});

test('for a task about files the change under its paths is handed in, whatever the answer says', async () => {
  const { open, handedIn } = episodeOf('tree');
  await using episode = await open();
  await episode.call(call);
  await episode.submit('I changed nothing');
  assert.deepEqual(handedIn, [
    { kind: 'tree', patch: '--- a/src/a.txt\n+++ b/src/a.txt\n@@ -0,0 +1,1 @@\n+line\n' },
  ]);
});

test('an attempt that makes its files unreadable hands in no change', async () => {
  const { host } = echoHost();
  const unreadable: ToolHost = {
    open: async () => {
      const session = await host.open({} as TaskPublic['environment']);
      let asked = 0;
      return Object.assign(session, {
        files: () =>
          asked++ === 0
            ? Promise.resolve([])
            : Promise.reject(new InputFault('too many', { code: 'tree-unreadable' })),
      });
    },
  };
  const handedIn: Submission[] = [];
  const verify = (submission: Submission) => (handedIn.push(submission), Promise.resolve(accepted));
  const request = { id: 'episode-1', taskId: 'task_1', task: taskOf('tree'), solver: 'test' };
  await using episode = await openEpisode(request, { toolHost: unreadable, verify });
  await episode.submit(null);
  assert.deepEqual(handedIn, [{ kind: 'tree', patch: '' }]);
});

test('after the submission neither a call nor a second submission is taken', async () => {
  const { open } = episodeOf('typed');
  await using episode = await open();
  await episode.submit(1);
  await assert.rejects(episode.submit(2), /has ended/);
  await assert.rejects(episode.call(call), /has ended/);
});

test('an episode that is left without a submission closes its tools once', async () => {
  const { open, state } = episodeOf('typed');
  {
    await using episode = await open();
    await episode.call(call);
  }
  assert.equal(state.closed, 1);
});
