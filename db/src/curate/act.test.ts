import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { TaskId } from '@touchstone/contracts';
import { actKinds, parseQuery, type ActKind, type TaskRow } from '@touchstone/contracts/api';
import fc from 'fast-check';
import { publishSamples } from '../../test/published.ts';
import { fileDatabase } from '../../test/temporary.ts';
import {
  applyAct,
  countWaiting,
  decide,
  listOps,
  listRows,
  previewAct,
  readAudit,
  readOp,
  readOpRows,
  releaseReservations,
  reserve,
  undoAct,
} from '../index.ts';

const database = await fileDatabase();
const { curate, verify } = database;
const now = new Date('2026-11-24T12:00:00.000Z');
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const examples = { random: 10, weakest: 5 };
let ids: TaskId[] = [];

before(async () => {
  ids = await publishSamples(verify, 'curation', 30);
});

async function rows(): Promise<Map<TaskId, TaskRow>> {
  const { tasks } = await listRows(curate, { terms: [], sort: 'id', limit: 500 });
  return new Map(tasks.map((row) => [row.id, row]));
}

const preview = (act: ActKind, q: string) =>
  previewAct(curate, { act, terms: parseQuery(q), q, reason: 'a test', actor: 'ada', now, examples });
const one = async (task: TaskId) => (await rows()).get(task) as TaskRow;
const decideOn = (task: TaskId, act: ActKind, revision: number, actor = 'grace') =>
  decide(curate, { task, revision, act, reason: null, actor, now });

test('a decision is refused where somebody acted since the revision that was seen', async () => {
  const task = ids[0] as TaskId;
  const { state } = await one(task);
  const op = await decideOn(task, 'approve', state.revision);
  assert.deepEqual([op.state, op.total, op.applied, op.undoable, op.q], ['done', 1, 1, true, '']);
  await assert.rejects(decideOn(task, 'reject', state.revision), { code: 'revision-moved' });
  await assert.rejects(decideOn(`task_${'0'.repeat(64)}`, 'reject', 0), { code: 'task-missing' });
  const decided = await one(task);
  assert.deepEqual(
    [decided.state.review, decided.state.reviewedBy, decided.state.revision],
    ['approved', 'grace', state.revision + 1],
  );
  await undoAct(curate, { op: op.id, actor: 'grace', now });
  const { revision, ...restored } = (await one(task)).state;
  const { revision: _, ...seen } = state;
  assert.deepEqual(restored, seen);
  assert.equal(revision, state.revision + 2);
  await assert.rejects(undoAct(curate, { op: op.id, actor: 'grace', now }), { code: 'op-state' });
});

test('an act keeps to the set that was counted, whatever comes to match afterwards', async () => {
  const approved = ids[1] as TaskId;
  await decideOn(approved, 'approve', (await one(approved)).state.revision);
  const { op, byReview, unchanged } = await preview('retire', 'review:approved');
  assert.deepEqual([op.total, byReview, unchanged], [1, { approved: 1 }, 0]);
  const late = ids[2] as TaskId;
  await decideOn(late, 'approve', (await one(late)).state.revision);
  const done = await applyAct(curate, { op: op.id, actor: 'ada', now });
  assert.equal(done.applied, 1);
  assert.deepEqual(
    [(await one(approved)).state.status, (await one(late)).state.status],
    ['retired', 'published'],
  );
  await assert.rejects(applyAct(curate, { op: op.id, actor: 'ada', now }), { code: 'op-state' });
  await undoAct(curate, { op: op.id, actor: 'ada', now });
});

test('the set acted on is the set counted and undo restores exactly, under concurrent decisions', async () => {
  const queries = [
    '',
    'split:train',
    '-split:test',
    'review:unreviewed',
    'licence:CC0-1.0',
    'review:(approved OR held)',
  ];
  const decision = fc.record({
    task: fc.nat({ max: 29 }),
    act: fc.constantFrom(...actKinds),
    when: fc.constantFrom('before apply', 'with apply', 'before undo', 'with undo'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...actKinds),
      fc.constantFrom(...queries),
      fc.array(decision, { maxLength: 8 }),
      async (act, q, decisions) => {
        const successes = new Map<TaskId, number>();
        const others = (when: string) =>
          decisions
            .filter((each) => each.when === when)
            .map(async (each) => {
              const task = ids[each.task] as TaskId;
              const { state } = await one(task);
              await decideOn(task, each.act, state.revision).then(
                () => successes.set(task, (successes.get(task) ?? 0) + 1),
                (fault: { code: string }) => assert.equal(fault.code, 'revision-moved'),
              );
            });
        const touched = new Set(decisions.map(({ task }) => ids[task] as TaskId));
        const start = await rows();
        const { op } = await preview(act, q);
        const set = new Set((await readOpRows(curate, op.id, { limit: 500 })).rows.map(({ task }) => task));
        assert.equal(set.size, op.total);

        await Promise.all(others('before apply'));
        await Promise.all([applyAct(curate, { op: op.id, actor: 'ada', now }), ...others('with apply')]);
        const applied = new Set(await tasksOf(op.id, 'applied'));
        const afterApply = await rows();
        for (const [task, { state }] of start) {
          if (touched.has(task)) continue;
          const after = afterApply.get(task)?.state;
          assert.equal(applied.has(task), set.has(task));
          if (!set.has(task)) assert.deepEqual(after, state);
          else assert.equal(after?.revision, state.revision + 1);
        }
        const done = await readOp(curate, op.id);
        assert.equal(done.applied, applied.size);
        assert.equal(done.applied + done.skipped, op.total);

        await Promise.all(others('before undo'));
        if (done.undoable)
          await Promise.all([undoAct(curate, { op: op.id, actor: 'ada', now }), ...others('with undo')]);
        const undone = new Set(await tasksOf(op.id, 'undone'));
        const end = await rows();
        for (const [task, { state }] of start) {
          const after = end.get(task)?.state as TaskRow['state'];
          const acts = (applied.has(task) ? 1 : 0) + (undone.has(task) ? 1 : 0) + (successes.get(task) ?? 0);
          assert.equal(after.revision, state.revision + acts, 'every act counts once');
          if (!touched.has(task)) assert.deepEqual({ ...after, revision: 0 }, { ...state, revision: 0 });
        }
      },
    ),
    { numRuns: 40 },
  );
});

