/** tabulate 0.9.0: tables of plain text from lists, dictionaries and columns. */
import type { Rng } from '@touchstone/contracts';
import { expressionLibrary, options, type Line, type Segment, type Use } from '../expressions.ts';
import { pythonText } from '../python-literal.ts';

const formats = [
  'plain',
  'simple',
  'grid',
  'pipe',
  'orgtbl',
  'github',
  'psql',
  'rst',
  'presto',
  'pretty',
  'outline',
  'fancy_grid',
  'html',
  'latex',
  'mediawiki',
  'tsv',
  'jira',
  'textile',
  'asciidoc',
  'moinmoin',
  'youtrack',
  'simple_grid',
  'rounded_grid',
  'latex_booktabs',
  'unsafehtml',
];
const headers = ['site', 'depth', 'count', 'share', 'note'];
const words = ['oak', 'river', 'north field', 'B-12', 'total', 'n/a', 'Anna', 'left bank'];

type Kind = 'word' | 'whole' | 'decimal' | 'mixed' | 'lines' | 'numeric-text';

function cell(rng: Rng, kind: Kind): string {
  if (rng.chance(0.08)) return rng.pick(['None', "''"]);
  if (kind === 'word') return pythonText(rng.pick(words));
  if (kind === 'whole') return String(rng.pick([0, 1, 7, 12, 230, -4, 1500, 12345, 1200300]));
  if (kind === 'decimal') return rng.pick(['0.5', '12.25', '-3.1', '100.0', '1e-05', '3.14159', '0.333']);
  if (kind === 'numeric-text')
    return rng.pick(["'12'", "'1,000'", "'-5.5'", "'007'", "'1.50'", "'10%'", "'1,234.5'"]);
  if (kind === 'lines')
    return rng.pick(["'first\\nsecond'", "'one'", "'a longer text that wraps'", "'x\\n\\ny'"]);
  return rng.pick(['True', 'False', '3', "'3'", '2.50', "'yes'", "'-'"]);
}

function columnsOf(rng: Rng, size: number, lines: boolean): { name: string; kind: Kind }[] {
  const kinds: Kind[] = [
    'word',
    'whole',
    'decimal',
    'mixed',
    'numeric-text',
    ...(lines ? (['lines', 'lines'] as const) : []),
  ];
  return rng
    .sample(headers, rng.integer(1, Math.min(4, 1 + size)))
    .map((name) => ({ name, kind: rng.pick(kinds) }));
}

function rowItems(rng: Rng, size: number, columns: readonly { kind: Kind }[]): string[] {
  return Array.from({ length: rng.integer(1, 1 + (size >> 1)) }, () => {
    const length = rng.chance(0.06) ? columns.length - 1 : columns.length;
    return `[${columns
      .slice(0, length)
      .map(({ kind }) => cell(rng, kind))
      .join(', ')}]`;
  });
}

function call(before: string, items: string[], after: string, given: string[], about: string): Line {
  const rows: Segment = { items, join: ', ', min: 1 };
  return { segments: [`tabulate(${before}`, rows, after, options(given), ')'], about, shows: 'text' };
}

function common(rng: Rng, width: number): string[] {
  const all: [string, number][] = [
    [`tablefmt=${pythonText(rng.pick(formats))}`, 0.85],
    [`numalign=${rng.pick(["'left'", "'right'", "'center'", "'decimal'", 'None'])}`, 0.15],
    [`stralign=${rng.pick(["'left'", "'right'", "'center'", 'None'])}`, 0.2],
    [`floatfmt=${rng.pick(["'.2f'", "'.1f'", "'+.3f'", "('.1f', '.3f')", "'g'"])}`, 0.25],
    [`intfmt=${rng.pick(["','", "'03d'", "'+d'"])}`, 0.15],
    [`missingval=${rng.pick(["'-'", "'?'", "'n/a'"])}`, 0.2],
    [`showindex=${rng.pick(['True', "'always'", 'False', '[5, 6, 7, 8, 9, 10]'])}`, 0.15],
    [`disable_numparse=${rng.pick(['True', '[0]', '[1]'])}`, 0.15],
    [
      `colalign=(${Array.from({ length: width }, () => rng.pick(["'left'", "'right'", "'center'", "'decimal'"])).join(', ')},)`,
      0.15,
    ],
  ];
  return all.filter(([, share]) => rng.chance(share)).map(([text]) => text);
}

function headersOf(rng: Rng, columns: readonly { name: string }[]): string[] {
  if (rng.chance(0.25)) return [];
  return [`headers=[${columns.map(({ name }) => pythonText(name)).join(', ')}]`];
}

const opening = ['from tabulate import tabulate'];

