/** Each fault of ours, injected into real parts: it never becomes a number, and what was acknowledged is kept. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson, Fault, taskSecretSchema, type TaskSecret } from '@touchstone/contracts';
import { openEpisodesRequestSchema, type ApiVerdict } from '@touchstone/contracts/api';
import { readOutcomes, readSecrets } from '@touchstone/db';
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import type { Opened } from '../src/serve/opening.ts';
import { isAlive, killAll, portersBelow } from './support/porters.ts';
import { publishDrafts, removeHome, temporaryHome } from './support/publish-drafts.ts';
import { answerOf, killableDriver, rightSubmission, serve, solve, trainer } from './support/serving.ts';

const driver = await killableDriver();
const home = temporaryHome();
/** Holds the embedded server, and starts it again when asked after it was killed. */
const keeper = compose(readConfig({ ...process.env, DATABASE_URL: '', TOUCHSTONE_HOME: home }));
const database = await keeper.database();
const {
  'general.equipment-loans': [general = '', broken = ''] = [],
  'interpreter.chances': [interpreter = ''] = [],
} = await publishDrafts(keeper, { 'general.equipment-loans': 2, 'interpreter.chances': 1 });
after(async () => {
  await keeper[Symbol.asyncDispose]();
  await removeHome(home);
});

const request = (task: string, fields: object = {}) =>
  openEpisodesRequestSchema.parse({ task, solver: 'a model', ...fields });

function assertAbstained(told: ApiVerdict, boundary: string): void {
  assert.equal(told.outcome, 'abstained', JSON.stringify(told));
  assert.deepEqual([told.reward, told.masked, told.fault?.boundary], [null, true, boundary]);
}

async function stored(id: string): Promise<{ state: string; verdict: ApiVerdict | null; events: number }> {
  const { rows } = await database.serve.run((sql) =>
    sql.$client.query<{ state: string; verdict: string | null; events: number }>(
      `SELECT state, verdict, (SELECT count(*)::int FROM touchstone.episode_events WHERE episode_id = id) AS events
       FROM touchstone.episodes WHERE id = $1`,
      [id],
    ),
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`${id} is lost`);
  return { ...row, verdict: row.verdict === null ? null : (JSON.parse(row.verdict) as ApiVerdict) };
}

/** While it runs, every sandbox of this process dies. */
async function whileSandboxesDie<T>(act: Promise<T>): Promise<T> {
  const ended = act.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([ended, sleep(10, false)]))) killAll(portersBelow(process.pid));
  return act;
}

test('an attempt whose tools die ends abstained, and says so in what is asked next', async () => {
  for (const task of [general, interpreter]) {
    await using serving = await serve(keeper, { driver });
    const opened = await serving.house.openGroup(request(task), trainer, null);
    const id = opened.episodes[0]?.id ?? '';
    killAll(portersBelow(process.pid));
    const call = { tool: opened.tools[0]?.name ?? '', arguments: task === interpreter ? { code: '1' } : {} };
    const ended = (thrown: unknown) => thrown instanceof Fault && thrown.code === 'episode-ended';
    await assert.rejects(serving.house.call(id, call, trainer, 'call'), ended);
    await assert.rejects(serving.house.call(id, call, trainer, 'call'), ended);
    const { verdict } = await serving.house.status(id, trainer);
    assertAbstained(verdict as ApiVerdict, 'sandbox');
    assert.equal(verdict?.fault?.retryable, true);
    assert.equal((await serving.house.openGroup(request(task), trainer, null)).episodes.length, 1);
  }
});

test('a verification whose sandboxes die abstains', async () => {
  await using serving = await serve(keeper, { driver });
  const right = await rightSubmission(database, general);
  const { episodes } = await serving.house.openGroup(request(general), trainer, null);
  const id = episodes[0]?.id ?? '';
  if (right.kind === 'state')
    for (const call of right.calls) await serving.house.call(id, call, trainer, null);
  const told = await whileSandboxesDie(serving.house.submit(id, answerOf(right), trainer, 'submit'));
  assertAbstained(told, 'sandbox');
  assert.deepEqual((await stored(id)).verdict, told);
  const [verdict] = await whileSandboxesDie(
    serving.verify({ batch: { items: [{ task: general, submission: right }] }, caller: trainer, key: null }),
  );
  assertAbstained(verdict as ApiVerdict, 'sandbox');
});