async function tasksOf(op: string, outcome: 'applied' | 'undone'): Promise<TaskId[]> {
  return (await readOpRows(curate, op, { outcome, limit: 500 })).rows.map(({ task }) => task);
}

test('of two who undo at once one is refused, and what moved since is skipped and listed', async () => {
  const { op } = await preview('hold', '-review:held');
  await applyAct(curate, { op: op.id, actor: 'ada', now });
  const moved = (await tasksOf(op.id, 'applied'))[0] as TaskId;
  await decideOn(moved, 'reject', (await one(moved)).state.revision);
  const undoings = await Promise.allSettled([
    undoAct(curate, { op: op.id, actor: 'ada', now }),
    undoAct(curate, { op: op.id, actor: 'ada', now }),
  ]);
  assert.deepEqual(undoings.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const { rows: skipped } = await readOpRows(curate, op.id, { outcome: 'undo-skipped', limit: 10 });
  assert.deepEqual(skipped, [
    { task: moved, outcome: 'undo-skipped', why: 'It had moved on since the act.' },
  ]);
  assert.equal((await one(moved)).state.review, 'rejected');
});

test('every act is in the audit log with actor and reason, and in the history of its tasks', async () => {
  const task = ids[7] as TaskId;
  const act = (await one(task)).state.status === 'retired' ? 'restore' : 'retire';
  const { op } = await preview(act, `id:${task.slice(5, 40)}`);
  await applyAct(curate, { op: op.id, actor: 'ada', now });
  const { entries } = await readAudit(curate, { task, limit: 100 });
  assert.deepEqual(
    [entries[0]?.act, entries[0]?.actor, entries[0]?.op, entries[0]?.reason],
    ['bulk', 'ada', op.id, 'a test'],
  );
  const [first, second] = [await readAudit(curate, { limit: 1 }), await listOps(curate, { limit: 1 })];
  assert.equal(first.entries.length, 1);
  assert.equal(second.ops[0]?.id, op.id);
  assert.ok((await readAudit(curate, { limit: 1, after: first.next ?? '' })).entries[0]);
  await assert.rejects(
    curate.run((sql) => sql.$client.query('DELETE FROM touchstone.audit')),
    /permission denied/,
  );
  await undoAct(curate, { op: op.id, actor: 'ada', now });
});

test('a reservation is one person’s for its time, is renewed by its holder and is free again afterwards', async () => {
  const queue = { queue: 'unreviewed', terms: parseQuery('-review:rejected'), sort: '-risk' };
  const ask = (holder: string, at: Date, count: number, without: TaskId[] = []) =>
    reserve(curate, { ...queue, holder, now: at, until: new Date(at.getTime() + 600_000), count, without });
  const [adas, graces] = await Promise.all([ask('ada', now, 4), ask('grace', now, 4)]);
  const held = new Set([...adas, ...graces].map(({ task }) => task));
  assert.equal(held.size, 8);
  assert.deepEqual(
    (await ask('ada', minutesLater(5), 4)).map(({ task }) => task),
    adas.map(({ task }) => task),
  );
  assert.deepEqual(
    (await countWaiting(curate, { ...queue, holder: 'edsger', now: minutesLater(6) })).reservedByOthers,
    8,
  );
  assert.deepEqual(
    (await countWaiting(curate, { ...queue, holder: 'edsger', now: minutesLater(11) })).reservedByOthers,
    4,
  );
  const skipped = adas[0] as { task: TaskId };
  assert.ok(
    !(await ask('ada', minutesLater(6), 4, [skipped.task])).some(({ task }) => task === skipped.task),
  );
  const { waiting } = await countWaiting(curate, { ...queue, holder: 'edsger', now });
  assert.equal((await ask('edsger', minutesLater(30), 30)).length, waiting);
  await releaseReservations(curate, { queue: 'unreviewed', holder: 'edsger' });
});

test('the role that curates sees no secret half, no certificate and no recipe', async () => {
  for (const table of ['task_secrets', 'certificates', 'runs', 'drafts', 'blobs'])
    await assert.rejects(
      curate.run((sql) => sql.$client.query(`SELECT * FROM touchstone.${table}`)),
      /permission denied/,
    );
});
