import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyPatch, isRefusal, type SandboxFile } from '@touchstone/contracts';
import { treeSubmission } from './tree-submission.ts';

const filesOf = (tree: Record<string, string | Uint8Array>): SandboxFile[] =>
  Object.entries(tree).map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? Buffer.from(content) : content,
  }));

const before = {
  'src/a.py': 'one\ntwo\n',
  'src/b.py': 'b\n',
  'setup.cfg': '[x]\n',
  'tests/test_a.py': 't\n',
};

const patchOf = (after: Record<string, string | Uint8Array>, paths: string[]): string => {
  const submission = treeSubmission(filesOf(before), filesOf(after), paths);
  assert.equal(submission.kind, 'tree');
  return submission.kind === 'tree' ? submission.patch : '';
};

test('changes, new files and removed files under the paths are one patch that gives the tree again', () => {
  const after = {
    'src/a.py': 'one\n2\n',
    'src/new/c.py': 'c',
    'setup.cfg': '[y]\n',
    'tests/test_a.py': 't\n',
  };
  const patch = patchOf(after, ['src/', 'setup.cfg']);
  const tree = applyPatch(new Map(Object.entries(before)), patch);
  assert.ok(!isRefusal(tree));
  assert.deepEqual(Object.fromEntries(tree), after);
});

test('what lies elsewhere is left out, also where a name begins alike', () => {
  const after = {
    ...before,
    'tests/test_a.py': 'changed\n',
    'src.py': 'x\n',
    'setup.cfg.bak': 'x\n',
    'new.txt': 'x',
  };
  assert.equal(patchOf(after, ['src/', 'setup.cfg']), '');
});

test('a file that is no text, or whose name no patch can hold, is no change', () => {
  const binary = { 'src/a.py': Uint8Array.of(0, 1), 'src/new.bin': Uint8Array.of(0xff) };
  const after = { ...before, ...binary, 'src/a\n+++ b/setup.cfg': 'x\n' };
  assert.equal(patchOf(after, ['src/']), '');
});
