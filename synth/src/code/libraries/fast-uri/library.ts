/** fast-uri 3.1.0: URIs taken apart, put together, resolved, normalised and compared. */
import type { Library } from '../../library.ts';
import { callsHarness } from '../javascript-calls/calls.ts';
import { cuts, draw } from './addresses.ts';
import { keep, tellings } from './stories.ts';

const tests = [
  'equal',
  'parse',
  'resolve',
  'rfc-3986',
  'serialize',
  'uri-js-compatibility',
  'uri-js',
  'util',
];

export const fastUri: Library = {
  source: 'npm:fast-uri@3.1.0',
  name: 'fast-uri',
  language: 'javascript',
  code: ['index.js', 'lib/'],
  tests: {
    runner: 'tape',
    files: tests.map((name) => `test/${name}.test.js`),
    support: ['test/fixtures/'],
    importFrom: '',
  },
  kept: ['package.json', 'README.md', 'LICENSE', 'types/index.d.ts'],
  harness: callsHarness({
    opening: () => [`const uri = require('fast-uri');`],
    load: `import uri from './index.js';
const { parse, serialize, resolve, normalize, equal } = uri;
const api = { 'uri.parse': parse, 'uri.serialize': serialize, 'uri.resolve': resolve, 'uri.normalize': normalize, 'uri.equal': equal };
const worded = /^(URI|URN|UUID|HTTP|Host|URI can|URI path|URI is)/;
`,
    about: {
      'uri.parse': 'taking an address apart',
      'uri.serialize': 'putting an address together',
      'uri.resolve': 'resolving a reference',
      'uri.normalize': 'normalising an address',
      'uri.equal': 'comparing addresses',
    },
    draw,
    cuts,
    tellings,
    keep,
  }),
};
