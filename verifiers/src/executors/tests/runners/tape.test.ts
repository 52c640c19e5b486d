import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTap } from './tape.ts';

const tap = `TAP version 13
noise
# one
ok 1 should be strictly equal
not ok 2 the sum
  ---
    operator: equal
    expected: 2
  ...
# two
ok 3 should be strictly equal # SKIP
# one
ok 4 - parses {

1..4
# tests 4
`;

test('an assertion is named by its comment and its number under that comment', () => {
  const { results, planned } = readTap('test/x.js', tap);
  assert.ok(planned);
  assert.deepEqual(results, [
    { test: 'test/x.js > one > #1 should be strictly equal', outcome: 'passed' },
    { test: 'test/x.js > one > #2 the sum', outcome: 'failed' },
    { test: 'test/x.js > two > #1 should be strictly equal # SKIP', outcome: 'skipped' },
    { test: 'test/x.js > one > #3 - parses {', outcome: 'passed' },
  ]);
});

test('output that breaks off has no plan', () => {
  assert.equal(readTap('x.js', tap.split('\n1..4')[0] as string).planned, false);
  assert.deepEqual(readTap('x.js', ''), { results: [], planned: false });
});
