/** qs: query strings with nested objects. */
import type { Rng } from '@touchstone/contracts';
import type { Example, ReleaseEntry } from '../entry.ts';

const library: ReleaseEntry['library'] = {
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
};
const last = { before: 'npm:qs@6.17.0', after: 'npm:qs@6.17.1', library };
const previous = { before: 'npm:qs@6.16.2', after: 'npm:qs@6.17.0', library };
const opening = ["const qs = require('qs');"];

function queries(rng: Rng, pairs: readonly string[], options: readonly string[]): Example[] {
  return Array.from({ length: 150 }, (_, index) => {
    const own = rng.fork(String(index));
    const query = Array.from({ length: own.integer(1, 3) }, () => own.pick(pairs)).join('&');
    const given = own.pick(options);
    return { opening, steps: [`qs.parse(${JSON.stringify(query)}${given === '' ? '' : `, ${given}`})`] };
  });
}

function written(rng: Rng, values: readonly string[], options: readonly string[]): Example[] {
  return Array.from({ length: 150 }, (_, index) => {
    const own = rng.fork(String(index));
    const members = own
      .sample(['a', 'b', 'c'], own.integer(1, 3))
      .map((name) => `${name}: ${own.pick(values)}`);
    const given = own.pick(options);
    return { opening, steps: [`qs.stringify({ ${members.join(', ')} }${given === '' ? '' : `, ${given}`})`] };
  });
}

