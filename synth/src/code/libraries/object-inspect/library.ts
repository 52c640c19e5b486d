/** object-inspect 1.13.4: values as text. */
import type { Library } from '../../library.ts';
import { callsHarness } from '../javascript-calls/calls.ts';
import { keep, tellings } from './stories.ts';
import { cuts, draw } from './values.ts';

const tests = [
  'bigint',
  'circular',
  'deep',
  'element',
  'err',
  'fakes',
  'fn',
  'global',
  'has',
  'holes',
  'indent-option',
];
const more = ['inspect', 'lowbyte', 'number', 'quoteStyle', 'toStringTag', 'undef', 'values'];

export const objectInspect: Library = {
  source: 'npm:object-inspect@1.13.4',
  name: 'object-inspect',
  language: 'javascript',
  code: ['index.js', 'util.inspect.js'],
  tests: {
    runner: 'tape',
    files: [...tests, ...more].map((name) => `test/${name}.js`),
    support: [],
    importFrom: '',
  },
  kept: ['package.json', 'readme.markdown', 'LICENSE'],
  harness: callsHarness({
    opening: () => [`const inspect = require('object-inspect');`],
    load: `import inspectValue from './index.js';
const api = { inspect: inspectValue };
const worded = /^option "|^options? /;
`,
    about: { inspect: 'showing a value' },
    draw,
    cuts,
    tellings,
    keep,
  }),
};
