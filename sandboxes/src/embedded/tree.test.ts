import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ended } from './messages.ts';
import { bytesOf } from './testing.ts';
import { DiskFull, FileTree, PathTaken } from './tree.ts';

const ended: Ended = {
  kind: 'ended',
  exitCode: 0,
  outOfMemory: false,
  diskRefused: false,
  files: [],
  folders: [],
  links: [],
  deleted: [],
};
const names = (tree: FileTree): string[] => tree.snapshot().files.map((file) => file.path);

test('a tree takes over what a program changed, made and deleted', () => {
  const tree = new FileTree(10_000);
  tree.put(['work/a', 'work/b', 'work/c'].map((path) => ({ path, bytes: bytesOf('old') })));
  const files = [
    { path: 'work/b', bytes: 3 },
    { path: 'tmp/d', bytes: 2 },
  ];
  tree.merge(
    { ...ended, files, folders: ['work/e'], links: [{ path: 'work/l', target: 'a' }], deleted: ['work/c'] },
    bytesOf('new42'),
  );
  const { contents, folders, links } = tree.snapshot();
  assert.deepEqual(names(tree), ['work/a', 'work/b', 'tmp/d']);
  assert.deepEqual(
    contents.map((bytes) => Buffer.from(bytes).toString()),
    ['old', 'new', '42'],
  );
  assert.deepEqual([folders, links], [['work/e'], [{ path: 'work/l', target: 'a' }]]);
});

test('a full tree refuses and stays as it was', () => {
  const tree = new FileTree(2000);
  tree.put([{ path: 'work/a', bytes: new Uint8Array(100) }]);
  assert.throws(() => tree.put([{ path: 'work/b', bytes: new Uint8Array(2000) }]), DiskFull);
  const files = [{ path: 'work/b', bytes: 2000 }];
  assert.throws(() => tree.merge({ ...ended, files }, new Uint8Array(2000)), DiskFull);
  assert.deepEqual(names(tree), ['work/a']);
});

test('empty files and folders count, so that a bomb of them ends', () => {
  const tree = new FileTree(2000);
  const folders = ['work/1', 'work/2', 'work/3', 'work/4'];
  assert.throws(() => tree.merge({ ...ended, folders }, new Uint8Array(0)), DiskFull);
});

test('a file is not put where a link or a folder is, nor below a link or a file', () => {
  const tree = new FileTree(100_000);
  tree.put([{ path: 'work/folder/file', bytes: bytesOf('') }]);
  tree.merge(
    { ...ended, folders: ['work/folder', 'work/empty'], links: [{ path: 'work/link', target: '/tmp' }] },
    bytesOf(''),
  );
  for (const path of [
    'work/folder',
    'work/empty',
    'work/link',
    'work/link/x',
    'work/folder/file/x',
    'work',
  ]) {
    assert.throws(() => tree.put([{ path, bytes: bytesOf('') }]), PathTaken, path);
  }
  assert.throws(
    () => tree.put(['work/n', 'work/n/x'].map((path) => ({ path, bytes: bytesOf('') }))),
    PathTaken,
  );
  tree.put([{ path: 'work/folder/file', bytes: bytesOf('again') }]);
});
