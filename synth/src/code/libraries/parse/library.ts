/** parse 1.20.2: reading strings by the format that would have written them. */
import type { Rng } from '@touchstone/contracts';
import { expressionLibrary, options, type Line, type Use } from '../expressions.ts';
import { pythonText } from '../python-literal.ts';
import { doubtful, moment, number, padded, value, word, type Field } from './fields.ts';

const labels = ['id ', 'gate=', 'took ', 'from ', 'level: ', '$', 'user ', '#', 'at ', ''];
const between = [', ', ' - ', '; ', ' | ', ' '];
const around = [
  ['', ''],
  ['', ''],
  ['', ''],
  ['', '.'],
  ['(', ')'],
  ['', ' end'],
  ['[', ']'],
  ['', '?'],
  // Doubled braces of a format stand for single ones in the text.
  ['{{', '}}'],
] as const;
const names = ['item', 'count', 'price', 'user.name', 'box[size]', 'box[kind]', 'from_', 'a_b', 'a.b'];

interface Pattern {
  format: string;
  text: string;
  /** Of its fields, empty for those without. */
  names: string[];
}

type Kind = (rng: Rng) => Field;

function pattern(rng: Rng, kinds: readonly Kind[], count: number, named = 0): Pattern {
  const glue = rng.pick(between);
  const [open, close] = rng.pick(around);
  const some = rng.sample(names, names.length);
  const parts = Array.from({ length: count }, (_, at) => {
    const label = rng.pick(labels);
    const { spec, text } = rng.pick(kinds)(rng);
    const name = rng.chance(named) ? (some[at] as string) : '';
    return { name, format: `${label}{${name}${spec === '' ? '' : `:${spec}`}}`, text: label + text };
  });
  const joined = (texts: readonly string[]) => open + texts.join(glue) + close;
  return {
    format: joined(parts.map(({ format }) => format)),
    text: joined(parts.map(({ text }) => text))
      .replaceAll('{{', '{')
      .replaceAll('}}', '}'),
    names: parts.map(({ name }) => name),
  };
}

const fields = (rng: Rng, size: number) => rng.integer(1, Math.min(3, 1 + (size >> 1)));

function parseLine(
  { format, text }: Omit<Pattern, 'names'>,
  given: readonly string[],
  about: string,
  rest = '',
): Line {
  return {
    segments: [`parse.parse(${pythonText(format)}, ${pythonText(text)}`, options(given), `)${rest}`],
    about,
    shows: 'value',
  };
}

/** Now and then what was typed in other letters than the format has. */
function otherLetters(rng: Rng, { format, text }: Pattern): Line {
  const spoken = rng.pick([text.toUpperCase(), text]);
  const given = rng.chance(0.5) ? ['case_sensitive=True'] : [];
  return parseLine({ format, text: spoken }, given, 'reading a line');
}

function searchLine(rng: Rng, size: number): Line {
  const one = pattern(rng, [number, number, value, word], 1);
  const { format } = one;
  const before = rng.pick(['', 'Name: Rufus\n', 'see below. ', '2 of 3: ']);
  const after = rng.pick(['', ' and more', '\nColor: red\n', ' 9']);
  const text = Array.from({ length: rng.integer(1, 1 + (size >> 1)) }, () => one.text).join(
    rng.pick([' ', ', ', '\n']),
  );
  const whole = pythonText(before + text + after);
  const range = rng.pick([
    [],
    [],
    [`pos=${rng.integer(1, 9)}`],
    [`endpos=${rng.integer(4, 16)}`],
    ['pos=2', 'endpos=20'],
  ]);
  if (rng.chance(0.45))
    return {
      segments: [`parse.search(${pythonText(format)}, ${whole}`, options(range), ')'],
      about: 'searching a text',
      shows: 'value',
    };
  const shown = rng.pick(['r.fixed', 'r.fixed', 'r[0]', 'r.spans']);
  return {
    segments: [`[${shown} for r in parse.findall(${pythonText(format)}, ${whole}`, options(range), ')]'],
    about: 'finding all places in a text',
    shows: 'value',
  };
}

