/** Entries of change logs keep the contract of a family; a pair whose tests ask for what no report can give is refused. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createRng, hashText, isRefusal } from '@touchstone/contracts';
import { familyById, propose, replay } from '@touchstone/synth';
import { noWebs } from '../src/absent-ports.ts';
import { openGround } from './support/game-ports.ts';

const ground = await openGround();
after(() => ground[Symbol.asyncDispose]());
const ports = { ...ground.ports, webs: noWebs };
const saltKey = 'releases';
const family = familyById('code.releases');
const randomSeed = 20_261_124;
const game = { ...ports, randomSeed, item: 0, rng: createRng('releases'), salt: hashText('salt') };

describe('family code.releases', () => {
  test('the items of a seed are its entries in some order, each once, and then it is exhausted', async () => {
    const offered: string[] = [];
    for (let item = 0; ; item++) {
      const state = (await family.begin({ ...game, item })) as { offered: string } | { code: string };
      if (isRefusal(state)) {
        assert.equal(state.code, 'exhausted');
        break;
      }
      offered.push((state as { offered: string }).offered);
    }
    assert.ok(offered.length >= 30, `${offered.length}`);
    assert.equal(new Set(offered).size, offered.length);
  });

  // Small suites, one of each language: every draft runs them some ten times.
  for (const entry of ['parse-time-offset', 'minimist-string-aliases'])
    test(`${entry} is drafted, the same again from its lineage, with the fix in the secret half alone`, async () => {
      const item = await itemOf(entry);
      const draft = await propose(family, { ...ports, randomSeed, item, saltKey });
      assert.ok(!isRefusal(draft), JSON.stringify(draft));
      const again = await replay(family, draft.secret.lineage, { ...ports, saltKey });
      assert.ok(!isRefusal(again));
      assert.deepEqual(again.task, draft.task);
      assert.deepEqual(again.secret, draft.secret);
      const { verifier, trials } = draft.secret;
      assert.ok(verifier.executor === 'tests' && verifier.controls.length >= 3);
      assert.ok(verifier.passToPass.length > 2 * verifier.failToPass.length);
      assert.ok(trials.wrong.length >= 2, 'nothing done, and at least one half mend');
      assert.ok(!draft.task.instruction.includes('{{'));
    });
});

async function itemOf(entry: string): Promise<number> {
  for (let item = 0; ; item++) {
    const state = (await family.begin({ ...game, item })) as { offered: string };
    assert.ok(!isRefusal(state), `no item is about ${entry}`);
    if (state.offered === entry) return item;
  }
}
