/** object-inspect: values as text. */
import type { ReleaseEntry } from '../entry.ts';

const names = [
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
  'inspect',
  'lowbyte',
  'number',
  'quoteStyle',
  'toStringTag',
  'undef',
  'values',
];
const opening = ["const inspect = require('object-inspect');"];

export const objectInspectEntries: readonly ReleaseEntry[] = [
  {
    id: 'object-inspect-quotes',
    before: 'npm:object-inspect@1.13.2',
    after: 'npm:object-inspect@1.13.3',
    library: {
      name: 'object-inspect',
      language: 'javascript',
      code: ['index.js', 'util.inspect.js'],
      tests: { runner: 'tape', files: names.map((name) => `test/${name}.js`), support: [], importFrom: '' },
      kept: ['package.json', 'readme.markdown', 'LICENSE'],
    },
    changeLog: {
      path: 'CHANGELOG.md',
      quote: '[Fix] `quoteStyle`: properly escape only the containing quotes',
    },
    report: `
Our test reports print strings with \`quoteStyle: 'double'\`, and people copy them into code. Strings with quotes in them come out broken:

\`\`\`js
const inspect = require('object-inspect');
console.log(inspect('say "hi"', { quoteStyle: 'double' }))
console.log(inspect("it's", { quoteStyle: 'double' }))
\`\`\`

prints

\`\`\`
{{now 0}}
{{now 1}}
\`\`\`

The first is no valid string, the second has a backslash that nobody needs. It should be

\`\`\`
{{then 0}}
{{then 1}}
\`\`\`

So: the quotes that surround the string are escaped in it, and only those. Backslashes and control characters are escaped as before, backticks never, and single quotes remain the default.
`,
    example: {
      opening: [
        ...opening,
        'class Text extends String { [Symbol.for("nodejs.util.inspect.custom")]() { return String(this); } }',
      ],
      steps: [
        `new Text(inspect('say "hi"', { quoteStyle: 'double' }))`,
        `new Text(inspect("it's", { quoteStyle: 'double' }))`,
      ],
    },
    failToPass: ['test/quoteStyle.js > quoteStyle option > '],
    cases: (rng) =>
      Array.from({ length: 120 }, (_, index) => {
        const own = rng.fork(String(index));
        const text = () =>
          own.pick([
            `'say "hi"'`,
            `"it's"`,
            `'plain'`,
            `'both \\' and "'`,
            `'back\\\\slash'`,
            "'tick ` mark'",
            `'new\\nline "x"'`,
            `'\\u0001"'`,
            `''`,
          ]);
        const value = own.pick([
          text(),
          `[${text()}, ${text()}]`,
          `{ a: ${text()} }`,
          `new Map([[${text()}, 1]])`,
          `{ ${text()}: 2 }`,
        ]);
        const style = own.pick([
          `, { quoteStyle: 'double' }`,
          `, { quoteStyle: 'double' }`,
          `, { quoteStyle: 'single' }`,
          '',
          `, { quoteStyle: 'double', maxStringLength: 4 }`,
        ]);
        return { opening, steps: [`inspect(${value}${style})`] };
      }),
  },
];
