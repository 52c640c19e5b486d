/** sqlparse 0.5.3: splitting, formatting and reading SQL without a database. */
import type { Rng } from '@touchstone/contracts';
import { expressionLibrary, options, type Line, type Segment, type Use } from '../expressions.ts';

const columns = [
  'id',
  'o.total',
  'name',
  'count(*) as n',
  'sum(x) total',
  't.*',
  "'a;b' as s",
  'price * 2',
  'case when a = 1 then 2 else 3 end',
  'coalesce(a, b, 0)',
  'created_at::date',
  '"Some Name"',
];
const tables = ['orders', 'orders o', 'shop.stock s', 'customers as c', '(select id from t where x > 1) sub'];
const conditions = [
  'a = 1',
  "name like 'x%'",
  'b in (1, 2, 3)',
  'c between 2 and 5',
  'd is not null',
  'e >= 10',
  'exists (select 1 from u)',
  '(a = 1 or b = 2)',
];

function select(rng: Rng, size: number): string[] {
  const some = <T>(all: readonly T[], most: number) =>
    rng.sample(all, rng.integer(1, Math.max(1, Math.min(most, size))));
  const parts = [
    `select ${rng.chance(0.15) ? 'distinct ' : ''}${some(columns, 4).join(rng.pick([', ', ',']))}`,
    ` from ${some(tables, 2).join(', ')}`,
  ];
  if (rng.chance(0.35))
    parts.push(` ${rng.pick(['left join', 'inner join', 'join', 'LEFT OUTER JOIN'])} items i on i.id = o.id`);
  if (rng.chance(0.6)) parts.push(` where ${some(conditions, 3).join(rng.pick([' and ', ' or ', ' AND ']))}`);
  if (rng.chance(0.25)) parts.push(` group by ${rng.pick(['name', 'name, id'])}`);
  if (rng.chance(0.15)) parts.push(' having count(*) > 1');
  if (rng.chance(0.25)) parts.push(` order by ${rng.pick(['id desc', 'name', 'n desc, id'])}`);
  if (rng.chance(0.15)) parts.push(' limit 10');
  if (rng.chance(0.15)) parts.splice(2, 0, rng.pick([' /* all of them */', ' -- why\\n', ' # note\\n']));
  return parts;
}

function statement(rng: Rng, size: number): string[] {
  return rng.weighted<() => string[]>([
    [() => select(rng, size), 7],
    [() => ['insert into stock (id, name)', " values (1, 'a')", ", (2, 'b;c')"], 1],
    [() => ['update stock', ' set a = 1, b = b + 1', ` where ${rng.pick(conditions)}`], 1],
    [() => ['create table t (id int, ', 'name varchar(20))'], 0.7],
    [() => ['with c as (', ...select(rng, Math.min(2, size)), ')', ' select * from c'], 1],
    [() => [...select(rng, Math.min(2, size)), rng.pick([' union ', ' union all ']), 'select 1'], 0.7],
    [() => ['delete from t', ` where ${rng.pick(conditions)}`], 0.6],
  ])();
}

/** `fixed` parts stay when the text is cut: half a statement is not what anybody reports. */
const text = (parts: readonly string[], fixed: number): Segment[] => [
  `'''${parts.slice(0, fixed).join('')}`,
  { items: parts.slice(fixed), join: '', min: fixed === 0 ? 1 : 0 },
  "'''",
];

const formatting: readonly (readonly string[])[] = [
  ['reindent=True'],
  [
    'reindent=True',
    'reindent=True, indent_width=4',
    'reindent=True, indent_tabs=True',
    'reindent=True, indent_after_first=True',
    'reindent=True, indent_columns=True',
    'reindent=True, comma_first=True',
    'reindent=True, wrap_after=30',
  ],
  ['reindent_aligned=True'],
  ["keyword_case='upper'", "keyword_case='capitalize'", "keyword_case='lower'"],
  ["identifier_case='upper'", "identifier_case='capitalize'"],
  ['strip_comments=True'],
  ['strip_whitespace=True'],
  ['use_space_around_operators=True'],
  ['truncate_strings=2', "truncate_strings=3, truncate_char='~'"],
  ["output_format='python'", "output_format='php'"],
];

function formatLine(rng: Rng, size: number): Line {
  const chosen = rng
    .sample(
      formatting.slice(1),
      rng.weighted([
        [1, 5],
        [2, 2],
      ]),
    )
    .map((group) => rng.pick(group));
  return {
    segments: ['sqlparse.format(', ...text(statement(rng, size), 2), options(chosen), ')'],
    about: 'formatting a statement',
    shows: 'text',
  };
}

