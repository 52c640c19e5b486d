import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusal, type AnyFamily, type Draft } from '@touchstone/contracts';
import { createDraftItems } from './draft-items.ts';
import { noLab, noRepositories, noWebs } from './absent-ports.ts';
import { siblingsMax } from './limits.ts';

/** Items divisible by three are refused; every play is counted. */
function countingFamily() {
  const plays: number[] = [];
  const family = {
    id: 'interpreter.counting',
    version: 1,
    category: 'interpreter',
    sources: [],
    kinds: {},
    begin: ({ item }: { item: number }) => {
      plays.push(item);
      return Promise.resolve(item % 3 === 0 ? refusal('no', 'divisible by three') : { item });
    },
    finish: (state: unknown) => Promise.resolve(state as Draft),
  } as unknown as AnyFamily;
  return { family, plays };
}

const ports = {
  webs: noWebs,
  repositories: noRepositories,
  lab: noLab,
  tables: { read: () => Promise.reject(new Error('not read here')) },
  signal: new AbortController().signal,
};

test('siblings are the next lower items that were not refused, nearest first', async () => {
  const { family } = countingFamily();
  const items = createDraftItems({ randomSeed: 1, saltKey: 'k' }, ports);
  const found = await items.siblings(family, 10);
  assert.equal(found.length, siblingsMax);
  assert.deepEqual(found.slice(0, 3), [{ item: 8 }, { item: 7 }, { item: 5 }]);
  assert.deepEqual(await items.siblings(family, 1), []);
});

test('a draft is played once however often it is asked for', async () => {
  const { family, plays } = countingFamily();
  const items = createDraftItems({ randomSeed: 1, saltKey: 'k' }, ports);
  await Promise.all([items.draft(family, 5), items.draft(family, 5), items.siblings(family, 6)]);
  assert.deepEqual(plays.sort(), [0, 1, 2, 3, 4, 5]);
});

test('a fault while drafting is not remembered as the answer', async () => {
  let failures = 1;
  const { family } = countingFamily();
  const flaky = {
    ...family,
    begin: (game: never) => (failures-- > 0 ? Promise.reject(new Error('network')) : family.begin(game)),
  } as AnyFamily;
  const items = createDraftItems({ randomSeed: 1, saltKey: 'k' }, ports);
  await assert.rejects(items.draft(flaky, 1), /network/);
  assert.deepEqual(await items.draft(flaky, 1), { item: 1 });
});
