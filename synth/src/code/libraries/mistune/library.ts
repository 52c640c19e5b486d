/** mistune 3.1.3: Markdown to HTML with plugins. */
import type { Rng } from '@touchstone/contracts';
import { expressionLibrary, type Line, type Segment, type Use } from '../expressions.ts';
import { pythonText } from '../python-literal.ts';

const inline = [
  'plain words',
  '*stressed*',
  '**strong**',
  '***both***',
  '`code`',
  '``a ` b``',
  '[link](/url)',
  '[link](/url "title")',
  '![picture](a.png)',
  '<https://example.org>',
  'a\\*b',
  'x < y & z',
  '<b>raw</b>',
  'two  \nlines',
  '[ref]',
  '[text][ref]',
  '_under_score',
  '**open',
  '&copy; 2020',
];

const blocks: readonly ((rng: Rng) => string)[] = [
  (rng) => `${'#'.repeat(rng.integer(1, 4))} ${rng.pick(inline)}`,
  (rng) => `${rng.pick(inline)} ${rng.pick(inline)}`,
  (rng) =>
    rng
      .sample(inline, 2)
      .map((item) => `${rng.pick(['- ', '* '])}${item}`)
      .join('\n'),
  (rng) => `${rng.integer(1, 9)}. first\n${rng.pick(['2', '3'])}. ${rng.pick(inline)}`,
  () => '- outer\n  - inner\n  - inner two\n- outer two',
  () => '- loose\n\n- items\n\n  with a paragraph',
  (rng) => `> ${rng.pick(inline)}\n> more\nlazy`,
  (rng) => `\`\`\`${rng.pick(['', 'py', 'sh'])}\nx = 1 < 2\n\`\`\``,
  () => '    indented code\n\n    more',
  () => 'Title\n=====',
  () => 'Subtitle\n---',
  () => '***',
  () => '[ref]: /target "Target"',
  () => '<div>\nraw *block*\n</div>',
  () => '~~~\nfence\n~~~',
  (rng) => `${rng.pick(inline)}\n${rng.pick(inline)}`,
];

const extras: Readonly<Record<string, readonly string[]>> = {
  table: ['| a | b |\n|---|:-:|\n| 1 | *2* |\n| 3 | 4 |', 'a | b\n--|--\n1 | 2', '| a |\n|---|\n| `x\\|y` |'],
  strikethrough: ['~~gone~~ stays', 'a ~~b *c*~~ d', '~~ not ~~'],
  footnotes: [
    'word[^1] and[^2]\n\n[^1]: first note\n\n[^2]: second',
    'again[^a] and again[^a]\n\n[^a]: note\n    more of it',
  ],
  task_lists: ['- [ ] open\n- [x] done', '- [X] done\n- plain'],
  def_list: ['Term\n: its meaning\n: another', 'One\n: 1\n\nTwo\n: 2'],
  abbr: ['The HTML page\n\n*[HTML]: Hyper Text', 'CSS and CSSX\n\n*[CSS]: Sheets'],
  mark: ['==marked== words', '==a *b*=='],
  insert: ['^^added^^ words'],
  superscript: ['2^10^ is'],
  subscript: ['H~2~O'],
  math: ['$$\nx^2\n$$', 'so $a+b$ it'],
  url: ['see https://example.org/x now'],
  ruby: ['[漢字(ㄏㄢˋㄗˋ)]'],
  spoiler: ['>! hidden\n>! more', 'a >! secret !< b'],
};

function source(rng: Rng, size: number, plugin?: string): Segment[] {
  const parts = Array.from({ length: rng.integer(1, Math.max(1, size >> 1)) }, () => rng.pick(blocks)(rng));
  if (plugin !== undefined)
    parts.splice(rng.integer(0, parts.length), 0, rng.pick(extras[plugin] as string[]));
  if (plugin !== undefined && rng.chance(0.4)) parts.splice(0, parts.length - 1);
  const escaped = parts.map((part) =>
    pythonText(part).slice(1, -1).replaceAll("\\'", "'").replaceAll("'", "\\'"),
  );
  return ["'", { items: escaped, join: '\\n\\n', min: 1 }, "'"];
}

function line(maker: string, rest: Segment[], about: string): Line {
  return { segments: [maker, '(', ...rest, ')'], about, shows: 'text' };
}

