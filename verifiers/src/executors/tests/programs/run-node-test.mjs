/**
 * Runs one file of hidden tests with node:test and reports its tests on standard output as JSON lines with a nonce. One
 * line of settings on standard input: {"nonce", "file"}. The code under test shares this process: see `run_pytest.py`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';

const { nonce, file } = JSON.parse(fs.readFileSync(0, 'utf8'));
const write = fs.writeSync;
// What is tested may leave half a line behind: a report begins a line of its own.
const report = (fields) => write(1, `\n${JSON.stringify({ nonce, ...fields })}\n`);
const absolute = path.resolve(file);
const names = [];

for await (const { type, data } of run({ files: [absolute], isolation: 'none' })) {
  if (type === 'test:start') names[data.nesting] = data.name;
  if (type !== 'test:pass' && type !== 'test:fail') continue;
  // A file that does not load is told as a failed test of its name.
  if (data.nesting === 0 && data.name === absolute) {
    if (type === 'test:fail') report({ event: 'not-loaded', file });
    continue;
  }
  if (data.details.type === 'suite') continue;
  const test = [file, ...names.slice(0, data.nesting), data.name].join(' > ');
  report({ event: 'result', test, outcome: outcomeOf(type, data) });
}
report({ event: 'end' });

function outcomeOf(type, { skip, todo }) {
  if (skip !== undefined) return 'skipped';
  if (todo !== undefined) return 'expected-failure';
  return type === 'test:pass' ? 'passed' : 'failed';
}
