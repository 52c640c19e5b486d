/**
 * Runs test files with tape, a process each, and says how each assertion ended; asked to, also which lines of the library
 * each test ran. Reads JSON {files, code, cover, secondsMax} from standard input. An id is `file > comment > #n message`, the
 * n-th assertion of the file under this comment.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const tests = [];
const outcomes = [];
const covered = {};
let stopped = false;

for (const file of asked.files) {
  if (stopped) break;
  const report = `${process.cwd()}/.touchstone-${randomUUID()}`;
  const record = JSON.stringify({ code: asked.code, report, cover: asked.cover });
  const { stdout, error } = spawnSync(
    process.execPath,
    ['--no-warnings', '--import', './touchstone_record.mjs', file],
    {
      env: { ...process.env, TOUCHSTONE_RECORD: record },
      timeout: asked.secondsMax * 1000,
      killSignal: 'SIGKILL',
      maxBuffer: 64_000_000,
      encoding: 'utf8',
    },
  );
  // One endless loop is known after one file: the others would only cost as much again.
  stopped = error !== undefined;
  const byComment = new Map();
  read(file, stdout ?? '', byComment);
  if (existsSync(report)) {
    keep(JSON.parse(readFileSync(report, 'utf8')), byComment);
    rmSync(report);
  }
}

process.stdout.write(`\n${JSON.stringify({ tests, outcomes, covered })}\n`);

function read(file, text, byComment) {
  const counts = new Map();
  let comment = '';
  let inDiagnosis = false;
  for (const line of text.split('\n')) {
    if (/^ {2}---/.test(line)) inDiagnosis = true;
    if (/^ {2}\.\.\./.test(line)) inDiagnosis = false;
    if (inDiagnosis) continue;
    if (line.startsWith('# ')) comment = line.slice(2).trim();
    const found = /^(not ok|ok) \d+ ?(.*)$/.exec(line);
    if (!found) continue;
    const number = (counts.get(comment) ?? 0) + 1;
    counts.set(comment, number);
    const message = found[2].trim();
    byComment.set(comment, [...(byComment.get(comment) ?? []), tests.length]);
    tests.push(`${file} > ${comment} > #${number} ${message}`);
    outcomes.push(
      / # (skip|todo)\b/i.test(` ${message}`) ? 'skipped' : found[1] === 'ok' ? 'passed' : 'failed',
    );
  }
}

function keep(report, byComment) {
  for (const [comment, files] of Object.entries(report))
    for (const [path, lines] of Object.entries(files)) {
      const ofFile = (covered[path] ??= {});
      for (const line of lines) (ofFile[line] ??= []).push(...(byComment.get(comment.trim()) ?? []));
    }
}