const uses: readonly Use[] = [
  {
    name: 'html',
    weight: 4,
    opening: ['import mistune'],
    draw: (rng, size) => [
      line(
        rng.pick([
          'mistune.html',
          'mistune.html',
          'mistune.create_markdown()',
          'mistune.create_markdown(escape=False, hard_wrap=True)',
        ]),
        source(rng, size),
        'rendering',
      ),
    ],
    topic: 'mistune',
    doing: [
      'Our static site is rendered with mistune.',
      'Comments on our forum are Markdown and go through mistune.',
      'I turn lecture notes into HTML with mistune.',
      'The help pages of our program are written in Markdown and rendered at build time.',
      'Package descriptions are shown on our internal index with mistune.',
    ],
    care: [
      'A page that was fine for years looks broken.',
      'Readers see something else than was written.',
      'Nobody proof-reads the slides again after that step.',
      'The help is shipped with the program and cannot be corrected later.',
      'Authors think that they made a mistake in their description.',
    ],
  },
  {
    name: 'plugins',
    weight: 5,
    opening: ['import mistune'],
    draw: (rng, size) => {
      const plugin = rng.pick(Object.keys(extras));
      const chosen: Segment = { items: [`plugins=['${plugin}']`], join: '', min: 0 };
      const segments = ['mistune.create_markdown(', chosen, ')(', ...source(rng, size, plugin), ')'];
      return [{ segments, about: 'rendering', shows: 'text' }];
    },
    topic: 'create_markdown',
    doing: [
      'We switch on single plugins for different sections of our wiki.',
      'I render my notes with one of the bundled plugins.',
      'Our documentation tool offers the bundled plugins to authors.',
      'Course material of ours uses an extension of the plain syntax.',
    ],
    care: [
      'Authors complained at once.',
      'I would not have noticed without comparing with an old copy.',
      'The tool promises authors that this just works.',
      'Printed material cannot be corrected later.',
    ],
  },
  {
    name: 'tokens',
    weight: 2,
    opening: [
      'import mistune',
      "tokens = mistune.create_markdown(renderer=None, plugins=['table', 'footnotes', 'task_lists', 'strikethrough'])",
    ],
    draw: (rng, size) => [
      {
        segments: [
          'tokens(',
          ...source(rng, Math.min(size, 4), rng.pick([undefined, 'table', 'task_lists', 'strikethrough'])),
          ')',
        ],
        about: 'reading tokens',
        shows: 'value',
      },
    ],
    topic: 'renderer=None',
    doing: [
      'I walk over the tokens to collect links and headings.',
      'Our spell checker reads Markdown as tokens so that it can skip code.',
      'We make slides from the token list.',
    ],
    care: [
      'My list of links and headings is no longer complete or right.',
      'The checker stops at things it never stopped at.',
      'The slides do not say what the source says.',
    ],
  },
  {
    name: 'renderers',
    weight: 2,
    opening: [
      'import mistune',
      'from mistune.renderers.markdown import MarkdownRenderer',
      'from mistune.renderers.rst import RSTRenderer',
      'to_markdown = mistune.create_markdown(renderer=MarkdownRenderer())',
      'to_rst = mistune.create_markdown(renderer=RSTRenderer())',
    ],
    draw: (rng, size) => [line(rng.pick(['to_markdown', 'to_rst']), source(rng, size), 'rewriting')],
    topic: 'the Markdown and RST renderers',
    doing: [
      'We normalise Markdown by rendering it back to Markdown.',
      'Old notes are converted to reStructuredText with the bundled renderer.',
      'I tidy up contributed documents by a round trip.',
    ],
    care: [
      'The round trip must not change what a document says.',
      'Nobody wants to correct ten years of notes by hand.',
      'The tidy version is what gets committed.',
    ],
  },
];

export const mistune = expressionLibrary({
  source: 'pypi:mistune@3.1.3',
  name: 'mistune',
  code: ['src/mistune/'],
  untouched: ['src/mistune/__main__.py', 'src/mistune/directives/'],
  tests: {
    prefix: 'tests/test_',
    names: ['directives', 'hooks', 'misc', 'plugins', 'renderers', 'syntax'],
    support: ['tests/__init__.py', 'tests/fixtures/'],
    importFrom: 'src',
  },
  kept: ['README.rst', 'LICENSE', 'pyproject.toml'],
  home: 'src/mistune/__init__.py',
  uses,
  keep: [
    'Everything else renders well and should stay so.',
    'Please leave the signatures alone, we have plugins of our own.',
    'The output for other constructs is compared in our tests, so please keep it.',
    'CommonMark behaviour elsewhere should not move.',
  ],
});
