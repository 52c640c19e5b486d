/** sqlparse: SQL taken apart and formatted. */
import type { Rng } from '@touchstone/contracts';
import type { Example, ReleaseEntry } from '../entry.ts';

const library: ReleaseEntry['library'] = {
  name: 'sqlparse',
  language: 'python',
  code: ['sqlparse/'],
  tests: {
    runner: 'pytest',
    // Without test_dos_prevention.py: it measures seconds.
    files: ['format', 'grouping', 'keywords', 'parse', 'regressions', 'split', 'tokenize'].map(
      (name) => `tests/test_${name}.py`,
    ),
    support: ['tests/__init__.py', 'tests/conftest.py', 'tests/files/'],
    importFrom: '',
  },
  kept: ['README.md', 'README.rst', 'LICENSE', 'pyproject.toml'],
};

const quoted = (text: string) => JSON.stringify(text);

function outputs(rng: Rng, inside: readonly string[], formats: readonly string[]): Example[] {
  return Array.from({ length: 130 }, (_, index) => {
    const own = rng.fork(String(index));
    const odd = () => own.pick(inside);
    const sql = own.pick([
      `select '${odd()}' from t`,
      `select "${odd()}", b from t where a = '${odd()}'`,
      `select 1 -- ${odd()}\nfrom t`,
      `insert into t values ('${odd()}', 2)`,
      `select a /* ${odd()} */ from b`,
      `select a\nfrom b\nwhere c like '%${odd()}%'`,
      'select a, b from t',
      `update t set a = 'x'; select '${odd()}'`,
    ]);
    const options = own.pick(['', '', ', reindent=True', ", keyword_case='upper'"]);
    return {
      opening: ['import sqlparse'],
      steps: [`sqlparse.format(${quoted(sql)}, output_format=${quoted(own.pick(formats))}${options})`],
    };
  });
}