const uses: readonly Use[] = [
  {
    name: 'rows',
    weight: 5,
    opening,
    draw: (rng, size) => {
      const columns = columnsOf(rng, size, false);
      return [
        call(
          '[',
          rowItems(rng, size, columns),
          ']',
          [...headersOf(rng, columns), ...common(rng, columns.length)],
          'printing a list of rows',
        ),
      ];
    },
    topic: 'tabulate',
    doing: [
      'We print measurement series at the end of each run with tabulate.',
      'Our release notes contain tables that a script makes with tabulate.',
      'I paste tabulate output into tickets so that people see the counts at once.',
      'A nightly job mails a summary table to the field stations.',
      'The README of our data set has its table written by a script.',
    ],
    care: [
      'The series then does not say what we measured.',
      'The notes are printed without anybody looking at them again.',
      'People take the wrong count from a ticket.',
      'The stations trust what stands in the mail.',
      'A script reads that table back and stumbles over it.',
    ],
  },
  {
    name: 'records',
    weight: 2,
    opening,
    draw: (rng, size) => {
      const columns = columnsOf(rng, size, false);
      const records = Array.from({ length: rng.integer(1, 1 + (size >> 1)) }, () => {
        const kept = rng.chance(0.25) ? rng.sample(columns, Math.max(1, columns.length - 1)) : columns;
        return `{${kept.map(({ name, kind }) => `${pythonText(name)}: ${cell(rng, kind)}`).join(', ')}}`;
      });
      const shown = rng.chance(0.75)
        ? ["headers='keys'"]
        : rng.chance(0.4)
          ? [
              `headers={${columns.map(({ name }) => `${pythonText(name)}: ${pythonText(name.toUpperCase())}`).join(', ')}}`,
            ]
          : [];
      return [
        call(
          '[',
          records,
          ']',
          [...shown, ...common(rng, columns.length)],
          'printing a list of dictionaries',
        ),
      ];
    },
    topic: 'tabulate of dictionaries',
    doing: [
      'The rows come from a JSON service as dictionaries, and not every record has every key.',
      'I hand the records of our API to tabulate as they are.',
      'Our command line tool prints whatever dictionaries the server sends.',
    ],
    care: [
      'We found it because a record seemed to have lost its value.',
      'Support reads such a table before it answers, so it has to be right.',
      'Users of the tool then see something that the server never sent.',
    ],
  },
  {
    name: 'columns',
    weight: 1.5,
    opening,
    draw: (rng, size) => {
      const columns = columnsOf(rng, size, false);
      const items = columns.map(
        ({ name, kind }) =>
          `${pythonText(name)}: [${Array.from({ length: rng.integer(1, 1 + (size >> 1)) }, () => cell(rng, kind)).join(', ')}]`,
      );
      return [
        call(
          '{',
          items,
          '}',
          [...(rng.chance(0.8) ? ["headers='keys'"] : []), ...common(rng, columns.length)],
          'printing a dictionary of columns',
        ),
      ];
    },
    topic: 'tabulate of columns',
    doing: [
      'Columns of different length come out of our sensor log, and I print them side by side.',
      'I keep results by column in a dictionary and print it now and then.',
      'A notebook of ours collects columns and shows them with tabulate.',
    ],
    care: [
      'The gaps have to stand where they belong.',
      'I compare two printouts line by line.',
      'The notebook is shown to people who know only the table.',
    ],
  },
  {
    name: 'wrapped',
    weight: 2.5,
    opening,
    draw: (rng, size) => {
      const columns = columnsOf(rng, size, true);
      const width = rng.chance(0.6)
        ? [`maxcolwidths=${rng.pick(['8', '12', '[None, 8]', '[6, 10]', '5'])}`]
        : [];
      const aligned = rng.chance(0.3) ? [`rowalign=${rng.pick(["'top'", "'center'", "'bottom'"])}`] : [];
      const format = `tablefmt=${pythonText(rng.pick(['grid', 'fancy_grid', 'simple', 'plain', 'pipe', 'psql', 'rounded_grid', 'heavy_grid', 'presto', 'pretty']))}`;
      return [
        call(
          '[',
          rowItems(rng, size, columns),
          ']',
          [...headersOf(rng, columns), ...width, ...aligned, format],
          'printing a table',
        ),
      ];
    },
    topic: 'tabulate',
    doing: [
      'The remarks of our inspection protocol, long ones and short ones, are printed with tabulate.',
      'I put addresses and house numbers into a table for the delivery list.',
      'I print error messages beside their codes.',
    ],
    care: [
      'The protocol is signed on paper, so it must be readable.',
      'A driver could not make sense of the list.',
      'Whoever looks up a code is none the wiser.',
    ],
  },
];

export const tabulate = expressionLibrary({
  source: 'pypi:tabulate@0.9.0',
  name: 'tabulate',
  code: ['tabulate/'],
  untouched: ['tabulate/version.py'],
  tests: {
    prefix: 'test/test_',
    names: ['api', 'input', 'internal', 'output', 'regression', 'textwrapper'],
    support: ['test/common.py'],
  },
  kept: ['README.md', 'LICENSE', 'pyproject.toml'],
  home: 'tabulate/__init__.py',
  uses,
  keep: [
    'Other table formats look fine to me and should stay as they are.',
    'Please change nothing in the tables that are right today, people diff them.',
    'The arguments should stay what they are.',
    'Whatever you do, keep the output of the other formats byte for byte.',
  ],
});
