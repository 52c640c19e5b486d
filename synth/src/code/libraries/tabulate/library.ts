/** tabulate 0.9.0: tables of plain text from lists, dictionaries and columns. */
import { expressionLibrary, type Use } from '../expressions.ts';
import { pythonText } from '../python-literal.ts';
import { call, cell, columnsOf, common, headersOf, rowItems } from './tables.ts';

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
      const heads = rng.chance(0.2) ? [`maxheadercolwidths=${rng.pick(['4', '[3, None]', '6'])}`] : [];
      const aligned = rng.chance(0.3) ? [`rowalign=${rng.pick(["'top'", "'center'", "'bottom'"])}`] : [];
      const format = `tablefmt=${pythonText(rng.pick(['grid', 'fancy_grid', 'simple', 'plain', 'pipe', 'psql', 'rounded_grid', 'heavy_grid', 'presto', 'pretty']))}`;
      return [
        call(
          '[',
          rowItems(rng, size, columns),
          ']',
          [...headersOf(rng, columns), ...width, ...heads, ...aligned, format],
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
  {
    name: 'first row',
    weight: 1.5,
    opening,
    draw: (rng, size) => {
      const columns = columnsOf(rng, size, false);
      const head = `[${columns.map(({ name }) => pythonText(name)).join(', ')}]`;
      const rows = rowItems(rng, size, columns);
      const given = rng.chance(0.75)
        ? [`headers='firstrow'`]
        : [`headers=[${rng.pick(["'site'", "'site', 'depth'", "'first\\nline', 'b'"])}]`];
      return [
        call(
          `[${head}, `,
          rows,
          ']',
          [...given, ...common(rng, columns.length)],
          'printing rows with a head',
        ),
      ];
    },
    topic: 'tabulate of rows with a head',
    doing: [
      'The first line of our CSV files is the head, and the rows go to tabulate as they were read.',
      'I read sheets from a spreadsheet and print them, head and all.',
      'A script shows what a query returned, with the names of the columns on top.',
    ],
    care: [
      'The head no longer belongs to what stands below it.',
      'A sheet and its printout are not the same any more.',
      'Somebody took the numbers of one column for those of another.',
    ],
  },
  {
    name: 'objects',
    weight: 1.5,
    opening: [
      'from collections import namedtuple',
      'from tabulate import tabulate',
      "Well = namedtuple('Well', 'name depth')",
    ],
    draw: (rng, size) => {
      const wells = Array.from(
        { length: rng.integer(1, 1 + (size >> 1)) },
        () =>
          `Well(${cell(rng, rng.pick(['word', 'lines']))}, ${cell(rng, rng.pick(['whole', 'decimal', 'numeric-text']))})`,
      );
      const [before, after, items] = rng.pick([
        ['[', ']', wells],
        ['[', ']', wells],
        ['iter([', '])', wells],
        ["{'n': range(3), 'x': [", ']}', wells.map((_, at) => String(at * 3))],
        ["{'n': (7, 8), 'who': iter([", '])}', ["'Ann'", "'Bo'", 'None']],
        ['[', ']', ['7', "'north'", '2.5'].slice(0, 1 + (size >> 2))],
      ] as const);
      const shown = rng.pick([[], ["headers='keys'"], ["headers='keys'"], ["headers=['name', 'm']"]]);
      return [call(before, [...items], after, [...shown, ...common(rng, 2)], 'printing objects')];
    },
    topic: 'tabulate',
    doing: [
      'Named tuples come out of our database layer and go to tabulate without a detour.',
      'I hand tabulate whatever I have: tuples, ranges, iterators.',
      'A debugging helper of ours prints collections of all kinds as tables.',
    ],
    care: [
      'The table then shows something that is not in the objects.',
      'It is a pity, since it spared me the conversion.',
      'We looked for a mistake in the wrong place because of it.',
    ],
  },
  {
    name: 'separated',
    weight: 1.5,
    opening: ['from tabulate import tabulate, SEPARATING_LINE'],
    draw: (rng, size) => {
      const columns = columnsOf(rng, size, rng.chance(0.3));
      const rows = rowItems(rng, size, columns);
      const [single = ''] = rowItems(rng, 0, columns);
      const line = rng.pick(['SEPARATING_LINE', 'SEPARATING_LINE', '[SEPARATING_LINE]']);
      // The line stands between two rows however short the example becomes.
      const [before, after] = rng.chance(0.3)
        ? [`[${single}, ${line}, `, ']']
        : ['[', `, ${line}, ${single}]`];
      const format = rng.chance(0.8)
        ? [`tablefmt=${pythonText(rng.pick(['simple', 'plain', 'rst', 'simple']))}`]
        : [];
      const index = rng.chance(0.25) ? ['showindex=True'] : [];
      const given = [...headersOf(rng, columns), ...format, ...index];
      return [call(before, rows, after, given, 'printing a table with a line in it')];
    },
    topic: 'tabulate with separating lines',
    doing: [
      'Our cash report has a line above the total, made with SEPARATING_LINE.',
      'I separate groups of rows in long tables with SEPARATING_LINE.',
    ],
    care: [
      'The report goes to people who read only the last row.',
      'The groups cannot be told from each other like this.',
    ],
  },
  {
    name: 'coloured',
    weight: 1.5,
    opening,
    draw: (rng, size) => {
      const colours = ['31', '32', '1;34'];
      const rows = Array.from({ length: rng.integer(1, 1 + (size >> 1)) }, () => {
        const colour = rng.pick(colours);
        const text = rng.pick(['failed', 'ok', 'not run yet', '12', '3.5']);
        const marked = `'\\x1b[${colour}m${text}\\x1b[0m'`;
        return `[${rng.pick(["'login'", "'upload of files'", '7', "''"])}, ${marked}]`;
      });
      const width = rng.chance(0.35) ? [`maxcolwidths=${rng.pick(['6', '[None, 4]', '8'])}`] : [];
      const heads = rng.pick([
        [],
        ["headers=['test', 'state']"],
        ["headers=['test', '\\x1b[1mstate\\x1b[0m']"],
      ]);
      const given = [...heads, ...width, ...common(rng, 2).slice(0, 2)];
      // As a value: a terminal would swallow the codes, and paper cannot show them.
      return [{ ...call('[', rows, ']', given, 'printing coloured cells'), shows: 'value' }];
    },
    topic: 'tabulate with coloured text',
    doing: [
      'Results of our tests are printed in colours, in a table made with tabulate.',
      'A terminal dashboard of mine marks what is wrong in red.',
    ],
    care: [
      'Columns are shifted, or a colour runs on over the rest of the terminal.',
      'The table is hard to read in the very rows that matter.',
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
