import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { normalised, referenceHunks } from './reference-hunks.ts';

const before = `def popped(heap):
    last = heap.pop()
    if heap:
        smallest = heap[0]
        heap[0] = last
        return smallest
    return last
`;
const after = before.replace(
  '        return smallest\n',
  '        sift_up(heap, 0)\n        return smallest\n',
);

test('a change of one line is looked for with what stands around it, and nothing that the public tree holds', () => {
  const { runs } = referenceHunks(new Map([['a.py', before]]), new Map([['a.py', after]]));
  assert.deepEqual(runs, [
    'smallest=heap[0]\nheap[0]=last\nsift_up(heap,0)',
    'heap[0]=last\nsift_up(heap,0)\nreturnsmallest',
    'sift_up(heap,0)\nreturnsmallest\nreturnlast',
  ]);
});

test('what the public tree holds elsewhere is no secret', () => {
  const elsewhere = new Map([
    ['a.py', before],
    ['b.py', after],
  ]);
  assert.deepEqual(referenceHunks(elsewhere, new Map([...elsewhere, ['a.py', after]])).runs, []);
});

test('a change that only takes lines away is looked for by what then meets', () => {
  const { runs } = referenceHunks(new Map([['a.py', after]]), new Map([['a.py', before]]));
  assert.deepEqual(runs, [
    'smallest=heap[0]\nheap[0]=last\nreturnsmallest',
    'heap[0]=last\nreturnsmallest\nreturnlast',
  ]);
});

test('white space, quotes and comments do not count', () => {
  assert.deepEqual(normalised("a = 'x'  # why\n\n\t// all of it\r\nurl = 'a//b'\n"), ['a="x"', 'url="a//b"']);
});

test('the search finds runs in files and archives, in other words of the same code, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-image-'));
  try {
    const { runs } = referenceHunks(new Map([['a.py', before]]), new Map([['a.py', after]]));
    const retold = after.replaceAll('    ', '\t').replace('heap[0] = last', 'heap[0]=last  # put back');
    writeFileSync(join(folder, 'vendored.py'), `x = "\xe9"\n${retold}`, 'latin1');
    writeFileSync(join(folder, 'packed.gz'), gzipSync(after));
    writeFileSync(join(folder, 'broken.py'), before);
    writeFileSync(join(folder, 'damaged.zip'), 'PK\x03\x04 not an archive');
    const program = readFileSync(new URL('../python/find_in_image.py', import.meta.url), 'utf8')
      .replace('ROOT = "/"', `ROOT = ${JSON.stringify(folder)}`)
      .replace('RUNS = []', () => `RUNS = ${JSON.stringify(runs)}`);
    const output = execFileSync(
      'python3',
      ['-c', `${program}\nimport json\nprint(json.dumps(solve(None)))`],
      { encoding: 'utf8' },
    );
    const report = JSON.parse(output) as {
      hits: { run: number; path: string }[];
      files: number;
      unread: string[];
    };
    const places = report.hits.map(({ run, path }) => `${run} ${path.slice(folder.length + 1)}`).toSorted();
    assert.deepEqual(places, [
      '0 packed.gz!',
      '0 vendored.py',
      '1 packed.gz!',
      '1 vendored.py',
      '2 packed.gz!',
      '2 vendored.py',
    ]);
    assert.equal(report.files, 4);
    assert.deepEqual(report.unread, [join(folder, 'damaged.zip')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
