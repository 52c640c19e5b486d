/** The families that ask invented archives, through the real tools: the reference reads only records and reaches the answer of the simulation. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import {
  canonicalJson,
  isProgram,
  isRefusal,
  type AnyFamily,
  type Draft,
  type Json,
  type JsonObject,
  type Program,
} from '@touchstone/contracts';
import { families, propose } from '@touchstone/synth';
import { verify } from '@touchstone/verifiers';
import { onlyTables, openGround } from './support/game-ports.ts';
import { verifyPortsOver } from './support/verify-ports.ts';

const ground = await openGround();
after(() => ground[Symbol.asyncDispose]());
const { driver, webs } = ground;
const drafting = onlyTables();
/** One item in the first archive and one in another; where an archive has no case left for it, the next. */
const items = [3, 90];
const itemsTried = 20;

for (const family of families.filter(({ category, needs }) => category === 'search' && needs.length === 0))
  describe(`archive family ${family.id}`, () => {
    for (const item of items)
      test(`the reference of an item from ${item} on reads its way to the answer, and not without the records that it must cite`, async () => {
        const draft = await firstDraft(family, item);
        const { reference, trials, verifier } = draft.secret;
        assert.ok(isProgram(reference) && verifier.executor === 'typed-answer');
        const right = await run(draft, reference, []);
        assert.equal(right.verdict, 'accepted', JSON.stringify(right));
        assert.ok(right.toolCalls <= draft.task.budget.toolCallsMax, `${right.toolCalls} calls`);
        const { required } = (verifier.expected as { sources: { required: [string, string][] } }).sources;
        for (const [id] of required)
          assert.notEqual(values(await run(draft, reference, [id])), values(right), `without ${id}`);
        for (const solver of trials.solvers.filter(({ expect }) => expect === 'fails'))
          assert.equal((await run(draft, solver, [])).verdict, 'rejected', solver.name);
      });
  });

async function firstDraft(family: AnyFamily, from: number): Promise<Draft> {
  for (let item = from; item < from + itemsTried; item++) {
    const draft = await propose(family, { ...drafting, randomSeed: 4, item, saltKey: 'test' });
    if (!isRefusal(draft)) return draft;
    assert.equal(draft.code, 'no-case-left', draft.reason);
  }
  return assert.fail(`no draft from ${itemsTried} items`);
}

/** What was answered, apart from the citations: nobody can cite what is hidden. */
function values({ answer }: { answer: Json }): string {
  return canonicalJson({ ...(answer as JsonObject), sources: null });
}

async function run(draft: Draft, program: Program, withoutDocuments: string[]) {
  const ports = verifyPortsOver(draft, driver, { webs });
  const result = await ports.attempts.attempt(draft.task.environment, program, {
    access: 'full',
    withoutDocuments,
  });
  if (result.outcome === 'crashed')
    return { verdict: 'rejected', toolCalls: result.toolCalls, answer: { crashed: result.message } };
  const submission = { kind: 'answer' as const, answer: result.answer satisfies Json };
  const verdict = await verify(draft.task, draft.secret, submission, ports);
  return { verdict: verdict.outcome, toolCalls: result.toolCalls, answer: result.answer };
}