function namedLines(rng: Rng, size: number): Line[] {
  const { format, text, names } = pattern(rng, [word, word, number, value], 1 + fields(rng, size), 0.75);
  const dotted = names.find((name) => name.includes('.'));
  const asked = rng.sample(
    [
      ['r.named', 'asking for the named fields'],
      ['r.spans', 'asking where the fields stand'],
      ["'item' in r", 'asking whether a field is there'],
      ['r', 'looking at what was read'],
      ...(names.includes('') ? [['r.fixed', 'asking for the fields without a name'] as const] : []),
      ...(names.includes('') ? [['r[0]', 'asking for the first field without a name'] as const] : []),
      ...(names.some((name) => name.startsWith('box'))
        ? [["r['box']", 'asking for a field that holds others'] as const]
        : []),
      ...(dotted === undefined
        ? []
        : [[`r['${dotted}']`, 'asking for a field with a dot in its name'] as const]),
    ] as const,
    2,
  );
  return [
    {
      segments: [`r = parse.parse(${pythonText(format)}, ${pythonText(text)})`],
      about: 'reading a line',
      shows: 'nothing',
    },
    ...asked.map(([code, about]): Line => ({ segments: [code], about, shows: 'value' })),
  ];
}

/** One name in two places must read the same text in both. */
function repeatedLine(rng: Rng): Line {
  const [first, second] = [rng.pick(['7', '42', 'x']), rng.pick(['7', '42', 'x'])];
  const [one, other] = rng.pick([
    ['{n}', '{n}'],
    ['{n:d}', '{n:d}'],
    ['{a.b}', '{a.b}'],
    ['{box[n]}', '{box[n]}'],
  ]);
  return parseLine({ format: `${one} of ${other}`, text: `${first} of ${second}` }, [], 'using a name twice');
}

const converters = [
  ["parse.with_pattern(r'\\d+')(lambda text: int(text))", '42'],
  ["parse.with_pattern(r'yes|no')(lambda text: text == 'yes')", 'yes'],
  ["parse.with_pattern(r'((\\d+)-(\\d+))', regex_group_count=3)(lambda text: text)", '3-5'],
  ["parse.with_pattern(r'(a|b)+', regex_group_count=1)(lambda text: len(text))", 'abba'],
  ['lambda text: text.upper()', 'spam'],
] as const;

function converted(rng: Rng): Line {
  const [converter, text] = rng.pick(converters);
  const next = rng.pick([word, number])(rng);
  const spec = next.spec === '' ? '{}' : `{:${next.spec}}`;
  const name = rng.pick(['', 'which']);
  return {
    segments: [
      `parse.parse('{${name}:Own} ${spec}', ${pythonText(`${text} ${next.text}`)}, {'Own': `,
      converter,
      '})',
    ],
    about: 'reading with a type of my own',
    shows: 'value',
  };
}

function compiledLines(rng: Rng, size: number): Line[] {
  const { format, text } = pattern(rng, [word, number, value, moment], fields(rng, size), 0.5);
  const asked = rng.sample(
    [
      [`p.parse(${pythonText(text)})`, 'reading a line with a compiled format'],
      [`p.search(${pythonText(`then ${text} and so on`)})`, 'searching with a compiled format'],
      [`p.parse(${pythonText(text)}, evaluate_result=False).evaluate_result()`, 'evaluating a match later'],
      [
        `[r.named for r in p.findall(${pythonText(`${text} ${text}`)})]`,
        'finding all with a compiled format',
      ],
      ['p.named_fields', 'asking a compiled format for its names'],
      ['p.fixed_fields', 'asking a compiled format for its fields'],
      ['p', 'looking at a compiled format'],
    ] as const,
    2,
  );
  return [
    { segments: [`p = parse.compile(${pythonText(format)})`], about: 'compiling a format', shows: 'nothing' },
    ...asked.map(([code, about]): Line => ({ segments: [code], about, shows: 'value' })),
  ];
}

const opening = ['import parse'];

