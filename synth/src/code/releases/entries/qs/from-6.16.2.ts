/** qs 6.16.2 and what 6.17.0 mended. */
import type { Rng } from '@touchstone/contracts';
import type { Example, ReleaseEntry } from '../../entry.ts';
import { library, opening, queries } from './qs.ts';

const pair = { before: 'npm:qs@6.16.2', after: 'npm:qs@6.17.0', library };

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

export const qsFrom6162: readonly ReleaseEntry[] = [
  {
    ...pair,
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
    ...pair,
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
    ...pair,
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
    ...pair,
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