test('a verification that takes too long is ours', async () => {
  await using serving = await serve(keeper, { driver, verificationMs: 1 });
  const { episodes } = await serving.house.openGroup(request(general), trainer, null);
  const told = await solve(serving, episodes[0]?.id ?? '', await rightSubmission(database, general));
  assertAbstained(told, 'verifier');
  assert.equal(told.fault?.code, 'verification-timeout');
});

test('a verifier that crashes by itself abstains; one that a submission crashes rejects it', async () => {
  await using serving = await serve(keeper, { driver });
  const [secret] = await readSecrets(database.verify, [broken]);
  const right = await rightSubmission(database, broken);
  const attempt = async (submission = right) => {
    const { episodes } = await serving.house.openGroup(request(broken), trainer, null);
    return solve(serving, episodes[0]?.id ?? '', submission);
  };
  const crash = 'import os\n_verify = verify\ndef verify(case):\n    ';
  const withProgram = async (addition: string) => {
    const { verifier } = secret as TaskSecret;
    assert.ok(verifier.executor === 'state');
    const changed = { ...secret, verifier: { ...verifier, program: `${verifier.program}\n${addition}` } };
    const document = canonicalJson(taskSecretSchema.parse(changed));
    await database.verify.run((sql) =>
      sql.$client.query('UPDATE touchstone.task_secrets SET document = $2 WHERE task_id = $1', [
        broken,
        document,
      ]),
    );
  };
  await withProgram(`${crash}os.abort()\n`);
  assertAbstained(await attempt(), 'verifier');
  await withProgram(`${crash}os.abort() if case["answer"] == "boom" else None\n    return _verify(case)\n`);
  const told = await serving.verify({
    batch: {
      items: [right, { ...right, answer: 'boom' }].map((submission) => ({
        task: broken,
        submission: submission,
      })),
    },
    caller: trainer,
    key: null,
  });
  assert.equal(told[0]?.reward, 1);
  // Malformed by the answer's schema, or the crash itself: a rejection either way, and its own doing.
  assert.equal(told[1]?.outcome, 'rejected');
  await withProgram('');
});

test('with the database gone nothing is told that is not stored, and afterwards nothing is done twice', async () => {
  await using parts = compose(
    readConfig({ ...process.env, DATABASE_URL: urlOf(home), TOUCHSTONE_HOME: home }),
  );
  await using serving = await serve(parts, { driver, patienceMs: 6_000 });
  const right = await rightSubmission(database, general);
  const { episodes, tools } = await serving.house.openGroup(request(general, { n: 2 }), trainer, null);
  const [called = '', submitted = ''] = episodes.map(({ id }) => id);
  if (right.kind === 'state')
    for (const call of right.calls) await serving.house.call(submitted, call, trainer, null);
  process.kill(serverProcessId(home), 'SIGKILL');

  const call = () =>
    serving.house.call(called, { tool: tools[0]?.name ?? '', arguments: {} }, trainer, 'call');
  const lost = (thrown: unknown) =>
    thrown instanceof Fault && thrown.boundary === 'database' && thrown.retryable;
  const [, told] = await Promise.all([
    assert.rejects(call(), lost),
    serving.house.submit(submitted, answerOf(right), trainer, 'submit'),
    assert.rejects(serving.house.openGroup(request(general), trainer, 'open'), lost),
  ]);
  assertAbstained(told, 'database');

  // The keeper's next statement brings the server back.
  await database.serve.run((sql) => sql.$client.query('SELECT 1'));
  assert.equal(typeof (await call()).text, 'string');
  assert.equal((await serving.house.status(called, trainer)).toolCalls, 1);
  assert.deepEqual(await serving.house.submit(submitted, answerOf(right), trainer, 'submit'), told);
  while ((await stored(submitted)).verdict === null) await sleep(50);
  assert.deepEqual((await stored(submitted)).verdict, told);
  assert.equal((await serving.house.openGroup(request(general), trainer, 'open')).episodes.length, 1);
});

