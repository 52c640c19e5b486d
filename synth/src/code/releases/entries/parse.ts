/** parse: the opposite of format(). */
import type { ReleaseEntry } from '../entry.ts';

const library: ReleaseEntry['library'] = {
  name: 'parse',
  language: 'python',
  code: ['parse/'],
  tests: {
    runner: 'pytest',
    files: ['bugs', 'findall', 'parse', 'parsetype', 'pattern', 'result', 'search'].map(
      (name) => `tests/test_${name}.py`,
    ),
    support: [],
    importFrom: '',
  },
  kept: ['README.rst', 'LICENSE', 'pyproject.toml'],
};

export const parseEntries: readonly ReleaseEntry[] = [
  {
    id: 'parse-time-offset',
    before: 'pypi:parse@1.22.2',
    after: 'pypi:parse@1.22.3',
    library,
    changeLog: { path: 'README.rst', quote: 'Preserve timezone offsets in strftime time-only results' },
    report: `
Our log lines begin with a time and its offset, no date. I read them with strftime codes, and the offset disappears:

\`\`\`pycon
>>> import parse
>>> parse.parse('{:%H:%M:%S%z}', '12:34:56+0530').fixed[0]
{{now 0}}
\`\`\`

The same text with a date in front keeps its offset. I expected

\`\`\`
{{then 0}}
\`\`\`

Lines from different offices look simultaneous now when they are hours apart. Offsets with and without a colon, negative ones and \`+0000\` should all be kept; a time without an offset should stay naive, as it is today.
`,
    example: { opening: ['import parse'], steps: ["parse.parse('{:%H:%M:%S%z}', '12:34:56+0530').fixed[0]"] },
    failToPass: ['tests/test_parse.py::test_flexible_time_preserves_timezone'],
    ofTheLanguage: ['timetz'],
    cases: (rng) =>
      Array.from({ length: 90 }, (_, index) => {
        const own = rng.fork(String(index));
        const two = (most: number) => String(own.integer(0, most)).padStart(2, '0');
        const offset = own.pick(['+0530', '-0430', '+00:00', '+0000', '+01:00', '-1100', '+1245']);
        const [format, text] = own.pick<[string, string]>([
          ['{:%H:%M:%S%z}', `${two(23)}:${two(59)}:${two(59)}${offset}`],
          ['at {t:%H:%M%z} sharp', `at ${two(23)}:${two(59)}${offset} sharp`],
          ['{:%H:%M:%S}', `${two(23)}:${two(59)}:${two(59)}`],
          ['{:%I:%M %p}', `${String(own.integer(1, 12)).padStart(2, '0')}:${two(59)} PM`],
          [
            '{:%Y-%m-%d %H:%M%z}',
            `2024-0${own.integer(1, 9)}-${String(own.integer(10, 28))} ${two(23)}:${two(59)}${offset}`,
          ],
        ]);
        return {
          opening: ['import parse'],
          steps: [`parse.parse(${JSON.stringify(format)}, ${JSON.stringify(text)})`],
        };
      }),
  },
  {
    id: 'parse-timezone-minutes',
    before: 'pypi:parse@1.22.3',
    after: 'pypi:parse@1.22.4',
    library,
    changeLog: { path: 'README.rst', quote: 'Reject out-of-range timezone minutes' },
    report: `
**Offsets with 60 minutes and more are accepted**

A sensor with a broken clock sent us \`12:00 +01:60\`. parse takes it:

\`\`\`python
import parse
parse.parse('{:tt}', '12:00 +01:60')
\`\`\`

gives \`{{now 0}}\`, an offset of two hours that nobody wrote. I would like this to be a \`{{then 0}}\` whose message says that the timezone minute is out of range (it has to contain the words "timezone minute"), as other impossible times are an error too.

It concerns all ways of writing an offset: \`+01:60\`, \`-0199\`, and the short ones without a leading zero, \`+160\` and \`-1:99\`. 59 is the last valid minute. Hours are another matter and should stay as they are.
`,
    example: { opening: ['import parse'], steps: ["parse.parse('{:tt}', '12:00 +01:60')"] },
    failToPass: ['tests/test_parse.py::test_invalid_timezone_minutes'],
    cases: (rng) =>
      Array.from({ length: 110 }, (_, index) => {
        const own = rng.fork(String(index));
        const minutes = String(own.pick([0, 15, 30, 45, 59, 60, 61, 75, 90, 99])).padStart(2, '0');
        const hours = own.pick(['01', '1', '05', '11', '9']);
        const offset = `${own.pick(['+', '-'])}${hours}${own.pick([':', ''])}${minutes}`;
        const [format, text] = own.pick<[string, string]>([
          ['{:tt}', `12:00 ${offset}`],
          ['{when:tt}', `10:21:36 PM ${offset}`],
          ['{:ti}', `2023-01-15T10:30:00${offset}`],
          ['{:te}', `Mon, 21 Nov 2011 10:21:36 ${offset}`],
        ]);
        return {
          opening: ['import parse'],
          steps: [`parse.parse(${JSON.stringify(format)}, ${JSON.stringify(text)})`],
        };
      }),
    shortcut: {
      path: 'parse/__init__.py',
      find: '    if tz == "Z":\n',
      replace:
        '    if tz and tz.endswith(":60"):\n        raise ValueError("timezone minute out of range")\n    if tz == "Z":\n',
    },
  },
  {
    id: 'parse-offset-groups',
    before: 'pypi:parse@1.22.3',
    after: 'pypi:parse@1.22.4',
    library,
    changeLog: {
      path: 'README.rst',
      quote: 'Account for the capture groups %z adds to the generated pattern',
    },
    report: `
With a \`%z\` in the middle of a format, the fields behind it get the wrong text.

\`\`\`pycon
>>> import parse
>>> parse.parse('{:%Y-%m-%d %H:%M:%S%z}|{}', '2020-03-04 05:06:07+0200|abc').fixed[1]
{{now 0}}
\`\`\`

It should be \`{{then 0}}\`. Without \`%z\`, or with the date as the last field, all is well. Several fields behind it are all shifted, named dates in front of plain fields do it too, and \`spans\` points at the wrong place.

I would be glad if every field got what stands at its place, wherever the date with an offset is, and if there are two of them as well.
`,
    example: {
      opening: ['import parse'],
      steps: ["parse.parse('{:%Y-%m-%d %H:%M:%S%z}|{}', '2020-03-04 05:06:07+0200|abc').fixed[1]"],
    },
    failToPass: ['tests/test_parse.py::test_datetime_group_count_with_timezone'],
    cases: (rng) =>
      Array.from({ length: 100 }, (_, index) => {
        const own = rng.fork(String(index));
        const offset = () => own.pick(['+0200', '-05:30', '+01:00', '-0930']);
        const date = (name: string): [string, string] => [
          `{${name}:%Y-%m-%d %H:%M:%S%z}`,
          `2020-0${own.integer(1, 9)}-1${own.integer(0, 9)} 05:06:0${own.integer(0, 9)}${offset()}`,
        ];
        const plain = (name: string): [string, string] =>
          own.pick<[string, string]>([
            [`{${name}}`, own.pick(['abc', 'x y', 'red'])],
            [`{${name}:d}`, String(own.integer(1, 99))],
            [`{${name}:w}`, 'word'],
          ]);
        const fields = own.shuffle([
          date(own.pick(['', 'at'])),
          plain(''),
          plain(own.pick(['', 'more'])),
          ...(own.chance(0.25) ? [date('')] : []),
        ]);
        const format = fields.map(([one]) => one).join('|');
        return {
          opening: [
            'import parse',
            `result = parse.parse(${JSON.stringify(format)}, ${JSON.stringify(fields.map(([, one]) => one).join('|'))})`,
          ],
          steps: ['result', 'sorted(result.spans.items(), key=str)'],
        };
      }),
  },
  {
    id: 'parse-lowercase-pm',
    before: 'pypi:parse@1.22.3',
    after: 'pypi:parse@1.22.4',
    library,
    changeLog: {
      path: 'README.rst',
      quote: 'Fix case-sensitive am/pm and Zulu conversion under case-insensitive matching',
    },
    report: `
Afternoon appointments land in the morning when "pm" is written in small letters. parse matches without regard to case, so such a text is accepted, but it is not understood:

\`\`\`python
import parse
parse.parse('{:tt}', '10:21:36 pm')[0]
parse.parse('{:ti}', '2023-01-15T10:30:00z')[0]
\`\`\`

The first is \`{{now 0}}\`; \`10:21:36 PM\` gives \`{{then 0}}\`, and so should this. The second, a small z for UTC, comes out as \`{{now 1}}\` and should be \`{{then 1}}\`.

12 am is midnight and 12 pm is noon, in small letters too. Whatever parse accepts in capitals it should read alike in any case.
`,
    example: {
      opening: ['import parse'],
      steps: ["parse.parse('{:tt}', '10:21:36 pm')[0]", "parse.parse('{:ti}', '2023-01-15T10:30:00z')[0]"],
    },
    failToPass: ['tests/test_parse.py::test_datetimes'],
    cases: (rng) =>
      Array.from({ length: 100 }, (_, index) => {
        const own = rng.fork(String(index));
        const hour = own.pick(['1', '9', '10', '11', '12', '02']);
        const half = own.pick(['am', 'pm', 'AM', 'PM', 'Am', 'pM']);
        const zulu = own.pick(['z', 'Z', ' z', '+01:00', '']);
        const [format, text] = own.pick<[string, string]>([
          ['{:tt}', `${hour}:21:36 ${half}`],
          ['{:tg}', `20/1/2012 ${hour}:21 ${half}`],
          ['{:ta}', `1/20/2012 ${hour}:21:36 ${half}`],
          ['{:ti}', `2023-01-15T10:30:00${zulu}`],
          ['{when:tt}', `${hour}:05 ${half} +0100`],
        ]);
        return {
          opening: ['import parse'],
          steps: [`parse.parse(${JSON.stringify(format)}, ${JSON.stringify(text)})`],
        };
      }),
  },
];
