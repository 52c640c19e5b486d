import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toJUnit } from './junit.ts';

test('results become JUnit XML by file, with what XML cannot hold replaced', () => {
  const xml = toJUnit([
    { test: 'tests/test_x.py::TestC::test_m["<a>"]', outcome: 'passed' },
    { test: 'test/y.js > a & b', outcome: 'failed' },
    { test: 'test/y.js > c\u0000', outcome: 'missing' },
    { test: 'test/y.js > d', outcome: 'skipped' },
  ]);
  assert.equal(
    xml,
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="1" errors="1" skipped="1">
  <testsuite name="tests/test_x.py" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="tests/test_x.py" name="TestC::test_m[&#34;&#60;a&#62;&#34;]"/>
  </testsuite>
  <testsuite name="test/y.js" tests="3" failures="1" errors="1" skipped="1">
    <testcase classname="test/y.js" name="a &#38; b"><failure message="failed"/></testcase>
    <testcase classname="test/y.js" name="c\ufffd"><error message="did not run"/></testcase>
    <testcase classname="test/y.js" name="d"><skipped message="skipped"/></testcase>
  </testsuite>
</testsuites>
`,
  );
});