test('a process that is killed leaves abstentions, no sandbox, and requests that work again', async (t) => {
  const child = await holder(t, general, '');
  const sandboxes = portersBelow(child.pid);
  assert.ok(sandboxes.length > 0);
  await child.kill();
  await using serving = await serve(keeper, { driver });
  while (sandboxes.some(isAlive)) await sleep(20);
  const [used = '', unused = ''] = [child.opened.used, child.opened.unused].map(
    ({ episodes }) => episodes[0]?.id ?? '',
  );
  for (const id of [used, unused]) {
    const { verdict, state } = await serving.house.status(id, trainer);
    assert.equal(state, 'abstained');
    assertAbstained(verdict as ApiVerdict, 'internal');
    assert.equal(verdict?.fault?.code, 'server-lost');
  }
  const calls = await rightSubmission(database, general);
  assert.equal((await stored(used)).events, (calls.kind === 'state' ? calls.calls.length : 0) + 1);
  // Opened and never used: the same request gets one that lives. The used one stays what it is.
  const again = await serving.house.openGroup(request(general), trainer, 'unused');
  assert.notEqual(again.episodes[0]?.id, unused);
  assert.equal((await solve(serving, again.episodes[0]?.id ?? '', calls)).reward, 1);
  const same = await serving.house.openGroup(request(general), trainer, 'used');
  assert.equal(same.episodes[0]?.id, used);
});

test('a submission whose server died before the verdict is judged when it is sent again', async (t) => {
  const child = await holder(t, broken, 'stuck');
  await child.kill();
  await using serving = await serve(keeper, { driver });
  const id = child.opened.used.episodes[0]?.id ?? '';
  const answer = answerOf(await rightSubmission(database, broken));
  const before = (await readOutcomes(database.serve, { tasks: [broken], solver: 'a model' }))[0]?.passed ?? 0;
  const submit = () => serving.house.submit(id, answer, trainer, 'submit');
  const both = Promise.all([submit(), submit()]);
  // While it is being judged there is no verdict in the database: who asks then waits for the same one.
  while ((await stored(id)).state === 'abstained') await sleep(1);
  const during = await submit();
  const [told, same] = await both;
  assert.equal(told.reward, 1);
  assert.deepEqual([same, during, await submit()], [told, told, told]);
  assert.equal((await stored(id)).state, 'accepted');
  const counted = await readOutcomes(database.serve, { tasks: [broken], solver: 'a model' });
  assert.equal((counted[0]?.passed ?? 0) - before, 1);
});

test('a server that ends lets open episodes end for a while, then ends them abstained', async () => {
  const serving = await serve(keeper, { driver });
  const { episodes } = await serving.house.openGroup(request(interpreter, { n: 2 }), trainer, null);
  const [first = '', second = ''] = episodes.map(({ id }) => id);
  const draining = serving.drain(2_000);
  await assert.rejects(
    serving.house.openGroup(request(interpreter), trainer, null),
    (thrown) => thrown instanceof Fault && thrown.code === 'draining',
  );
  const told = await serving.house.submit(
    first,
    answerOf(await rightSubmission(database, interpreter)),
    trainer,
    null,
  );
  assert.equal(told.reward, 1);
  await draining;
  const left = await stored(second);
  assertAbstained(left.verdict as ApiVerdict, 'internal');
  assert.equal(left.verdict?.fault?.code, 'server-stopping');
});

/** Of the embedded server, as a shared one that nobody here can start. */
function urlOf(folder: string): string {
  const [, , , port = '', socket = ''] = postmaster(folder);
  return `postgres://touchstone@localhost/touchstone?host=${encodeURIComponent(socket)}&port=${port}`;
}

function serverProcessId(folder: string): number {
  return Number(postmaster(folder)[0]);
}

function postmaster(folder: string): string[] {
  return readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n');
}

async function holder(t: { after: (end: () => void) => void }, task: string, mode: string) {
  const script = new URL('support/serve-holder.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, home, task, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    const opened = JSON.parse(line) as { used: Opened; unused: Opened };
    const ended = once(child, 'exit');
    return {
      pid: child.pid ?? 0,
      opened,
      async kill() {
        child.kill('SIGKILL');
        await ended;
      },
    };
  }
  throw new Error('the child ended before it said anything');
}
