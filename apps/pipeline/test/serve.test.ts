/** Episodes over real parts: an embedded database, sandboxes, drafts of real families. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Fault } from '@touchstone/contracts';
import {
  openEpisodesRequestSchema,
  openEpisodesResponseSchema,
  samplerSchema,
} from '@touchstone/contracts/api';
import { readOutcomes } from '@touchstone/db';
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { publishDrafts, removeHome, temporaryHome } from './support/publish-drafts.ts';
import {
  answerOf,
  curator,
  otherTrainer,
  rightSubmission,
  serve,
  solve,
  trainer,
} from './support/serving.ts';

const home = temporaryHome();
const parts = compose(readConfig({ ...process.env, DATABASE_URL: '', TOUCHSTONE_HOME: home }));
const database = await parts.database();
const {
  'general.equipment-loans': [general = ''] = [],
  'interpreter.chances': [interpreter = '', second = ''] = [],
} = await publishDrafts(parts, { 'general.equipment-loans': 1, 'interpreter.chances': 2 });
const serving = await serve(parts);
after(async () => {
  await serving[Symbol.asyncDispose]();
  await parts[Symbol.asyncDispose]();
  await removeHome(home);
});

const request = (fields: object) => openEpisodesRequestSchema.parse({ solver: 'a model', ...fields });
const code = (expected: string) => (thrown: unknown) => {
  assert.ok(thrown instanceof Fault, String(thrown));
  assert.equal(thrown.code, expected);
  return true;
};

test('a group of episodes of one task is opened, each with its own world, and judged on its own', async () => {
  const opened = await serving.house.openGroup(request({ task: general, n: 3 }), trainer, null);
  openEpisodesResponseSchema.parse(opened);
  assert.equal(opened.episodes.length, 3);
  assert.equal(serving.stats().worlds.hosts, 1, 'they share one process');
  const right = await rightSubmission(database, general);
  const [first, another, third] = opened.episodes.map(({ id }) => id);
  assert.equal((await solve(serving, first!, right)).outcome, 'accepted');
  // The calls of the first changed nothing in the second: handing in the answer alone is not enough.
  const told = await serving.house.submit(another!, answerOf(right), trainer, null);
  assert.equal(told.outcome, 'rejected');
  assert.equal(told.reward, 0);
  assert.equal((await serving.house.cancel(third!, trainer)).state, 'cancelled');
  assert.equal(serving.house.open, 0);
  assert.deepEqual(
    (await readOutcomes(database.serve, { tasks: [general] })).map(({ attempts, passed }) => [
      attempts,
      passed,
    ]),
    [[2, 1]],
  );
});

test('what is told says what decided and never what was expected', async () => {
  const { episodes } = await serving.house.openGroup(request({ task: interpreter }), trainer, null);
  const told = await serving.house.submit(episodes[0]!.id, { surely: 'wrong' }, trainer, null);
  assert.equal(told.outcome, 'rejected');
  for (const check of told.checks) assert.deepEqual(Object.keys(check).sort(), ['id', 'met']);
  const right = await rightSubmission(database, interpreter);
  assert.ok(!JSON.stringify(told).includes(JSON.stringify(answerOf(right))));
});

test('the same request with the same key is executed once, and with another body refused', async () => {
  const open = () => serving.house.openGroup(request({ task: general }), trainer, 'open once');
  const [opened, again] = await Promise.all([open(), open()]);
  assert.deepEqual(again, opened);
  assert.deepEqual(await open(), opened);
  await assert.rejects(
    serving.house.openGroup(request({ task: general, n: 2 }), trainer, 'open once'),
    code('idempotency-key-reused'),
  );
  // Another key's requests are its own.
  const theirs = await serving.house.openGroup(request({ task: general }), otherTrainer, 'open once');
  assert.notEqual(theirs.group, opened.group);
  await serving.house.cancel(theirs.episodes[0]!.id, otherTrainer);

  const id = opened.episodes[0]!.id;
  const [tool] = opened.tools;
  const call = { tool: tool!.name, arguments: {} };
  const answers = await Promise.all([1, 2].map(() => serving.house.call(id, call, trainer, 'call once')));
  assert.deepEqual(answers[0], answers[1]);
  assert.equal((await serving.house.status(id, trainer)).toolCalls, 1);
  await assert.rejects(
    serving.house.call(id, { ...call, arguments: { other: 1 } }, trainer, 'call once'),
    code('idempotency-key-reused'),
  );
  const submit = (answer: number) => serving.house.submit(id, answer, trainer, 'submit once');
  const [verdict, sameVerdict] = await Promise.all([submit(1), submit(1)]);
  assert.deepEqual(sameVerdict, verdict);
  assert.deepEqual(await submit(1), verdict);
  await assert.rejects(submit(2), code('idempotency-key-reused'));
  await assert.rejects(serving.house.submit(id, 1, trainer, null), code('episode-ended'));
  // Answered from the transcript now that it has ended.
  assert.deepEqual(await serving.house.call(id, call, trainer, 'call once'), answers[0]);
  await assert.rejects(serving.house.call(id, call, trainer, null), code('episode-ended'));
});

test('a transcript is read by range, as an outline or with bodies, and takes what the trainer adds', async () => {
  const { episodes } = await serving.house.openGroup(request({ task: general }), trainer, null);
  const id = episodes[0]!.id;
  const chunk = {
    messages: [{ role: 'assistant' as const, text: 'I think\nfor long' }],
    tokens: { ids: [1, 2, 3], logProbabilities: [-0.5, -1, -2], mask: [true, true, false] },
  };
  for (const _twice of [1, 2]) await serving.addToTranscript({ id, chunk, caller: trainer, key: 'chunk 1' });
  await serving.house.call(id, { tool: 'no_such_tool', arguments: {} }, trainer, null);
  await serving.house.submit(id, null, trainer, null);
  await serving.addToTranscript({ id, chunk: { ...chunk, tokens: null }, caller: trainer, key: 'chunk 2' });
  const read = (from: number, to: number, bodies: boolean) =>
    serving.pageOfTranscript({ id, from, to, bodies, caller: trainer });
  const outline = await read(0, 100, false);
  assert.deepEqual(
    outline.events.map(({ type }) => type),
    ['message', 'tool-called', 'submitted', 'verdict', 'message'],
  );
  assert.equal(outline.total, 5);
  assert.equal(outline.events[0]?.title, 'assistant: I think');
  assert.ok(outline.events.every(({ body }) => body === null));
  const [called] = (await read(1, 2, true)).events;
  assert.equal((called?.body as { tool: string }).tool, 'no_such_tool');
  await assert.rejects(
    serving.pageOfTranscript({ id, from: 0, to: 1, bodies: false, caller: otherTrainer }),
    code('episode-unknown'),
  );
  assert.equal((await serving.house.status(id, curator)).state, 'rejected');
});

test('a budget of an episode tightens the task’s own', async () => {
  const budget = { toolCallsMax: 1, resultBytesMax: 30 };
  const { episodes, tools } = await serving.house.openGroup(
    request({ task: general, budget }),
    trainer,
    null,
  );
  const id = episodes[0]!.id;
  const call = { tool: tools[0]!.name, arguments: {} };
  assert.equal((await serving.house.call(id, call, trainer, null)).toolCallsLeft, 0);
  const over = await serving.house.call(id, call, trainer, null);
  assert.equal(over.isError, true);
  assert.match(over.text, /budget of (1 tool calls|30 bytes)/);
  await serving.house.cancel(id, trainer);
});

test('an episode that is left alone ends abstained, without a number', async () => {
  const { episodes } = await serving.house.openGroup(
    request({ task: interpreter, budget: { idleSecondsMax: 0.05 } }),
    trainer,
    null,
  );
  const id = episodes[0]!.id;
  while (serving.house.open > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const { state, verdict } = await serving.house.status(id, trainer);
  assert.equal(state, 'abstained');
  assert.deepEqual([verdict?.reward, verdict?.masked, verdict?.fault?.code], [null, true, 'idle']);
});

test('a batch of submissions is judged in its order, once for one key, and counted for its solver', async () => {
  const right = await rightSubmission(database, second);
  const wrong = { kind: 'answer' as const, answer: 'no' };
  const batch = {
    solver: 'own loop',
    items: [wrong, right, wrong].map((submission) => ({ task: second, submission })),
  };
  const verify = () => serving.verify({ batch, caller: trainer, key: 'batch' });
  const verdicts = await verify();
  assert.deepEqual(
    verdicts.map(({ reward }) => reward),
    [0, 1, 0],
  );
  assert.deepEqual(await verify(), verdicts);
  const [posterior] = await serving.posteriors({ tasks: [second], solver: 'own loop' });
  assert.deepEqual([posterior?.attempts, posterior?.passed, posterior?.mean], [3, 1, 0.4]);
  const unknown = `task_${'0'.repeat(64)}`;
  await assert.rejects(
    serving.verify({ batch: { items: [{ task: unknown, submission: wrong }] }, caller: trainer, key: null }),
    code('task-unknown'),
  );
});

test('a draw is a function of seed and number, and the curriculum leaves what is always passed', async () => {
  const drawn = async (sampler: object) => {
    const opened = await serving.house.openGroup(
      request({ sampler: samplerSchema.parse(sampler), solver: 'learner' }),
      trainer,
      null,
    );
    for (const { id } of opened.episodes) await serving.house.cancel(id, trainer);
    return opened.task.id;
  };
  const sampler = { category: 'interpreter', randomSeed: 3 };
  const draws: string[] = [];
  for (let draw = 0; draw < 6; draw++) draws.push(await drawn({ ...sampler, draw }));
  assert.equal(new Set(draws).size, 2);
  assert.equal(await drawn({ ...sampler, draw: 4 }), draws[4]);
  await assert.rejects(drawn({ q: 'cat:code' }), code('nothing-to-draw'));
  await assert.rejects(
    drawn({ q: 'cat:nonsense' }),
    (thrown) => thrown instanceof Fault && thrown.boundary === 'input',
  );
});

test('a task that everybody passes is retired with its evidence, and drawn no more', async () => {
  const outcomes = [{ task: second, solver: 'strong', attempts: 400, passed: 400 }];
  for (const _twice of [1, 2]) await serving.report({ outcomes, caller: trainer, key: 'report' });
  const [posterior] = await serving.posteriors({ tasks: [second], solver: 'strong' });
  assert.equal(posterior?.attempts, 400, 'counted once');
  const state = () =>
    database.verify.run((sql) =>
      sql.$client.query<{ status: string; act: string; actor: string }>(
        `SELECT status, act, actor FROM touchstone.task_state LEFT JOIN touchstone.audit USING (task_id) WHERE task_id = $1`,
        [second],
      ),
    );
  while ((await state()).rows[0]?.status !== 'retired')
    await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual((await state()).rows, [{ status: 'retired', act: 'retire', actor: 'rule:saturated' }]);
});
