// Runs every test. Arguments are files or folders; without any, the whole repository.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { modernNode, root } from './node.mjs';

const wanted = process.argv.slice(2);
const files = globSync('{contracts,synth,verifiers,sandboxes,db,apps}/**/*.test.ts', {
  cwd: root,
  exclude: (path) => String(path).includes('node_modules'),
})
  .filter((file) => wanted.length === 0 || wanted.some((prefix) => file.startsWith(prefix)))
  .sort();
if (files.length === 0) {
  console.error(`No test file starts with ${wanted.join(' or ')}.`);
  process.exit(64);
}
const { status } = spawnSync(
  modernNode(),
  [
    '--disable-warning=ExperimentalWarning',
    '--test',
    '--test-concurrency=2',
    '--test-timeout=600000',
    ...files,
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
