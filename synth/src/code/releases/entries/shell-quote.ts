/** shell-quote: words to a shell line and back. */
import type { Rng } from '@touchstone/contracts';
import type { Example, ReleaseEntry } from '../entry.ts';

const library: ReleaseEntry['library'] = {
  name: 'shell-quote',
  language: 'javascript',
  code: ['index.js', 'parse.js', 'quote.js'],
  tests: {
    runner: 'tape',
    files: ['comment', 'env', 'env_fn', 'op', 'parse', 'quote', 'set'].map((name) => `test/${name}.js`),
    support: [],
    importFrom: '',
  },
  kept: ['package.json', 'README.md', 'LICENSE'],
};
const opening = ["const { parse } = require('shell-quote');"];

function lines(rng: Rng, words: readonly string[], more: readonly string[] = ['']): Example[] {
  return Array.from({ length: 140 }, (_, index) => {
    const own = rng.fork(String(index));
    const line = Array.from({ length: own.integer(2, 5) }, () => own.pick(words)).join(
      own.pick([' ', ' ', '  ']),
    );
    return { opening, steps: [`parse(${JSON.stringify(line)}${own.pick(more)})`] };
  });
}

export const shellQuoteEntries: readonly ReleaseEntry[] = [
  {
    id: 'shell-quote-comment-space',
    before: 'npm:shell-quote@1.8.0',
    after: 'npm:shell-quote@1.8.1',
    library,
    changeLog: { path: 'CHANGELOG.md', quote: '[Fix] `parse`: preserve whitespace in comments' },
    report: `
We keep settings in comments at the end of command lines and read them back with \`parse\`. The white space in them does not survive:

\`\`\`js
const { parse } = require('shell-quote');
parse('xyz # abc  def   ghi')
\`\`\`

gives \`{{now 0}}\`. The blank after the \`#\` is gone and runs of blanks have become one. I need the comment as it was written: \`{{then 0}}\`.

A comment is everything from behind the \`#\` to the end of the text, quotes, operators, variables and all, untouched. That holds for comments at the start of a line too, and for those that follow a word without a blank. What stands before the comment should be parsed as it is now.
`,
    example: { opening, steps: ["parse('xyz # abc  def   ghi')"] },
    failToPass: [
      'test/comment.js > comment > ',
      'test/parse.js > parse shell commands > #18',
      'test/parse.js > parse shell commands > #19',
    ],
    cases: (rng) =>
      lines(
        rng,
        ['a', '# b', '#c', 'x#y', '"q  r"', '> z', '$HOME', '#  two', "'s'", '|', '#'],
        ['', ", { HOME: '/h' }"],
      ),
  },
  {
    id: 'shell-quote-escape-option',
    before: 'npm:shell-quote@1.8.0',
    after: 'npm:shell-quote@1.8.1',
    library,
    changeLog: { path: 'CHANGELOG.md', quote: '[Fix] properly support the `escape` option' },
    report: `
**The escape option only half works**

On Windows the backslash separates folders, so we parse lines with \`{ escape: '^' }\` as the readme says. An escaped blank still splits the word:

\`\`\`js
const { parse } = require('shell-quote');
parse('abc^ def', {}, { escape: '^' })
\`\`\`

I get \`{{now 0}}\`, where \`parse('abc\\\\ def')\` without the option gives \`{{then 0}}\`. Escaped quotes and operators have the same problem.

With the option, the given character should do outside of quotes all that the backslash does by default, in front of blanks, quotes and operators. And the backslash is then a letter like any other, or paths will not come through.
`,
    example: { opening, steps: ["parse('abc^ def', {}, { escape: '^' })"] },
    failToPass: ['test/parse.js > parse shell commands > #17'],
    cases: (rng) =>
      lines(
        rng,
        ['a^ b', 'x^;y', '^"q^"', 'plain', '"a b"', '$V', 'c^>d', "it^'s", 'C:/temp', '|', '^$V'],
        [", { V: 'v' }, { escape: '^' }", ", {}, { escape: '^' }", ", { V: 'v' }"],
      ),
  },
  {
    id: 'shell-quote-here-strings',
    before: 'npm:shell-quote@1.7.4',
    after: 'npm:shell-quote@1.8.0',
    library,
    changeLog: { path: 'CHANGELOG.md', quote: 'Add support for here strings' },
    report: `
bash and zsh know here strings, \`cat <<< "some text"\`. \`parse\` takes the operator for something else:

\`\`\`js
const { parse } = require('shell-quote');
parse('cat <<< "hello world"')
\`\`\`

| | |
|---|---|
| now | \`{{now 0}}\` |
| wanted | \`{{then 0}}\` |

We show such commands in a course and highlight their parts, so \`<<<\` has to be one operator, with or without blanks around it. The text behind it is an ordinary word, quotes and variables in it work as anywhere. Other operators should not change; \`<\` and \`<(\` are often used by our students.
`,
    example: { opening, steps: [`parse('cat <<< "hello world"')`] },
    failToPass: [
      'test/op.js > here strings > ',
      'test/env.js > expand environment variables within here-strings > ',
    ],
    cases: (rng) =>
      lines(
        rng,
        ['cat', '<<<', '<<<', '<', '<(', 'x)', '"a b"', '$V', '${V}', 'cat<<<x', '>>', "<<<'s t'", '|'],
        [", { V: 'v w' }", ''],
      ),
  },
  {
    id: 'shell-quote-input-descriptors',
    before: 'npm:shell-quote@1.7.4',
    after: 'npm:shell-quote@1.8.0',
    library,
    changeLog: {
      path: 'CHANGELOG.md',
      quote: '`parse`: Add syntax support for duplicating input file descriptors',
    },
    report: `
Output descriptors can be duplicated (\`2>&1\` gives one operator \`>&\`), input descriptors cannot:

\`\`\`js
const { parse } = require('shell-quote');
parse('beep 3<&1')   // {{now 0}}
parse('beep <&-')    // {{now 1}}
\`\`\`

Our runner opens the descriptors itself and would have to put the two operators together again. I would expect \`{{then 0}}\` and \`{{then 1}}\`, by analogy with \`>&\`. A single \`<\`, and a \`&\` that stands elsewhere, mean what they always did.
`,
    example: { opening, steps: ["parse('beep 3<&1')", "parse('beep <&-')"] },
    failToPass: ['test/op.js > duplicating input file descriptors > '],
    cases: (rng) =>
      lines(rng, [
        'beep',
        '<&1',
        '3<&1',
        '<&-',
        '<',
        '&',
        '>&',
        '2>&1',
        '< &',
        'a<b',
        '&&',
        'x<&0 y',
        '"<&"',
      ]),
  },
];
