/** qs 6.14.0: query strings with nested objects. */
import type { Library } from '../../library.ts';
import { callsHarness } from '../javascript-calls/calls.ts';
import { cuts, draw } from './queries.ts';
import { keep, tellings } from './stories.ts';

export const qs: Library = {
  source: 'npm:qs@6.14.0',
  name: 'qs',
  language: 'javascript',
  code: ['lib/'],
  tests: {
    runner: 'tape',
    files: ['test/parse.js', 'test/stringify.js', 'test/utils.js'],
    support: ['test/empty-keys-cases.js'],
    importFrom: '',
  },
  kept: ['package.json', 'README.md', 'LICENSE.md'],
  harness: callsHarness({
    opening: () => [`const qs = require('qs');`],
    load: `import qs from './lib/index.js';
const api = { 'qs.parse': qs.parse, 'qs.stringify': qs.stringify };
const worded = /limit exceeded|depth exceeded|Encoder has|must be|The charset/;
`,
    about: { 'qs.parse': 'parsing a query', 'qs.stringify': 'writing a query' },
    draw,
    cuts,
    tellings,
    keep,
  }),
};
