/** The families that ask invented archives, through the real tools: the reference reads only records and reaches the answer of the simulation. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import {
  canonicalJson,
  isProgram,
  isRefusal,
  type Draft,
  type Json,
  type JsonObject,
  type Program,
} from '@touchstone/contracts';
import {
  WebShelf,
  createAttemptRunner,
  createTableStore,
  createToolHost,
  openDriver,
} from '@touchstone/sandboxes';
import { families, propose } from '@touchstone/synth';
import { verify } from '@touchstone/verifiers';
import { noLab, noRepositories, noWebs } from '../src/absent-ports.ts';
import { blobsOf } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { countingDriver } from '../src/counting-driver.ts';

const { home } = readConfig();
const driver = await openDriver({ name: 'auto', home, poolSize: 1 });
const webs = new WebShelf({ home, driver: () => Promise.resolve(driver) });
after(async () => {
  webs[Symbol.dispose]();
  await driver[Symbol.asyncDispose]();
});

const drafting = {
  webs: noWebs,
  tables: createTableStore({ home }),
  repositories: noRepositories,
  lab: noLab,
  signal: new AbortController().signal,
};
/** One item in the first archive and one in another. */
const items = [3, 90];

for (const family of families.filter(({ category, needs }) => category === 'search' && needs.length === 0))
  describe(`archive family ${family.id}`, () => {
    for (const item of items)
      test(`the reference of item ${item} reads its way to the answer, and not without the records that it must cite`, async () => {
        const draft = await propose(family, { ...drafting, randomSeed: 4, item, saltKey: 'test' });
        if (isRefusal(draft)) return assert.equal(draft.code, 'no-case-left');
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

/** What was answered, apart from the citations: nobody can cite what is hidden. */
function values({ answer }: { answer: Json }): string {
  return canonicalJson({ ...(answer as JsonObject), sources: null });
}

async function run(draft: Draft, program: Program, withoutDocuments: string[]) {
  const blobs = blobsOf(draft);
  const toolHost = createToolHost({ driver, blobs, webs });
  const attempts = createAttemptRunner({ driver, toolHost, blobs });
  const result = await attempts.attempt(draft.task.environment, program, {
    access: 'full',
    withoutDocuments,
  });
  if (result.outcome === 'crashed')
    return { verdict: 'rejected', toolCalls: result.toolCalls, answer: { crashed: result.message } };
  const counted = countingDriver(driver);
  const ports = { driver: counted, toolHost, attempts, blobs, usage: () => counted.usage() };
  const submission = { kind: 'answer' as const, answer: result.answer satisfies Json };
  const verdict = await verify(draft.task, draft.secret, submission, ports);
  return { verdict: verdict.outcome, toolCalls: result.toolCalls, answer: result.answer };
}