export const sqlparseEntries: readonly ReleaseEntry[] = [
  {
    id: 'sqlparse-php-dollars',
    before: 'pypi:sqlparse@0.6.0',
    after: 'pypi:sqlparse@0.6.1',
    library,
    changeLog: {
      path: 'CHANGELOG',
      quote: 'IMPORTANT: Dollar signs are now escaped in the `php` output format.',
    },
    report: `
We paste the output of \`sqlformat --language php\` (that is, \`output_format='php'\`) into PHP files. A colleague noticed that PHP replaces \`$name\` in the string, because the snippet uses double quotes and the dollar sign of the SQL stands in it as it is:

\`\`\`python
import sqlparse
sqlparse.format("SELECT '$name'", output_format='php')
\`\`\`

gives \`{{now 0}}\`, but for PHP to see the same SQL it would have to be \`{{then 0}}\`. With \`\${expr}\` or \`{$obj->prop}\` in the text this even runs code.

Please escape every dollar sign that comes from the SQL, wherever it stands: in strings, in quoted identifiers, in comments, in the \`$body$\` quotes of PostgreSQL, on every line of a statement of several lines. A backslash that is already there must not undo it. The dollar sign of the PHP variable itself stays, and so does the \`python\` format, where a dollar means nothing.
`,
    example: {
      opening: ['import sqlparse'],
      steps: [`sqlparse.format("SELECT '$name'", output_format='php')`],
    },
    failToPass: [
      'tests/test_format.py::TestOutputFormat::test_php_escapes_dollar',
      'tests/test_format.py::TestOutputFormat::test_php_dollar',
    ],
    cases: (rng) =>
      outputs(
        rng,
        ['$name', '${expr}', '{$o->p}', 'a$b$c', '\\\\$x', 'plain', '$', '"$q"', '100%', '$$'],
        ['php', 'php', 'php', 'python'],
      ),
    shortcut: {
      path: 'sqlparse/filters/output.py',
      find: `replace('\\\\', '\\\\\\\\').replace('"', '\\\\"')`,
      replace: `replace('\\\\', '\\\\\\\\').replace('"', '\\\\"').replace('$name', '\\\\$name')`,
    },
  },
  {
    id: 'sqlparse-backslashes',
    before: 'pypi:sqlparse@0.5.5',
    after: 'pypi:sqlparse@0.6.0',
    library,
    changeLog: {
      path: 'CHANGELOG',
      quote: 'Backslashes are now escaped in the `python` and `php` output formats.',
    },
    report: `
We generate code from SQL files with \`output_format='python'\` and \`'php'\`. Statements with a backslash in them come out wrong, in the worst case as a string that ends too early:

\`\`\`pycon
>>> import sqlparse
>>> print(sqlparse.format(r"select '\\foo\\'", output_format='python'))
{{now 0}}
\`\`\`

The backslash before the last quote now belongs to the escaped quote, and what is left is no valid Python. It should have been

\`\`\`
{{then 0}}
\`\`\`

that is, each backslash of the SQL doubled, whatever follows it, and quotes escaped as they are today. PHP needs the same: there single quotes need no escaping, but double quotes and backslashes do. If you evaluate the generated code, you have to get the SQL back.
`,
    example: {
      opening: ['import sqlparse', 'class Text(str):', '    __repr__ = str.__str__'],
      steps: [`Text(sqlparse.format(r"select '\\foo\\'", output_format='python'))`],
    },
    failToPass: [
      'tests/test_format.py::TestOutputFormat::test_python_escapes_backslashes',
      'tests/test_format.py::TestOutputFormat::test_php_escapes_backslashes',
    ],
    cases: (rng) =>
      outputs(
        rng,
        ['\\foo\\', 'C:\\temp', '\\', 'a\\nb', 'plain', '\\\\', '"q\\"', 'x\\y\\z', '100%'],
        ['php', 'python'],
      ),
  },
  {
    id: 'sqlparse-real-name',
    before: 'pypi:sqlparse@0.5.5',
    after: 'pypi:sqlparse@0.6.0',
    library,
    changeLog: { path: 'CHANGELOG', quote: 'Fix `get_real_name` for names with more than two dotted parts' },
    report: `
Our lineage tool asks sqlparse for the columns of a query. For fully qualified names the answer is the schema instead of the column:

\`\`\`python
import sqlparse
column = sqlparse.parse('db.schema.tbl.col')[0].tokens[0]
column.get_real_name()
\`\`\`

returns \`{{now 0}}\`, where I expected \`{{then 0}}\`. Names of two parts are right. \`get_name()\` is wrong in the same way as long as there is no alias; with an alias, as in \`x.y.z AS w\`, the alias is found but the real name is not.

The real name is what comes after the last dot. The parent name should stay what it is today (the part before the first dot), and function calls such as \`a.b(1)\` should not change.
`,
    example: {
      opening: ['import sqlparse', "column = sqlparse.parse('db.schema.tbl.col')[0].tokens[0]"],
      steps: ['column.get_real_name()'],
    },
    failToPass: ['tests/test_parse.py::test_get_real_name_multi_part_dotted'],
    cases: (rng) =>
      Array.from({ length: 120 }, (_, index) => {
        const own = rng.fork(String(index));
        const parts = own.sample(
          ['db', 'main', 'tbl', 'col', '"My Col"', 'x', 'users', 'id', '`q`'],
          own.integer(1, 5),
        );
        const alias = own.pick(['', '', ' AS w', ' w']);
        return {
          opening: [
            'import sqlparse',
            `name = sqlparse.parse(${quoted(parts.join('.') + alias)})[0].tokens[0]`,
          ],
          steps: [
            'getattr(name, "get_real_name", str)()',
            'getattr(name, "get_alias", str)()',
            'getattr(name, "get_parent_name", str)()',
            'getattr(name, "get_name", str)()',
          ],
        };
      }),
  },
  {
    id: 'sqlparse-between-fraction',
    before: 'pypi:sqlparse@0.5.5',
    after: 'pypi:sqlparse@0.6.0',
    library,
    changeLog: {
      path: 'CHANGELOG',
      quote:
        'Keep a keyword such as `BETWEEN` from being reclassified as an identifier when it is followed by a float literal written without a leading zero',
    },
    report: `
\`BETWEEN\` is lost when the bounds are written without a leading zero, as our accounting people like to do (\`.03\` instead of \`0.03\`):

\`\`\`python
import sqlparse
from sqlparse import tokens as T
words = list(sqlparse.parse('a BETWEEN .03 AND .06')[0].flatten())
[word.value for word in words if word.ttype is T.Keyword]
\`\`\`

I get \`{{now 0}}\` and expected \`{{then 0}}\`, which is what comes with \`0.03\` and \`0.06\`. The bounds themselves are numbers in both cases.

It concerns every keyword in front of such a number, in upper or lower case. Where a name follows the dot, as in \`schema.table\`, the word before it must still be a name, also if it is spelt like a keyword.
`,
    example: {
      opening: [
        'import sqlparse',
        'from sqlparse import tokens as T',
        "words = list(sqlparse.parse('a BETWEEN .03 AND .06')[0].flatten())",
      ],
      steps: ['[word.value for word in words if word.ttype is T.Keyword]'],
    },
    failToPass: ['tests/test_regressions.py::test_between_leading_dot_float_issue601'],
    shortcut: {
      path: 'sqlparse/keywords.py',
      find: "(r'[A-ZÀ-Ü]\\w*(?=\\s*\\.)', tokens.Name),  # 'Name'.",
      replace: "(r'(?!(?:BETWEEN|AND)\\b)[A-ZÀ-Ü]\\w*(?=\\s*\\.)', tokens.Name),  # 'Name'.",
    },
    cases: (rng) =>
      Array.from({ length: 110 }, (_, index) => {
        const own = rng.fork(String(index));
        const number = () => own.pick(['.03', '.5', '0.5', '.25', '7', '1.5', '.001']);
        const sql = own.pick([
          `a BETWEEN ${number()} AND ${number()}`,
          `x between ${number()} and ${number()} or y in (${number()})`,
          `select * from t where a > ${number()} and b not between ${number()} and ${number()}`,
          `case when ${number()} then ${number()} else ${number()} end`,
          `select ${number()}, b from order.items limit ${number()}`,
          `a like ${number()}`,
          `select values.a, ${number()} from t`,
        ]);
        return {
          opening: ['import sqlparse', `words = list(sqlparse.parse(${quoted(sql)})[0].flatten())`],
          steps: ['[(str(word.ttype), word.value) for word in words if not word.is_whitespace]'],
        };
      }),
  },
];
