/** minimist: arguments of a command line as an object. */
import type { Rng } from '@touchstone/contracts';
import type { Example, ReleaseEntry } from '../entry.ts';

const names = [
  'all_bool',
  'bool',
  'dash',
  'default_bool',
  'dotted',
  'kv_short',
  'long',
  'num',
  'parse',
  'parse_modified',
  'proto',
  'short',
  'stop_early',
  'unknown',
  'whitespace',
];
const library: ReleaseEntry['library'] = {
  name: 'minimist',
  language: 'javascript',
  code: ['index.js'],
  tests: { runner: 'tape', files: names.map((name) => `test/${name}.js`), support: [], importFrom: '' },
  kept: ['package.json', 'README.md', 'LICENSE', 'example/parse.js'],
};
const pair = { before: 'npm:minimist@1.2.7', after: 'npm:minimist@1.2.8', library };
const opening = ["const parse = require('minimist');"];

function lines(rng: Rng, words: readonly string[], options: readonly string[]): Example[] {
  return Array.from({ length: 140 }, (_, index) => {
    const own = rng.fork(String(index));
    const argv = Array.from({ length: own.integer(1, 4) }, () => `'${own.pick(words)}'`);
    const given = own.pick(options);
    return { opening, steps: [`parse([${argv.join(', ')}]${given === '' ? '' : `, ${given}`})`] };
  });
}

export const minimistEntries: readonly ReleaseEntry[] = [
  {
    ...pair,
    id: 'minimist-single-dash',
    changeLog: { path: 'CHANGELOG.md', quote: '[Fix] Fix long option followed by single dash' },
    report: `
By convention a single dash stands for standard input, so people call our tool as \`tool --file -\`. That does not work, while the short form does:

\`\`\`js
const parse = require('minimist');
parse(['-f', '-'])        // {{now 0}}
parse(['--file', '-'])    // {{now 1}}
\`\`\`

The second should be \`{{then 1}}\`. Something like \`---\` as a value has the same problem, long and short options treat it differently; please make the long ones do what the short ones do: what begins with one or two dashes and then something else is the next option, everything else is a value.

Declared booleans should still leave the dash to the list of other arguments.
`,
    example: { opening, steps: ["parse(['-f', '-'])", "parse(['--file', '-'])"] },
    shortcut: {
      path: 'index.js',
      find: 'if (next !== undefined && !/^-/.test(next)',
      replace: "if (next !== undefined && (next === '-' || !/^-/.test(next))",
    },
    failToPass: ['test/dash.js > - > ', 'test/dash.js > --- option value > '],
    cases: (rng) =>
      lines(
        rng,
        ['--file', '--out', '-', '-', '---', '-f', '-x', 'a.txt', '--n=1', '-5', '----'],
        ['', '', "{ boolean: 'out' }", "{ string: ['file'] }", "{ alias: { f: 'file' } }"],
      ),
  },
  {
    ...pair,
    id: 'minimist-short-equals',
    changeLog: { path: 'CHANGELOG.md', quote: '[Fix] Fix handling of short option with non-trivial equals' },
    report: `
# Short options: everything after a second "=" is lost

We pass environment settings with a short option, as in \`-e NAME=value\`, and some people write it in one word.

\`\`\`js
const parse = require('minimist');
parse(['-e=HOME=/tmp'])
parse(['-ab=c'])
\`\`\`

I get

- \`{{now 0}}\`
- \`{{now 1}}\`

and expected

- \`{{then 0}}\`
- \`{{then 1}}\`

So: of \`-e=x\` the value is all that follows the first equals sign, with whatever is in it; and in a group of letters like \`-ab=c\` the letters before are flags and the value belongs to the last letter before the equals sign. Long options (\`--e=HOME=/tmp\`) are right already.
`,
    example: { opening, steps: ["parse(['-e=HOME=/tmp'])", "parse(['-ab=c'])"] },
    shortcut: {
      path: 'index.js',
      find: "next.split('=')[1]",
      replace: "next.split('=').slice(1).join('=')",
    },
    failToPass: [
      'test/kv_short.js > short with embedded equals',
      'test/kv_short.js > short with later equals',
    ],
    cases: (rng) =>
      lines(
        rng,
        [
          '-k=a=b',
          '-ab=c',
          '-abc=1',
          '-k=',
          '-k=5',
          '-k==',
          '-e=A=B=C',
          '-xyz=a=b',
          '-n5',
          '-f=x y',
          '--k=a=b',
          'word',
          '-a',
          '-ab=c=d',
          '-a=1',
        ],
        ['', '', "{ string: 'k' }", "{ boolean: 'a' }", "{ alias: { k: 'key' } }"],
      ),
  },
  {
    ...pair,
    id: 'minimist-string-aliases',
    changeLog: { path: 'CHANGELOG.md', quote: '[Fix] opt.string works with multiple aliases' },
    report: `
An option that I declare as a string is turned into a number when it is given by one of its aliases, but only if it has more than one.

\`\`\`js
const parse = require('minimist');
parse(['-s', '0042'], { string: ['serial'], alias: { serial: ['s', 'S'] } })
\`\`\`

Our serial numbers have leading zeros, and this gives \`{{now 0}}\`. With \`alias: { serial: 's' }\` they survive. It should be

\`\`\`js
{{then 0}}
\`\`\`

for every name of the option, however many aliases there are and whichever of them is used. What is not declared as a string should become a number where it looks like one, as before.
`,
    example: {
      opening,
      steps: ["parse(['-s', '0042'], { string: ['serial'], alias: { serial: ['s', 'S'] } })"],
    },
    shortcut: {
      path: 'index.js',
      find: 'flags.strings[aliases[key]] = true;',
      replace: 'flags.strings[aliases[key][0]] = true;',
    },
    failToPass: ['test/parse.js > string and alias > '],
    cases: (rng) =>
      lines(
        rng,
        [
          '-s',
          '0042',
          '--serial',
          '007',
          '-S',
          '1e3',
          '--id',
          '12',
          '-s5',
          '--serial=08',
          '--num',
          '-n',
          '3',
        ],
        [
          "{ string: ['serial'], alias: { serial: ['s', 'S'] } }",
          "{ string: 'serial', alias: { serial: ['s', 'S', 'id'] } }",
          "{ string: ['serial', 'num'], alias: { num: ['n', 'N'], serial: 's' } }",
          "{ string: 's', alias: { serial: ['s', 'S'] } }",
          "{ alias: { serial: ['s', 'S'] } }",
        ],
      ),
  },
];
