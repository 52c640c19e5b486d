/**
 * Families that ask real documents, over the committed sample: the contract of a family, and what every question must keep. The
 * sample is small and its sets are complete only in it; what the whole web gives is measured by the benches.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  canonicalJson,
  createRng,
  hashText,
  isRefusal,
  splitOf,
  type Draft,
  type Json,
} from '@touchstone/contracts';
import { familyConformance } from '@touchstone/contracts/conformance';
import { families, propose, replay } from '../src/index.ts';
import { absentPorts } from './absent-ports.ts';
import { sampleStore } from './memory-web.ts';

const saltKey = 'conformance';
const ports = { ...absentPorts, webs: sampleStore() };
const asking = families.filter(({ id }) => /^search\.(?:vital|taxa)-/.test(id));
/** Few sets of both sexes fit into the sample. */
const itemsOf = (id: string) => (id.startsWith('search.taxa-') ? 6 : 20);

for (const family of asking)
  familyConformance({
    family,
    items: itemsOf(family.id),
    propose: (randomSeed, item) => propose(family, { ...ports, randomSeed, item, saltKey }),
    replay: (lineage, carry) => replay(family, lineage, { ...ports, saltKey, carry }),
    game: { ...ports, randomSeed: 1, item: 0, rng: createRng('conformance'), salt: hashText('salt') },
  });

async function draftsOf(family: (typeof asking)[number]): Promise<Draft[]> {
  const drafts: Draft[] = [];
  for (let item = 0; item < itemsOf(family.id); item++) {
    const draft = await propose(family, { ...ports, randomSeed: 3, item, saltKey });
    if (!isRefusal(draft)) drafts.push(draft);
  }
  return drafts;
}

describe('questions to real documents', () => {
  test('say aloud what they were asked of', (context) => {
    context.diagnostic(
      'The whole web is not used here: these tests ask the committed sample of 262 documents.',
    );
  });

  for (const family of asking) {
    test(`${family.id} asks its sample, cites documents that are there, and names them by id and address`, async () => {
      const web = await ports.webs.open('vital');
      for (const { task, secret } of await draftsOf(family)) {
        assert.equal(task.environment.web?.hash, web.hash);
        for (const [id, address] of cited(secret.verifier)) assert.equal((await web.open(id))?.url, address);
      }
    });

    test(`${family.id} keeps the people and species of a question in the split of its answer`, async () => {
      for (const { secret } of await draftsOf(family)) {
        const split = splitOf(secret.splitKey);
        const others = cited(secret.verifier).filter(([id]) => splitOf(id) !== split);
        // Only what leads on may lie elsewhere: two days and a work at most.
        assert.ok(others.length <= 3, others.join());
      }
    });

    test(`${family.id} names no evidence in the licence and none in the instruction by its id`, async () => {
      for (const { task, secret } of await draftsOf(family)) {
        const shown = canonicalJson([task.licence, task.instruction]);
        for (const [id] of cited(secret.verifier)) assert.ok(!shown.includes(id), id);
        assert.equal(task.licence.spdx, 'CC-BY-SA-4.0');
      }
    });

    test(`${family.id} is told nothing in its programs that only the answer says`, async () => {
      for (const { secret } of await draftsOf(family)) {
        assert.ok('source' in secret.reference);
        const terms = secret.reference.source.split('\n')[1] as string;
        for (const [id, address] of cited(secret.verifier).slice(0, 4))
          assert.ok(!terms.includes(address) && !terms.includes(`"${id}"`), id);
      }
    });
  }
});

function cited(verifier: Draft['secret']['verifier']): [string, string][] {
  assert.equal(verifier.executor, 'typed-answer');
  const { sources } = (
    verifier as unknown as { expected: { sources: { required: [string, string][] } & Json } }
  ).expected;
  return sources.required;
}
