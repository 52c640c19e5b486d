/** Two programs read what tape prints, one in the laboratory and one behind a verdict: the same ids, the same outcomes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readTap } from '@touchstone/verifiers';

const suite = fileURLToPath(
  new URL('../../../synth/src/code/toolchains/javascript/suite.mjs', import.meta.url),
);
const file = 'test.mjs';
const folder = mkdtempSync(join(tmpdir(), 'touchstone-tap-'));
after(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'touchstone_record.mjs'), '');

/** What the laboratory's program reports of a test file that prints this. */
function labReads(text: string): { test: string; outcome: string }[] {
  writeFileSync(join(folder, file), `process.stdout.write(${JSON.stringify(text)});\n`);
  const { stdout, stderr, status } = spawnSync(process.execPath, [suite], {
    cwd: folder,
    input: JSON.stringify({ files: [file], code: [], cover: false, secondsMax: 60 }),
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  const { tests, outcomes } = JSON.parse(stdout.trim()) as { tests: string[]; outcomes: string[] };
  return tests.map((test, index) => ({ test, outcome: outcomes[index] as string }));
}

/** A verdict tells a test that is expected to fail from one that is left out; for the laboratory neither counts. */
function verifierReads(text: string): { test: string; outcome: string }[] {
  return readTap(file, text).results.map(({ test, outcome }) => ({
    test,
    outcome: outcome === 'expected-failure' ? 'skipped' : outcome,
  }));
}

const printed = `TAP version 13
# parses a query
ok 1 should be strictly equal
not ok 2 keeps { "a": 1 } - and \\ as they are
  ---
    operator: equal
    expected: |-
      'ok 7 not a result'
# not a comment of a test
    actual: |-
      'not ok 8'
  ...
ok 3 should be strictly equal
#   white space around a name\t
ok 4   and around a message${'  '}
ok 5
# SKIP left out
# parses a query
ok 6 again under the first name
not ok 7 later # TODO
ok 8 never # SKIP no locale here
ok 9 speaks of # skipping, which is no directive
ok10 no result
  ok 11 indented
not ok 12 ünïcode → 漢字 😀
not  ok 13 no result
console noise ok 14
# 
ok 15 under no name

1..15
# tests 15
# pass  9
# fail  2
`;

test('the laboratory and the verifier read the same ids and outcomes from what tape prints', () => {
  const expected = verifierReads(printed);
  assert.equal(expected.length, 11);
  assert.deepEqual(new Set(expected.map(({ outcome }) => outcome)), new Set(['passed', 'failed', 'skipped']));
  assert.deepEqual(labReads(printed), expected);
});

test('they read the same where the lines end with a carriage return, or the text ends in a diagnosis', () => {
  for (const text of [
    printed.replaceAll('\n', '\r\n'),
    printed.slice(0, printed.indexOf("'not ok 8'")),
    printed.trimEnd(),
    '',
  ])
    assert.deepEqual(labReads(text), verifierReads(text));
});
