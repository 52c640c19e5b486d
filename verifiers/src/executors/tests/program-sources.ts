/** The programs that run inside sandboxes, as text. */
import { readFileSync } from 'node:fs';

const read = (name: string) => readFileSync(new URL(`./programs/${name}`, import.meta.url), 'utf8');

export const programSources = {
  'run_pytest.py': read('run_pytest.py'),
  'run_harness.py': read('run_harness.py'),
  'clean.py': read('clean.py'),
  'run-node-test.mjs': read('run-node-test.mjs'),
} as const;
