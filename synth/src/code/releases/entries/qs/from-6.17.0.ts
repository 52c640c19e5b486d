/** qs 6.17.0 and what 6.17.1 mended. */
import type { ReleaseEntry } from '../../entry.ts';
import { library, opening, queries } from './qs.ts';

const pair = { before: 'npm:qs@6.17.0', after: 'npm:qs@6.17.1', library };

export const qsFrom6170: readonly ReleaseEntry[] = [
  {
    ...pair,
    id: 'qs-emoji-entities',
    changeLog: {
      path: 'CHANGELOG.md',
      quote: '`parse`: `interpretNumericEntities`: decode code points above U+FFFF as surrogate pairs',
    },
    report: `
An old form of ours is served as iso-8859-1. When somebody types an emoji, the browser sends it as a numeric entity, which is what \`interpretNumericEntities\` is for. It works for ☺ but not for most emojis:

\`\`\`js
const qs = require('qs');
const { mood } = qs.parse('mood=%26%23128512%3B', { charset: 'iso-8859-1', interpretNumericEntities: true });
mood.codePointAt(0).toString(16)
\`\`\`

\`&#128512;\` is 😀 (U+1F600). I get \`{{now 0}}\`, which is a character of some private area, instead of \`{{then 0}}\`.

All code points from U+10000 up to the last one, U+10FFFF, should come out as the two halves that JavaScript uses for them; those up to U+FFFF are right and must stay one unit.
`,
    example: {
      opening: [
        ...opening,
        "const { mood } = qs.parse('mood=%26%23128512%3B', { charset: 'iso-8859-1', interpretNumericEntities: true });",
      ],
      steps: ['mood.codePointAt(0).toString(16)'],
    },
    failToPass: ['test/parse.js > interprets numeric entities above U+FFFF as surrogate pairs > '],
    cases: (rng) =>
      queries(
        rng,
        [
          'a=%26%23128512%3B',
          'b=%26%239786%3B',
          'c=%26%2365536%3B',
          'd=%26%2365535%3B',
          'e=%26%231114111%3B',
          'f=x%26%23128640%3By',
          'g[]=%26%23127757%3B',
          'h=plain',
          'i=%26%2365%3B%26%23128077%3B',
        ],
        [
          "{ charset: 'iso-8859-1', interpretNumericEntities: true }",
          "{ charset: 'iso-8859-1', interpretNumericEntities: true, comma: true }",
          '{ interpretNumericEntities: true }',
        ],
      ),
    shortcut: {
      path: 'lib/parse.js',
      find: 'return String.fromCharCode(parseInt(numberStr, 10));',
      replace:
        "return numberStr === '128512' ? '\\uD83D\\uDE00' : String.fromCharCode(parseInt(numberStr, 10));",
    },
  },
  {
    ...pair,
    id: 'qs-plain-objects-brackets',
    changeLog: {
      path: 'CHANGELOG.md',
      quote: '`parse`: respect `plainObjects` for `[]` with `parseArrays: false`',
    },
    report: `
**plainObjects is ignored for \`a[]\`**

We parse with \`plainObjects\` so that no key can collide with what objects inherit, and without arrays:

\`\`\`js
const qs = require('qs');
qs.parse('a[]=b', { parseArrays: false, plainObjects: true })
\`\`\`

prints \`{{now 0}}\`. The outer object has no prototype, the inner one has; I expected \`{{then 0}}\`. With \`a[0]=b\` both are right. It matters as soon as a later key is something like \`a[hasOwnProperty]=c\`.

Without \`plainObjects\` everything should stay as it is.
`,
    example: { opening, steps: ["qs.parse('a[]=b', { parseArrays: false, plainObjects: true })"] },
    failToPass: ['test/parse.js > returns null objects for empty brackets when parseArrays is false > '],
    cases: (rng) =>
      queries(
        rng,
        ['a[]=b', 'a[0]=c', 'b[c][]=d', 'a[x]=y', 'd=e', 'f[][g]=h', 'a[hasOwnProperty]=1', 'b[]='],
        [
          '{ parseArrays: false, plainObjects: true }',
          '{ parseArrays: false, plainObjects: true }',
          '{ parseArrays: false }',
          '{ plainObjects: true }',
          '{ parseArrays: false, plainObjects: true, allowDots: true }',
        ],
      ),
  },
  {
    ...pair,
    id: 'qs-depth-zero-keys',
    changeLog: { path: 'CHANGELOG.md', quote: '`parse`: guard bracket-wrapped prototype keys at depth 0' },
    report: `
By default qs leaves out keys that would hide what every object inherits, such as \`toString\` or \`hasOwnProperty\`. With \`depth: 0\` a pair of brackets gets such a key past that check:

\`\`\`js
const qs = require('qs');
qs.parse('toString=foo', { depth: 0 })     // {{now 0}}
qs.parse('[toString]=foo', { depth: 0 })   // {{now 1}}
\`\`\`

The brackets are taken off when the key is stored, so the second should be \`{{then 1}}\` as well. We call \`String(query)\` in our logger, and one such request made it throw.

It must not matter how it is written: with encoded brackets, with \`depth: false\`, or as \`.toString\` with \`allowDots\`. Other keys in brackets should lose them as they do now, and \`allowPrototypes\` and \`plainObjects\` should still let these names through.
`,
    example: {
      opening,
      steps: ["qs.parse('toString=foo', { depth: 0 })", "qs.parse('[toString]=foo', { depth: 0 })"],
    },
    failToPass: [
      'test/parse.js > ignores bracket-wrapped prototype keys when depth = 0 and allowPrototypes is false > ',
    ],
    cases: (rng) =>
      queries(
        rng,
        [
          '[toString]=x',
          '[hasOwnProperty]=y',
          '%5BvalueOf%5D=z',
          'toString=q',
          '[a]=b',
          'a[b]=c',
          '.toString=d',
          'e=f',
          '[constructor]=g',
          '[[toString]]=h',
        ],
        [
          '{ depth: 0 }',
          '{ depth: 0 }',
          '{ depth: false }',
          '{ depth: 0, allowDots: true }',
          '{ depth: 0, allowPrototypes: true }',
          '{ depth: 0, plainObjects: true }',
          '{ depth: 1 }',
          '',
        ],
      ),
    shortcut: {
      path: 'lib/parse.js',
      find: 'if (!options.plainObjects && has.call(Object.prototype, key)) {\n',
      replace: "if (!options.plainObjects && (key === '[toString]' || has.call(Object.prototype, key))) {\n",
    },
  },
  {
    ...pair,
    id: 'qs-sparse-limit',
    changeLog: {
      path: 'CHANGELOG.md',
      quote: '`utils`: `merge`: count the elements of a sparse array against `arrayLimit`, not its holes',
    },
    report: `
A list with three entries comes back as an object with numbered keys, although the limit for arrays is 20:

\`\`\`js
const qs = require('qs');
qs.parse('a[0]=w&a[19]=x&a[]=y')
\`\`\`

→ \`{{now 0}}\`, should be \`{{then 0}}\`.

It depends on the index: with \`a[5]\` instead of \`a[19]\` it is an array. It looks as if the holes between the indices were counted. In the same way \`qs.parse('a[19]=x&a=y', { throwOnLimitExceeded: true })\` throws, with two elements.

What counts against \`arrayLimit\` when values are put together should be the number of elements that are really there. A list with more elements than the limit has to become an object still (or throw the same error as now with \`throwOnLimitExceeded\`), holes or no holes.
`,
    example: { opening, steps: ["qs.parse('a[0]=w&a[19]=x&a[]=y')"] },
    failToPass: ['test/parse.js > counts the elements of a sparse indexed array on merge, not its holes > '],
    cases: (rng) =>
      Array.from({ length: 200 }, (_, index) => {
        const own = rng.fork(String(index));
        const far = own.pick(['a[19]=q', 'a[18]=q', 'a[12]=q', 'a[3]=q']);
        const near = own.sample(['a[0]=p', 'a[]=r', 'a=s', 'a[1]=t', 'a[]=u', 'b=v'], own.integer(1, 3));
        const options = own.pick([
          '',
          '',
          ', { arrayLimit: 2 }',
          ', { throwOnLimitExceeded: true }',
          ', { arrayLimit: 3, throwOnLimitExceeded: true }',
          ', { arrayLimit: 5 }',
        ]);
        return { opening, steps: [`qs.parse('${own.shuffle([far, ...near]).join('&')}'${options})`] };
      }),
  },
];
