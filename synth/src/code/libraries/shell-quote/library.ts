/** shell-quote 1.8.3: words to a shell line and back. */
import type { Library } from '../../library.ts';
import { callsHarness } from '../javascript-calls/calls.ts';
import { cuts, draw } from './shell-lines.ts';
import { keep, tellings } from './stories.ts';

export const shellQuote: Library = {
  source: 'npm:shell-quote@1.8.3',
  name: 'shell-quote',
  language: 'javascript',
  code: ['parse.js', 'quote.js', 'index.js'],
  tests: {
    runner: 'tape',
    files: ['comment', 'env', 'env_fn', 'op', 'parse', 'quote', 'set'].map((name) => `test/${name}.js`),
    support: [],
    importFrom: '',
  },
  kept: ['package.json', 'README.md', 'LICENSE'],
  harness: callsHarness({
    opening: (names) => [`const { ${names.join(', ')} } = require('shell-quote');`],
    load: `import shell from './index.js';\nconst api = { parse: shell.parse, quote: shell.quote };\nconst worded = /^Bad substitution/;\n`,
    about: { parse: 'splitting a line', quote: 'quoting words' },
    draw,
    cuts,
    tellings,
    keep,
  }),
};
