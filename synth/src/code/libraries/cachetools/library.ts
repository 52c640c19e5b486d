/** cachetools 5.5.2: caches with a rule for what leaves them, and decorators that use them. */
import { readFileSync } from 'node:fs';
import { withFewerSteps, type Library } from '../../library.ts';
import { drawNear, drawScenario } from './scenario.ts';
import { show } from './show.ts';
import { tell } from './stories.ts';

const tests = [
  'cache',
  'cached',
  'cachedmethod',
  'fifo',
  'func',
  'keys',
  'lfu',
  'lru',
  'mru',
  'rr',
  'tlru',
  'ttl',
];

export const cachetools: Library = {
  source: 'pypi:cachetools@5.5.2',
  name: 'cachetools',
  language: 'python',
  code: ['src/cachetools/'],
  tests: {
    runner: 'pytest',
    files: tests.map((name) => `tests/test_${name}.py`),
    support: ['tests/__init__.py'],
    importFrom: 'src',
  },
  kept: ['README.rst', 'LICENSE', 'pyproject.toml', 'docs/index.rst'],
  harness: {
    program: readFileSync(new URL('./harness.py', import.meta.url), 'utf8'),
    draw: drawScenario,
    near: drawNear,
    smaller: withFewerSteps,
    show,
    tell,
  },
};