const uses: readonly Use[] = [
  {
    name: 'lines',
    weight: 4,
    opening,
    draw: (rng, size) => [
      otherLetters(rng, pattern(rng, [word, number, value, doubtful], fields(rng, size), 0.15)),
    ],
    topic: 'parse.parse',
    doing: [
      'We read the lines that a scale prints with parse.',
      'Our test steps are sentences, and parse takes the values out of them.',
      'File names of recordings are taken apart with parse in our archive script.',
      'A chat bot of ours understands its few commands by formats for parse.',
    ],
    care: [
      'What we note down is then not what the scale printed.',
      'The step then runs with another value, or is not found at all.',
      'Recordings end up under the wrong name.',
      'People who type a correct command do not get what they asked for.',
    ],
  },
  {
    name: 'moments',
    weight: 4,
    opening,
    draw: (rng) => [
      parseLine(
        pattern(
          rng,
          [moment],
          rng.weighted([
            [1, 5],
            [2, 1],
          ]),
          0.1,
        ),
        [],
        'reading a date or time',
      ),
    ],
    topic: 'parse with dates and times',
    doing: [
      'Dates and times in our station log were written by hand over the years, in several ways.',
      'I turn stamps of old mails and web servers into datetime objects with parse.',
      'Our shift planner reads times from a text file that the crew edits.',
    ],
    care: [
      'An entry lands on the wrong place of the time line, or is dropped.',
      'Sorting by time is pointless like this.',
      'The crew does not notice before the shift begins.',
    ],
  },
  {
    name: 'columns',
    weight: 3,
    opening,
    draw: (rng, size) => [
      parseLine(pattern(rng, [padded], fields(rng, size), 0.1), [], 'reading padded fields'),
    ],
    topic: 'parse with alignment and width',
    doing: [
      'A printout with padded columns is read back with parse.',
      'Our machine writes its counters with fill characters, and I read them with parse.',
      'Old delivery lists have fields of fixed width, which parse takes apart for us.',
    ],
    care: [
      'A line that was printed well is then read as something else, or not at all.',
      'The counters of the evening report are then wrong.',
      'A list that was printed correctly is read as another one.',
    ],
  },
  {
    name: 'search',
    weight: 3,
    opening,
    draw: (rng, size) => [searchLine(rng, size)],
    topic: 'searching with parse',
    doing: [
      'We pick numbers and words out of longer messages with parse.',
      'I collect all values that stand in a mail in a certain form.',
      'A dashboard of ours looks for a few formats in the output of other programs.',
    ],
    care: [
      'Values are missed or come from the wrong place.',
      'Somebody answers a mail with what stands nowhere in it.',
      'The dashboard shows something that no program has said.',
    ],
  },
  {
    name: 'names',
    weight: 4,
    opening,
    draw: (rng, size) => (rng.chance(0.25) ? [repeatedLine(rng)] : namedLines(rng, size)),
    topic: 'parse with named fields',
    doing: [
      'Our configuration lines are read into named fields with parse.',
      'I hand named fields of a parsed line on to a template.',
      'A form letter is read back by the format that it was made with.',
    ],
    care: [
      'A setting gets the value of another one, or none.',
      'The template shows the wrong thing in a place.',
      'What was entered in the letter is lost on the way.',
    ],
  },
  {
    name: 'compiled',
    weight: 3,
    opening,
    draw: (rng, size) => (rng.chance(0.35) ? [converted(rng)] : compiledLines(rng, size)),
    topic: 'parse',
    doing: [
      'We keep a list of formats and try them on each incoming line.',
      'Formats come from a settings file in our tool, and so do the types of some fields.',
      'I wrap parse in a small class that remembers formats.',
    ],
    care: [
      'Lines are sorted under the wrong format since.',
      'Whoever edits the settings thinks that it is their mistake.',
      'The wrapper now hands out something else than it did.',
    ],
  },
];

export const parse = expressionLibrary({
  source: 'pypi:parse@1.20.2',
  name: 'parse',
  code: ['parse.py'],
  tests: {
    prefix: 'tests/test_',
    names: ['bugs', 'findall', 'parse', 'parsetype', 'pattern', 'result', 'search'],
    support: [],
  },
  kept: ['README.rst', 'LICENSE', 'pyproject.toml'],
  home: 'parse.py',
  uses,
  keep: [
    'Formats that are read correctly today must be read as before.',
    'Please leave the other types as they are, we use nearly all of them.',
    'What does not fit a format should still give None.',
    'The signatures should stay, formats are stored in many places here.',
  ],
  breadth: 400,
});
