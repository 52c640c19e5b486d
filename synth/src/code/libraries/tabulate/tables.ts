/** Rows, columns and options of tables as a user writes them. Knows no story. */
import type { Rng } from '@touchstone/contracts';
import { options, type Line, type Segment } from '../expressions.ts';
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
  'latex_raw',
  'latex_longtable',
  'heavy_grid',
  'double_grid',
  'mixed_outline',
  'double_outline',
];
const headers = ['site', 'depth', 'count', 'share', 'note'];
const words = ['oak', 'river', 'north field', 'B-12', 'total', 'n/a', 'Anna', 'left bank'];

type Kind = 'word' | 'whole' | 'decimal' | 'mixed' | 'lines' | 'numeric-text';

export function cell(rng: Rng, kind: Kind): string {
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

export function columnsOf(rng: Rng, size: number, lines: boolean): { name: string; kind: Kind }[] {
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

export function rowItems(rng: Rng, size: number, columns: readonly { kind: Kind }[]): string[] {
  return Array.from({ length: rng.integer(1, 1 + (size >> 1)) }, () => {
    const length = rng.chance(0.06) ? columns.length - 1 : columns.length;
    return `[${columns
      .slice(0, length)
      .map(({ kind }) => cell(rng, kind))
      .join(', ')}]`;
  });
}

export function call(before: string, items: string[], after: string, given: string[], about: string): Line {
  const rows: Segment = { items, join: ', ', min: 1 };
  return { segments: [`tabulate(${before}`, rows, after, options(given), ')'], about, shows: 'text' };
}

export function common(rng: Rng, width: number): string[] {
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

export function headersOf(rng: Rng, columns: readonly { name: string }[]): string[] {
  if (rng.chance(0.25)) return [];
  return [`headers=[${columns.map(({ name }) => pythonText(name)).join(', ')}]`];
}
