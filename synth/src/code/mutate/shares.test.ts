import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Game, Tree } from '@touchstone/contracts';
import type { Library } from '../library.ts';
import type { Toolchain } from '../toolchain.ts';
import { apart, bugsOf, itemsOfShare, shareCount } from './shares.ts';
import type { Site, Study } from './study.ts';
import type { Judging } from './verdicts.ts';

/** Lines `0`, `1`… in one file, ten characters each; every change of one shows in its own way and makes the test fail. */
function judgingOf(lines: number, harmless: readonly number[] = []): Judging {
  const text = Array.from({ length: lines }, (_, at) => `${String(at).padStart(8, '0')};\n`).join('');
  const sites = Array.from({ length: lines }, (_, at): Site => {
    const [start, end] = [at * 10, at * 10 + 8];
    const body = { start, end, emptied: '' };
    const within = { name: `f${at}`, path: 'a.py', start, end, body, without: [] };
    return {
      ...{ path: 'a.py', start, end, operator: 'boundary', line: at + 1, rewrite: null, tests: [0] },
      ...{ text: harmless.includes(at) ? '00000000' : `changed${at}`, within },
    };
  });
  const source = { id: 'pypi:a@1' } as Study['source'];
  const tests = ['t.py::test_a', 't.py::test_b', 't.py::test_c', 't.py::test_d'];
  const study: Study = {
    ...{ source, sites, controls: [], tree: new Map([['a.py', text]]) },
    suite: { tests, writtenIn: tests.map(() => 't.py'), covered: new Map() },
  };
  const seen = (tree: Tree) => (tree.get('a.py') ?? '').replaceAll(/0000\d{4};\n/g, '');
  const toolchain: Pick<Toolchain, 'operators' | 'observe' | 'run'> = {
    operators: [],
    observe: (_, variants, scenarios) =>
      Promise.resolve(variants.map((tree) => scenarios.map(() => [{ value: seen(tree) }]))),
    run: (_, __, asked) => Promise.resolve({ passed: [], failed: [...asked], missing: [] }),
  };
  const library = { source: 'pypi:a@1', harness: { draw: () => ({ steps: [] }) } } as unknown as Library;
  return { library, study, toolchain: toolchain as Toolchain, game: { randomSeed: 1 } as Game };
}

async function itemsOf(judging: Judging): Promise<(readonly Site[])[]> {
  const all: (readonly Site[])[] = [];
  for (let share = 0; share < shareCount(judging); share++)
    for await (const bugs of itemsOfShare(share, judging)) all.push(bugs);
  return all;
}

test('every bug comes alone once and in a pair at most once, and no harmless change comes at all', async () => {
  const items = await itemsOf(judgingOf(100, [3, 50]));
  const timesIn = (count: number) => {
    const starts = items
      .filter(({ length }) => length === count)
      .flatMap((bugs) => bugs.map(({ start }) => start));
    assert.equal(new Set(starts).size, starts.length);
    return starts.length;
  };
  assert.equal(timesIn(1), 98);
  assert.ok(timesIn(2) >= 94, `${timesIn(2)} bugs come in pairs`);
  assert.ok(items.every((bugs) => bugs.every(({ start }) => start !== 30 && start !== 500)));
});

test('the bugs of a pair stand in different functions', async () => {
  const items = await itemsOf(judgingOf(60));
  for (const [first, second] of items) if (first && second) assert.ok(apart(first, second));
});

test('an item has the same bugs whatever was asked for before it', async () => {
  const places = [0, 7, 31, 64, 90, 5000];
  const asked = async (ranks: readonly number[]) => {
    const judging = judgingOf(100);
    const found = new Map<number, unknown>();
    for (const rank of ranks)
      found.set(rank, (await bugsOf(rank, judging))?.map(({ start }) => start) ?? null);
    return places.map((rank) => found.get(rank));
  };
  const forwards = await asked(places);
  assert.deepEqual(await asked(places.toReversed()), forwards);
  assert.equal(forwards.at(-1), null);
});