export const qsEntries: readonly ReleaseEntry[] = [
  {
    ...last,
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
    ...last,
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
    ...last,
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
    ...last,
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
  {
    ...previous,
    id: 'qs-lone-surrogates',
    changeLog: {
      path: 'CHANGELOG.md',
      quote: '`utils`: `encode`: encode lone surrogates as U+FFFD instead of consuming the next code unit',
    },
    report: `
A text that was cut in the middle of an emoji eats the character behind it:

\`\`\`js
const qs = require('qs');
qs.stringify({ name: '\\uD83Dx' })
\`\`\`

gives \`{{now 0}}\`: the x is gone, and the bytes are those of a character that was never there. The browser's own URLSearchParams writes \`%EF%BF%BD\` (U+FFFD, the replacement character) for the broken half and goes on with the next letter, that is \`{{then 0}}\`.

Each half that stands alone, the first or the second, in a value or in a key, nested ones too, should become U+FFFD, and nothing next to it may be lost: no closing bracket, dot, comma or blank. Whole pairs are encoded well today, also in long texts.
`,
    example: { opening, steps: ["qs.stringify({ name: '\\uD83Dx' })"] },
    failToPass: ['test/stringify.js > stringifies lone surrogates as U+FFFD > '],
    cases: (rng) =>
      written(
        rng,
        [
          "'\\uD800x'",
          "'x\\uDC00'",
          "'\\uD83D\\uDE00'",
          "'a b'",
          "{ 'k\\uD800': 'v' }",
          "['x\\uD800', 'y']",
          "'\\uDC00\\uD800z'",
          "'plain'",
          "'\\uD83D\\uD83D\\uDE00'",
          "'é'",
        ],
        [
          '',
          '',
          "{ arrayFormat: 'comma' }",
          "{ format: 'RFC1738' }",
          '{ allowDots: true }',
          '{ encodeValuesOnly: true }',
        ],
      ),
  },
  {
    ...previous,
    id: 'qs-filter-untouched',
    changeLog: {
      path: 'CHANGELOG.md',
      quote: "`stringify`: do not sort the caller's `filter` array in place",
    },
    report: `
I keep the names of the fields to send in a constant and reuse it:

\`\`\`js
const qs = require('qs');
const fields = ['name', 'city', 'age'];
const byName = (a, b) => a.localeCompare(b);
qs.stringify({ age: 36, city: 'Oslo', name: 'Ada' }, { filter: fields, sort: byName })
fields
\`\`\`

After the call \`fields\` is \`{{now 1}}\`. qs has sorted my array; it should still be \`{{then 1}}\`. The text itself (\`{{now 0}}\`) is right. With a frozen array the call even throws.

The order of the result should go on following \`sort\`; only what I pass in must be left alone.
`,
    example: {
      opening: [
        ...opening,
        "const fields = ['name', 'city', 'age'];",
        'const byName = (a, b) => a.localeCompare(b);',
      ],
      steps: [
        "qs.stringify({ age: 36, city: 'Oslo', name: 'Ada' }, { filter: fields, sort: byName })",
        'fields',
      ],
    },
    failToPass: ["test/stringify.js > does not reorder the caller's filter array when sorting > "],
    cases: (rng) =>
      Array.from({ length: 90 }, (_, index) => {
        const own = rng.fork(String(index));
        const names = own
          .sample(['name', 'city', 'age', 'zip', 'b', 'tags'], own.integer(2, 5))
          .map((name) => `'${name}'`);
        const sort = own.pick([
          ', sort: (a, b) => (a < b ? -1 : 1)',
          ', sort: (a, b) => (a < b ? 1 : -1)',
          '',
        ]);
        const list = own.chance(0.3) ? `Object.freeze([${names.join(', ')}])` : `[${names.join(', ')}]`;
        return {
          opening: [...opening, `const fields = ${list};`],
          steps: [
            `qs.stringify({ age: 36, city: 'Oslo', name: 'Ada', tags: ['x', 'y'], b: { zip: 1 } }, { filter: fields${sort}${own.pick(['', ", arrayFormat: 'repeat'", ', encode: false'])} })`,
            'fields',
          ],
        };
      }),
  },
  {
    ...previous,
    id: 'qs-comma-entities',
    changeLog: {
      path: 'CHANGELOG.md',
      quote: '`parse`: preserve comma arrays when interpreting numeric entities',
    },
    report: `
Two options that I need together do not go together: \`comma\`, and \`interpretNumericEntities\` for a page in iso-8859-1.

\`\`\`js
const qs = require('qs');
const options = { comma: true, charset: 'iso-8859-1', interpretNumericEntities: true };
qs.parse('a=b,c', options)
qs.parse('a=%26%239786%3B,x', options)
\`\`\`

I get \`{{now 0}}\` and \`{{now 1}}\`; without \`interpretNumericEntities\` the values are split as they should be. Expected: \`{{then 0}}\` and \`{{then 1}}\`.

The entities should be read in each of the separate values, so an entity that stands for a comma (\`&#44;\`) splits nothing. Lists in brackets (\`a[]=b,c\`) and repeated keys should come out as they do without the entities.
`,
    example: {
      opening: [
        ...opening,
        "const options = { comma: true, charset: 'iso-8859-1', interpretNumericEntities: true };",
      ],
      steps: ["qs.parse('a=b,c', options)", "qs.parse('a=%26%239786%3B,x', options)"],
    },
    failToPass: [
      'test/parse.js > interpretNumericEntities preserves comma arrays in iso charset > ',
      'test/parse.js > interprets numeric entities per comma-separated value > ',
    ],
    cases: (rng) =>
      queries(
        rng,
        [
          'a=b,c',
          'a=%26%239786%3B,x',
          'b[]=c,d',
          'b[]=%26%239786%3B',
          'c=%26%2344%3B,e',
          'd=f',
          'a=,g,',
          'e[f]=1,2',
          'g=%26%239786%3B',
        ],
        [
          "{ comma: true, charset: 'iso-8859-1', interpretNumericEntities: true }",
          "{ comma: true, charset: 'iso-8859-1', interpretNumericEntities: true }",
          '{ comma: true }',
          "{ charset: 'iso-8859-1', interpretNumericEntities: true }",
        ],
      ),
  },
  {
    ...previous,
    id: 'qs-lowercase-dots',
    changeLog: { path: 'CHANGELOG.md', quote: '`parse`: decode percent-encoded dots case-insensitively' },
    report: `
Our mobile client writes percent escapes in small letters. With \`decodeDotInKeys\` qs only understands those in capitals:

\`\`\`js
const qs = require('qs');
qs.parse('name%252Efirst=Ada', { decodeDotInKeys: true })
qs.parse('name%252efirst=Ada', { decodeDotInKeys: true })
\`\`\`

The first is \`{{now 0}}\`, the second \`{{now 1}}\`. By RFC 3986 the two spellings are equivalent, so I expected \`{{then 1}}\` twice, for outer keys and for nested ones. When the option is off, the escapes should stay in the key exactly as they were written.
`,
    example: {
      opening,
      steps: [
        "qs.parse('name%252Efirst=Ada', { decodeDotInKeys: true })",
        "qs.parse('name%252efirst=Ada', { decodeDotInKeys: true })",
      ],
    },
    failToPass: ['test/parse.js > decode dot keys with case-insensitive percent escapes > '],
    cases: (rng) =>
      queries(
        rng,
        [
          'a%252eb=1',
          'a%252Eb=2',
          'a%252ec.d%252ee=3',
          'x.y=4',
          'p[q%252er]=5',
          'plain=6',
          'm%2en=7',
          'a%252Ec.d%252ef=8',
        ],
        [
          '{ decodeDotInKeys: true }',
          '{ decodeDotInKeys: true, allowDots: true }',
          '{ allowDots: true }',
          '{ allowDots: true, decodeDotInKeys: false }',
          '',
        ],
      ),
  },
];
