/** secure-json-parse 4.0.0: JSON.parse that refuses to poison prototypes. */
import type { Library } from '../../library.ts';
import { callsHarness } from '../javascript-calls/calls.ts';
import { cuts, draw } from './payloads.ts';
import { keep, tellings } from './stories.ts';

export const secureJsonParse: Library = {
  source: 'npm:secure-json-parse@4.0.0',
  name: 'secure-json-parse',
  language: 'javascript',
  code: ['index.js'],
  tests: { runner: 'tape', files: ['test/index.test.js'], support: [], importFrom: '' },
  kept: ['package.json', 'README.md', 'LICENSE', 'types/index.d.ts'],
  harness: callsHarness({
    opening: () => [`const sjson = require('secure-json-parse');`],
    load: `import sjson from './index.js';
const api = { 'sjson.parse': sjson.parse, 'sjson.safeParse': sjson.safeParse, 'sjson.scan': sjson.scan };
const worded = /^Object contains/;
`,
    about: {
      'sjson.parse': 'parsing a payload',
      'sjson.safeParse': 'parsing a payload safely',
      'sjson.scan': 'scanning an object',
    },
    draw,
    cuts,
    tellings,
    keep,
  }),
};
