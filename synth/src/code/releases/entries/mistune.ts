/** mistune: Markdown to HTML. */
import type { Example, ReleaseEntry } from '../entry.ts';
import type { Rng } from '@touchstone/contracts';

const library: ReleaseEntry['library'] = {
  name: 'mistune',
  language: 'python',
  code: ['src/mistune/'],
  tests: {
    runner: 'pytest',
    files: ['def_list', 'misc', 'plugins', 'syntax'].map((name) => `tests/test_${name}.py`),
    support: ['tests/__init__.py', 'tests/fixtures/', 'tests/perf_utils.py'],
    importFrom: 'src',
  },
  kept: ['README.md', 'README.rst', 'LICENSE', 'pyproject.toml'],
};
const pair = { before: 'pypi:mistune@3.3.4', after: 'pypi:mistune@3.4.0', library };

function documents(rng: Rng, plugin: string, lines: (rng: Rng) => string[]): Example[] {
  const opening = ['import mistune', `md = mistune.create_markdown(plugins=[${plugin}])`];
  return Array.from({ length: 130 }, (_, index) => ({
    opening,
    steps: [`md(${JSON.stringify(`${lines(rng.fork(String(index))).join('\n')}\n`)})`],
  }));
}

export const mistuneEntries: readonly ReleaseEntry[] = [
  {
    ...pair,
    id: 'mistune-definition-indent',
    mendedIn: [{ path: 'src/mistune/plugins/def_list.py' }],
    changeLog: {
      path: 'docs/changes.rst',
      quote: 'Accept definition-list markers indented by up to three spaces.',
    },
    report: `
**Definition lists vanish when the colon is indented**

Our glossary is written by people who like to indent the colon of a definition. PHP Markdown Extra and Pandoc take that; with the \`def_list\` plugin of mistune the entry becomes plain text.

\`\`\`python
import mistune
md = mistune.create_markdown(plugins=['def_list'])
md('Term\\n  : what it means\\n')
\`\`\`

I get \`{{now 0}}\` and would like \`{{then 0}}\`.

As everywhere in Markdown, up to three spaces in front of the marker should not matter, with a space or a tab behind it, with an empty line before it or not, and several definitions of one term may be indented differently. Lines that continue an indented definition, code blocks in it included, should go on belonging to it. Four spaces are no marker, and a colon without a term before it is just text. It should be the same with the \`speedup\` plugin in use.
`,
    example: {
      opening: ['import mistune', "md = mistune.create_markdown(plugins=['def_list'])"],
      steps: ["md('Term\\n  : what it means\\n')"],
    },
    failToPass: ['tests/test_def_list.py::test_'],
    shortcut: {
      path: 'src/mistune/plugins/def_list.py',
      find: 'DEF_PATTERN = r"^:[ \\t]+.*(?:\\n|$)"\nDD_START_RE = re.compile(r"^:[ \\t]+", re.M)\nDD_MARKER_RE = re.compile(r"^:[ \\t]")',
      replace:
        'DEF_PATTERN = r"^(?:  )?:[ \\t]+.*(?:\\n|$)"\nDD_START_RE = re.compile(r"^(?:  )?:[ \\t]+", re.M)\nDD_MARKER_RE = re.compile(r"^(?:  )?:[ \\t]")',
    },
    cases: (rng) =>
      documents(rng, "'def_list'", (own) => {
        const definition = () =>
          `${' '.repeat(own.pick([0, 1, 2, 3, 4]))}:${own.pick([' ', ' ', '\t', '  '])}${own.pick(['meaning', 'a *word*', 'x', '`code`'])}`;
        const gap = own.chance(0.3) ? [''] : [];
        return [
          own.pick(['Term', 'A b', '**T**']),
          ...gap,
          definition(),
          ...(own.chance(0.4) ? [definition()] : []),
          ...(own.chance(0.3) ? ['', 'After'] : []),
        ];
      }),
  },
  {
    ...pair,
    id: 'mistune-list-digit',
    mendedIn: [{ path: 'src/mistune/list_parser.py' }],
    changeLog: {
      path: 'docs/changes.rst',
      quote: 'Require at least one digit in ordered list continuation markers.',
    },
    report: `
A line that begins with a dot and a space turns into a new item as soon as it stands in a numbered list. We noticed it in meeting notes in which somebody had written " . " as a separator.

\`\`\`pycon
>>> import mistune
>>> mistune.html('1. a\\n. b\\n')
{{now 0}}
\`\`\`

I expected the line to continue the item:

\`\`\`
{{then 0}}
\`\`\`

The first item of a list cannot begin like that, only the later ones. The same happens with a bare \`)\` in a list of the form \`1)\`. A marker of a numbered list has at least one digit, and at most nine; everything else about lists is fine.
`,
    example: { opening: ['import mistune'], steps: ["mistune.html('1. a\\n. b\\n')"] },
    failToPass: ['tests/test_misc.py::TestMiscCases::test_ordered_marker_needs_a_digit'],
    cases: (rng) =>
      documents(rng, '', (own) => {
        const end = own.pick(['.', ')']);
        return [
          `1${end} a`,
          ...Array.from({ length: own.integer(1, 3) }, () =>
            own.pick([
              `${end} b`,
              `${end} b`,
              `2${end} c`,
              '. d',
              ') e',
              `12${end} f`,
              'plain',
              `${end}g`,
              '- h',
            ]),
          ),
        ];
      }),
  },
  {
    ...pair,
    id: 'mistune-longest-abbreviation',
    mendedIn: [{ path: 'src/mistune/plugins/abbr.py', saying: 'sorted(ref' }],
    changeLog: {
      path: 'docs/changes.rst',
      quote: 'Prefer longer registered abbreviation matches over shorter prefixes.',
    },
    report: `
Our documents define both HTML and HTML5 as abbreviations. Which one is found for "HTML5" depends on the order in which they are defined:

\`\`\`python
import mistune
md = mistune.create_markdown(plugins=['abbr'])
md('HTML5 and HTML\\n\\n*[HTML]: Hyper Text\\n*[HTML5]: Hyper Text 5\\n')
\`\`\`

gives

\`\`\`
{{now 0}}
\`\`\`

instead of

\`\`\`
{{then 0}}
\`\`\`

With the two definitions the other way round it is right. The same for "New York" and "New York City". The longest abbreviation that stands at a place should win, in whatever order they were defined.
`,
    example: {
      opening: ['import mistune', "md = mistune.create_markdown(plugins=['abbr'])"],
      steps: ["md('HTML5 and HTML\\n\\n*[HTML]: Hyper Text\\n*[HTML5]: Hyper Text 5\\n')"],
    },
    failToPass: ['tests/test_plugins.py::TestPlugin1_abbr::', 'tests/test_plugins.py::TestPlugin2_abbr::'],
    cases: (rng) =>
      documents(rng, "'abbr'", (own) => {
        const terms = own.sample(
          own.pick([
            ['HTML', 'HTML5', 'HTML5.1'],
            ['New York', 'New York City'],
            ['UN', 'UNO', 'UNESCO'],
            ['C', 'C++', 'C+'],
          ]),
          2,
        );
        const text = own.shuffle([...terms, own.pick(['and', 'or', 'text'])]).join(' ');
        return [text, '', ...terms.map((term) => `*[${term}]: the ${term.length}`)];
      }),
  },
  {
    ...pair,
    id: 'mistune-task-headings',
    mendedIn: [{ path: 'src/mistune/plugins/task_lists.py' }],
    changeLog: {
      path: 'docs/changes.rst',
      quote:
        "Only recognize task list markers in a list item's leading paragraph, preserving literal markers in headings.",
    },
    report: `
With the \`task_lists\` plugin a heading inside a list item loses its brackets and becomes a checkbox. Our style guide has a page about writing headings like \`[x] done\`, which is how we found out.

\`\`\`python
import mistune
md = mistune.create_markdown(plugins=['task_lists'])
md('- # [x] heading\\n')
\`\`\`

Result:

\`\`\`
{{now 0}}
\`\`\`

Expected:

\`\`\`
{{then 0}}
\`\`\`

On GitHub only the first paragraph of an item can be a task. Headings of both kinds (with \`#\` or underlined) should keep the brackets as text, at every level, and a paragraph after such a heading is no task either. A task in a list nested below a heading is one. Ordinary tasks must not change.
`,
    example: {
      opening: ['import mistune', "md = mistune.create_markdown(plugins=['task_lists'])"],
      steps: ["md('- # [x] heading\\n')"],
    },
    failToPass: [
      'tests/test_plugins.py::TestPlugin1_task_lists::',
      'tests/test_plugins.py::TestPlugin2_task_lists::',
    ],
    cases: (rng) =>
      documents(rng, "'task_lists'", (own) => {
        const box = () => own.pick(['[x]', '[ ]', '[X]', '[y]']);
        const item = () =>
          own.pick([
            `- # ${box()} head`,
            `- ## ${box()} head`,
            `- ${box()} task`,
            `- ${box()} under\n  =====`,
            `- ${box()} under\n  -----`,
            `- # ${box()} head\n\n  ${box()} after`,
            `- # head\n  - ${box()} nested`,
            '- plain',
            `1. ${box()} task`,
          ]);
        return Array.from({ length: own.integer(1, 3) }, item);
      }),
  },
];
