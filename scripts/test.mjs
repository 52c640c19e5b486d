// Runs every test, two files at a time, each in a process of its own: a start costs 0.15 s, and sharing a process between
// the pure ones was measured to save five seconds of minutes. Arguments are files or folders; without any, the whole
// repository. Ends with node's totals, what was skipped and why, and the slowest files.
import { globSync } from 'node:fs';
import { relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { compileCache, root } from './node.mjs';

const wanted = process.argv.slice(2).map((path) => path.replace(/^\.\//, ''));
const files = globSync('{contracts,synth,verifiers,sandboxes,db,apps}/**/*.test.ts', {
  cwd: root,
  exclude: (path) => String(path).includes('node_modules'),
})
  .filter((file) => wanted.length === 0 || wanted.some((prefix) => file.startsWith(prefix)))
  // Those of whole rooms first: they are the long ones, and what comes last should be short.
  .sort((a, b) => Number(b.includes('/test/')) - Number(a.includes('/test/')) || (a < b ? -1 : 1));
if (files.length === 0) {
  console.error(`No test file starts with ${wanted.join(' or ')}.`);
  process.exit(64);
}

process.env.NODE_COMPILE_CACHE ??= compileCache;
const skipped = new Map();
const seconds = new Map();
let isWhole = false;
const tests = run({
  files,
  cwd: root,
  concurrency: 2,
  timeout: 600_000,
  execArgv: ['--disable-warning=ExperimentalWarning'],
});
tests.on('test:fail', () => (process.exitCode = 1));
tests.on('test:pass', ({ name, skip }) => {
  if (skip === undefined) return;
  const reason = skip === true || skip === '' ? 'no reason given' : skip;
  skipped.set(reason, (skipped.get(reason) ?? new Set()).add(name));
});
tests.on('test:summary', ({ file, success, duration_ms }) => {
  if (!success) process.exitCode = 1;
  if (file === undefined) isWhole = true;
  else seconds.set(relative(root, file), duration_ms / 1000);
});
tests.compose(new spec()).pipe(process.stdout);
process.on('exit', () => {
  if (!isWhole) process.exitCode = 1;
  for (const [reason, names] of skipped) console.log(`Skipped: ${[...names].join(', ')} (${reason})`);
  const slowest = [...seconds].sort((a, b) => b[1] - a[1]).slice(0, 10);
  console.log(`Slowest files: ${slowest.map(([file, took]) => `${file} ${took.toFixed(0)} s`).join(', ')}.`);
});
