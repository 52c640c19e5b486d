import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal, type AnyFamily, type Draft, type Game, type Rows } from '@touchstone/contracts';
import { propose, replay } from '../src/propose.ts';
import { equipmentLoansFamily } from '../src/general/worlds/equipment-loans/family.ts';
import { ferryCrewFamily } from '../src/general/worlds/ferry-crew/family.ts';
import { kidneyExchangeFamily } from '../src/general/worlds/kidney-exchange/family.ts';
import { recallFamily } from '../src/general/worlds/recall/family.ts';
import { broken, runDraft, withoutPython } from './world-runner.ts';

/** Worlds ask no port. */
const ports = { signal: new AbortController().signal } as Pick<
  Game,
  'webs' | 'tables' | 'repositories' | 'lab' | 'signal'
>;
const settings = { randomSeed: 11, saltKey: 'test', ...ports };
const families: readonly AnyFamily[] = [
  ferryCrewFamily,
  equipmentLoansFamily,
  recallFamily,
  kidneyExchangeFamily,
];

/** The first drafts of a family, in item order. */
async function draftsOf(family: AnyFamily, count: number): Promise<Draft[]> {
  const drafts: Draft[] = [];
  for (let item = 0; drafts.length < count && item < count * 5; item++) {
    const draft = await propose(family, { ...settings, item });
    if (!isRefusal(draft)) drafts.push(draft);
  }
  assert.equal(drafts.length, count, `${family.id} refuses more than four items in five`);
  return drafts;
}

for (const family of families) {
  test(
    `${family.id}: the reference and every right trial pass, each wrong trial breaks what it says`,
    { skip: withoutPython },
    async () => {
      for (const draft of await draftsOf(family, 4)) {
        const result = runDraft(draft);
        assert.equal(result.reference.attempt.error, undefined);
        assert.deepEqual(broken(result.reference.verdict), []);
        for (const verdict of result.right) assert.deepEqual(broken(verdict), []);
        for (const [index, { how, breaks }] of draft.secret.trials.wrong.entries()) {
          const found = broken(result.wrong[index]!);
          assert.ok(
            breaks ? found.includes(breaks) : found.length > 0,
            `${how}: broke ${found.join(', ') || 'nothing'}`,
          );
        }
        assert.ok(draft.secret.trials.wrong.length >= 5);
        assert.ok(draft.secret.trials.chance <= 0.05);
      }
    },
  );

  test(`${family.id}: a draft is a function of (s, i), and its moves alone give it again`, async () => {
    const [first] = await draftsOf(family, 1);
    const { item } = first!.secret.lineage;
    const again = await propose(family, { ...settings, item });
    assert.deepEqual(again, first);
    assert.deepEqual(await replay(family, first!.secret.lineage, settings), first);
    const other = await propose(family, { ...settings, randomSeed: 12, item });
    assert.notDeepEqual(other, first);
  });

  test(`${family.id}: ten tools at least, some thousand rows, instructions that differ`, async () => {
    const drafts = await draftsOf(family, 4);
    for (const draft of drafts) {
      const rows = JSON.parse(
        new TextDecoder().decode(draft.blobs.get(draft.task.environment.world!.rows)),
      ) as Rows;
      const count = Object.values(rows).reduce((sum, table) => sum + table.length, 0);
      assert.ok(count > 3000, `${count} rows`);
      assert.ok(draft.task.environment.tools.length >= 10);
    }
    assert.equal(new Set(drafts.map(({ task }) => task.instruction)).size, drafts.length);
  });
}
