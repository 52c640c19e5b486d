/** Patches of an exported folder, in Python, and those of the platform are made and applied alike. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { applyPatch, isRefusal, patchBetween } from '@touchstone/contracts';
import fc from 'fast-check';

const skip = spawnSync('python3', ['--version']).status !== 0 && 'NOT RUN: there is no python3 here';
const sources = fileURLToPath(new URL('../src/export/dir/python/', import.meta.url));

const line = fc.constantFrom(
  'a',
  'b',
  'c',
  '',
  '--- a/x',
  '+++ b/x',
  '-- sql',
  '@@ -1 +1 @@',
  'ß\u2028ß',
  'cr\r',
  '\\ x',
);
const text = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 14 }), fc.boolean())
  .map(([lines, ends]) => (ends ? `${lines.join('\n')}\n` : lines.join('\n')))
  .filter((content) => content !== '');
const tree = fc.dictionary(fc.constantFrom('a.py', 'lib/b.py', 'lib/c d.js', 'README'), text);

function inPython<T>(program: string, input: unknown): T {
  const ran = spawnSync('python3', ['-c', program], {
    cwd: sources,
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  assert.equal(ran.status, 0, ran.stderr);
  return JSON.parse(ran.stdout) as T;
}

test('each applies what the other made, over 600 pairs of trees', { skip }, () => {
  const pairs = fc.sample(fc.tuple(tree, tree), { numRuns: 600, seed: 11 });
  const cases = pairs.map(([before, after]) => ({
    before,
    after,
    patch: patchBetween(new Map(Object.entries(before)), new Map(Object.entries(after))),
  }));
  const results = inPython<{ applied: Record<string, string>; made: string }[]>(
    `
import json, sys
from patch_tree import apply_patch, patch_between
print(json.dumps([
    {"applied": apply_patch(case["before"], case["patch"]), "made": patch_between(case["before"], case["after"])}
    for case in json.load(sys.stdin)
]))`,
    cases,
  );
  cases.forEach(({ before, after, patch }, index) => {
    const { applied, made } = results[index] as (typeof results)[number];
    assert.deepEqual(applied, { ...after }, patch);
    const here = applyPatch(new Map(Object.entries(before)), made);
    assert.ok(!isRefusal(here), isRefusal(here) ? `${here.reason}\n${made}` : '');
    assert.deepEqual(Object.fromEntries(here), { ...after }, made);
  });
});

test('both refuse a patch that was made for another tree', { skip }, () => {
  const triples = fc.sample(fc.tuple(tree, tree, tree), { numRuns: 300, seed: 12 });
  const cases = triples.map(([before, after, other]) => ({
    other,
    patch: patchBetween(new Map(Object.entries(before)), new Map(Object.entries(after))),
  }));
  const theirs = inPython<(Record<string, string> | null)[]>(
    `
import json, sys
from patch_tree import apply_patch
def attempt(case):
    try:
        return apply_patch(case["other"], case["patch"])
    except ValueError:
        return None
print(json.dumps([attempt(case) for case in json.load(sys.stdin)]))`,
    cases,
  );
  let refused = 0;
  cases.forEach(({ other, patch }, index) => {
    const here = applyPatch(new Map(Object.entries(other)), patch);
    if (isRefusal(here)) refused++;
    assert.deepEqual(theirs[index], isRefusal(here) ? null : Object.fromEntries(here), patch);
  });
  assert.ok(refused > 150, `${refused} refused`);
});
