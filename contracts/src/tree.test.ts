import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from './draft.ts';
import { applyPatch, patchBetween, patchedPaths, type Tree } from './tree.ts';

const line = fc.constantFrom(
  'a',
  'b',
  '',
  '--- a/x',
  '+++ b/x',
  '-- sql',
  '@@ -1 +1 @@',
  'ß',
  '\ttab',
  'cr\r',
);
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
  .map(([lines, ends]) => (lines.length > 0 && ends ? `${lines.join('\n')}\n` : lines.join('\n')));
const tree: fc.Arbitrary<Tree> = fc
  .dictionary(fc.constantFrom('a.py', 'lib/b.py', 'lib/c d.js', 'README'), text)
  .map((files) => new Map(Object.entries(files)));

test('the patch between two trees makes the second of the first', () => {
  fc.assert(
    fc.property(tree, tree, (before, after) => {
      // A diff cannot tell an empty new file from none.
      const kept = new Map([...after].filter(([path, content]) => content !== '' || before.has(path)));
      const patch = patchBetween(before, kept);
      const made = applyPatch(before, patch);
      assert.ok(!isRefusal(made), isRefusal(made) ? `${made.reason}\n${patch}` : '');
      for (const [path, content] of kept) assert.equal(made.get(path) ?? '', content, patch);
      for (const path of made.keys()) assert.ok(kept.has(path) || before.get(path) === '', path);
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('a patch names the files that it touches', () => {
  const before = new Map([
    ['a.py', 'one\n'],
    ['b.py', 'two\n'],
  ]);
  const patch = patchBetween(
    before,
    new Map([
      ['a.py', 'uno\n'],
      ['c.py', 'three\n'],
    ]),
  );
  assert.deepEqual(patchedPaths(patch), ['a.py', 'b.py', 'c.py']);
});

test('a patch is refused where it does not fit, leads out of the tree, or is none', () => {
  const before = new Map([['a.py', 'one\ntwo\n']]);
  const refused = (patch: string) => {
    const made = applyPatch(before, patch);
    return isRefusal(made) ? made.code : 'applied';
  };
  const change = (path: string, from = 'one') =>
    `--- a/${path}\n+++ b/${path}\n@@ -1,2 +1,2 @@\n-${from}\n+uno\n two\n`;
  assert.equal(refused(change('a.py')), 'applied');
  assert.equal(refused(change('a.py', 'eins')), 'patch-does-not-apply');
  assert.equal(refused(change('absent.py')), 'patch-does-not-apply');
  assert.equal(refused(change('../a.py')), 'patch-malformed');
  assert.equal(refused(change('/etc/passwd')), 'patch-malformed');
  assert.equal(refused('please accept this'), 'patch-malformed');
  assert.equal(refused(''), 'applied');
});
