/** JUnit XML, the form in which test results are passed on, from results of hidden tests. */
import { fileOf } from './run-plan.ts';
import type { TestResult } from './suite-run.ts';

/** One suite a file, tests in the order given. Without times: results must repeat. */
export function toJUnit(results: readonly TestResult[]): string {
  const files = [...new Set(results.map(({ test }) => fileOf(test)))];
  const suites = files.map((file) =>
    suite(
      file,
      results.filter(({ test }) => fileOf(test) === file),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts(results)}>\n${suites.join('')}</testsuites>\n`;
}

function suite(file: string, results: readonly TestResult[]): string {
  return `  <testsuite name="${escape(file)}" ${counts(results)}>\n${results.map(testCase).join('')}  </testsuite>\n`;
}

function testCase({ test, outcome }: TestResult): string {
  const file = fileOf(test);
  const name = test.slice(file.length).replace(/^(::| > )/, '');
  const opening = `    <testcase classname="${escape(file)}" name="${escape(name)}"`;
  switch (outcome) {
    case 'passed':
      return `${opening}/>\n`;
    case 'failed':
      return `${opening}><failure message="failed"/></testcase>\n`;
    case 'missing':
      return `${opening}><error message="did not run"/></testcase>\n`;
    case 'skipped':
    case 'expected-failure':
      return `${opening}><skipped message="${outcome}"/></testcase>\n`;
  }
}

function counts(results: readonly TestResult[]): string {
  const count = (...outcomes: TestResult['outcome'][]) =>
    results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return `tests="${results.length}" failures="${count('failed')}" errors="${count('missing')}" skipped="${count('skipped', 'expected-failure')}"`;
}

/** Characters that XML 1.0 cannot hold become U+FFFD. */
function escape(text: string): string {
  return text
    .toWellFormed()

    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
