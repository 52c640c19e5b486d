/**
 * Preloaded into the process of one test file: notes which lines of the library ran before each assertion of tape and
 * leaves them, at the end, in the file that the parent named. Lines of code that ran while the file was loaded
 * belong to no test.
 */
import fs from 'node:fs';
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import path from 'node:path';

const { code, report, cover } = JSON.parse(process.env.TOUCHSTONE_RECORD);
delete process.env.TOUCHSTONE_RECORD;
const root = process.cwd() + path.sep;
const write = fs.writeFileSync;
/** Comment of the test → path → lines. */
const covered = new Map();
const sources = new Map();

if (cover) {
  const session = new inspector.Session();
  session.connect();
  const post = (method, options) => {
    let answer;
    session.post(method, options, (error, result) => {
      if (error) throw new Error(error.message);
      answer = result;
    });
    return answer;
  };
  post('Profiler.enable');
  post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

  const { Test } = createRequire(import.meta.url)('tape');
  const assert = Test.prototype._assert;
  Test.prototype._assert = function (...given) {
    note(this.name, post('Profiler.takePreciseCoverage').result);
    return assert.apply(this, given);
  };
  process.on('exit', () => {
    const lines = Object.fromEntries(
      [...covered].map(([test, files]) => [
        test,
        Object.fromEntries([...files].map(([file, ran]) => [file, [...ran]])),
      ]),
    );
    write(report, JSON.stringify(lines));
  });
}

function note(test, scripts) {
  for (const { url, functions } of scripts) {
    const file = url.startsWith('file://') ? path.relative(root, new URL(url).pathname) : '';
    if (!code.some((part) => file === part || (part.endsWith('/') && file.startsWith(part)))) continue;
    const files = covered.get(test) ?? new Map();
    covered.set(test, files);
    const lines = files.get(file) ?? new Set();
    files.set(file, lines);
    for (const line of linesOf(file, functions)) lines.add(line);
  }
}

/** Innermost ranges decide; functions that did not run since the last look say nothing. */
function linesOf(file, functions) {
  const text = sources.get(file) ?? fs.readFileSync(root + file, 'utf8');
  sources.set(file, text);
  const ran = new Uint8Array(text.length);
  for (const { ranges } of functions)
    if (ranges[0].count > 0)
      for (const { startOffset, endOffset, count } of ranges)
        ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  const lines = [];
  let line = 1;
  let some = false;
  for (let at = 0; at <= text.length; at++) {
    if (at === text.length || text[at] === '\n') {
      if (some) lines.push(line);
      line += 1;
      some = false;
    } else if (ran[at] && !/[\s{}();,]/.test(text[at])) some = true;
  }
  return lines;
}
