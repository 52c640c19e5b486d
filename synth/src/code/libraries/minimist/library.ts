/** minimist 1.2.8: arguments of a command line as an object. */
import type { Library } from '../../library.ts';
import { callsHarness } from '../javascript-calls/calls.ts';
import { draw, cuts } from './command-lines.ts';
import { keep, telling } from './stories.ts';

const tests = ['all_bool', 'bool', 'dash', 'default_bool', 'dotted', 'kv_short', 'long', 'num', 'parse'];
const more = ['parse_modified', 'proto', 'short', 'stop_early', 'unknown', 'whitespace'];

export const minimist: Library = {
  source: 'npm:minimist@1.2.8',
  name: 'minimist',
  language: 'javascript',
  code: ['index.js'],
  tests: {
    runner: 'tape',
    files: [...tests, ...more].map((name) => `test/${name}.js`),
    support: [],
    importFrom: '',
  },
  kept: ['package.json', 'README.md', 'LICENSE', 'example/parse.js'],
  harness: callsHarness({
    opening: () => [`const parseArgs = require('minimist');`],
    load: `import parseArgs from './index.js';\nconst api = { parseArgs };\nconst worded = /^$/;\n`,
    about: { parseArgs: 'parsing the arguments' },
    draw,
    cuts,
    tellings: { parseArgs: telling },
    keep,
  }),
};