function splitLine(rng: Rng, size: number): Line {
  const ends = [';', ';\\n', '; ', ';\\n\\n'];
  const special = [
    "select 'it''s; fine';",
    '-- a; comment\\nselect 1;',
    '/* x; y */ select 2;',
    'begin; update t set a = 1; commit;',
    'create or replace function f() returns int as $$ begin return 1; end; $$ language plpgsql;',
    'create trigger tr after insert on t begin update u set n = n + 1; end;',
    'declare x int; begin x := 1; end;',
    'if a then b; end if;',
    'case when 1 then 2 end;',
  ];
  const parts = Array.from({ length: rng.integer(1, 1 + (size >> 1)) }, () =>
    rng.chance(0.45) ? rng.pick(special) : statement(rng, 1).join('') + rng.pick(ends),
  );
  return {
    segments: [
      'sqlparse.split(',
      ...text(parts, 0),
      options(rng.chance(0.25) ? ['strip_semicolon=True'] : []),
      ')',
    ],
    about: 'splitting a script',
    shows: 'value',
  };
}

const questions: readonly [string, string][] = [
  ['s.get_type()', 'asking for the type of a statement'],
  ['[str(t) for t in s.get_sublists()]', 'listing the groups of a statement'],
  ['[type(t).__name__ for t in s.get_sublists()]', 'naming the groups of a statement'],
  [
    '[(t.get_real_name(), t.get_alias()) for t in s.get_sublists() if isinstance(t, sql.Identifier)]',
    'reading names and aliases',
  ],
  [
    '[[str(i) for i in t.get_identifiers()] for t in s.get_sublists() if isinstance(t, sql.IdentifierList)]',
    'listing identifiers',
  ],
  [
    '[[str(p) for p in t.get_parameters()] for t in s.get_sublists() if isinstance(t, sql.Function)]',
    'reading the parameters of functions',
  ],
  ['[(str(t.ttype), t.value) for t in s.flatten() if not t.is_whitespace][:8]', 'listing tokens'],
  ['str(s.token_next(0)[1])', 'asking for the next token'],
  ['[t.has_alias() for t in s.get_sublists() if isinstance(t, sql.Identifier)]', 'asking for aliases'],
];

function readLines(rng: Rng, size: number): Line[] {
  return [
    {
      segments: ['s = sqlparse.parse(', ...text(statement(rng, size), 2), ')[0]'],
      about: 'parsing a statement',
      shows: 'nothing',
    },
    ...rng.sample(questions, 3).map(([code, about]): Line => ({ segments: [code], about, shows: 'value' })),
  ];
}

const uses: readonly Use[] = [
  {
    name: 'format',
    weight: 5,
    opening: ['import sqlparse'],
    draw: (rng, size) => [formatLine(rng, size)],
    topic: 'sqlparse.format',
    doing: [
      'A hook formats the SQL in our repository before it is committed.',
      'Our query log is made readable with sqlparse.format before people see it.',
      'I use sqlparse in an editor plug-in to lay out queries.',
      'We normalise statements with sqlparse before counting how often each runs.',
      'Our teaching site shows the formatted version of what students type.',
    ],
    care: [
      'One commit touched hundreds of files because of it.',
      'The log is what we look at in the middle of the night.',
      'What the editor shows after saving is not what one would write.',
      'The same query is counted as two different ones.',
      'Students copy that version into their homework.',
    ],
  },
  {
    name: 'split',
    weight: 2,
    opening: ['import sqlparse'],
    draw: (rng, size) => [splitLine(rng, size)],
    topic: 'sqlparse.split',
    doing: [
      'Migration scripts are split with sqlparse and run statement by statement.',
      'I send a dump to a server that takes one statement at a time.',
      'Our console lets people paste several statements and runs each.',
    ],
    care: [
      'The server answers with a syntax error in the middle of a migration.',
      'The dump cannot be loaded like this.',
      'People see an error for something that they typed correctly.',
    ],
  },
  {
    name: 'read',
    weight: 3,
    opening: ['import sqlparse', 'from sqlparse import sql'],
    draw: readLines,
    topic: 'sqlparse.parse',
    doing: [
      'A linter of ours looks at parsed statements and complains about missing aliases.',
      'I collect the tables and columns that reports use from their SQL.',
      'Our access check reads the type of a statement and its names.',
      'Data lineage in our warehouse is worked out from parsed queries.',
    ],
    care: [
      'The linter now complains about the wrong statements.',
      'Reports were filed under the wrong table.',
      'The check lets through or blocks the wrong things.',
      'The lineage graph shows something else than the query says.',
    ],
  },
];

export const sqlparse = expressionLibrary({
  source: 'pypi:sqlparse@0.5.3',
  name: 'sqlparse',
  code: ['sqlparse/'],
  untouched: ['sqlparse/cli.py', 'sqlparse/__main__.py', 'sqlparse/keywords.py', 'sqlparse/tokens.py'],
  tests: {
    prefix: 'tests/test_',
    names: ['format', 'grouping', 'keywords', 'parse', 'regressions', 'split', 'tokenize', 'utils'],
    support: ['tests/__init__.py', 'tests/conftest.py', 'tests/files/'],
  },
  kept: ['README.rst', 'LICENSE', 'pyproject.toml'],
  home: 'sqlparse/__init__.py',
  uses,
  keep: [
    'Other options should give what they give now.',
    'Please keep whatever is formatted right today as it is.',
    'The classes and their methods should keep their names, we subclass some.',
    'Nothing but this should change, our stored results depend on it.',
  ],
});
