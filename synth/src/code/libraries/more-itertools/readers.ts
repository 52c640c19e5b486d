/** Objects of more-itertools that are read step by step: what one line did shows in the next. */
import type { Rng } from '@touchstone/contracts';
import type { Line, Segment } from '../expressions.ts';

const numbers = (rng: Rng, size: number, least = 0): string[] =>
  Array.from({ length: rng.integer(least, 2 + size) }, () => String(rng.integer(0, 6)));
const small = (rng: Rng) => rng.integer(0, 4);
const list = (items: string[], min = 0): Segment[] => ['[', { items, join: ', ', min }, ']'];

/** Without `shows`, a value. */
type Asked = readonly [code: string, about: string, shows?: 'nothing'];
type Reader = (rng: Rng, size: number) => { made: Segment[]; about: string; asked: readonly Asked[] };

const rest: Asked = ['list(it)', 'reading the rest'];

const peekable: Reader = (rng, size) => ({
  made: ['it = mi.peekable(', ...list(numbers(rng, size)), ')'],
  about: 'making a peekable',
  asked: [
    ["it.peek('none')", 'peeking'],
    ["next(it, 'none')", 'taking one'],
    [`it.prepend(${small(rng)}, ${small(rng)})`, 'putting two back', 'nothing'],
    ['bool(it)', 'asking whether anything is left'],
    [`it[${small(rng)}:${small(rng) + 2}]`, 'looking at a slice'],
    [`it[:${small(rng) - 2}]`, 'looking at a slice'],
    ['it[::-1]', 'looking at it backwards'],
    [`it[${rng.pick([0, 1, 2, -1, -2])}]`, 'looking at one place'],
    [`it[${small(rng)}::2]`, 'looking at every second one'],
    rest,
  ],
});

const seekable: Reader = (rng, size) => ({
  made: [
    'it = mi.seekable(',
    ...list(numbers(rng, size, 2), 1),
    rng.chance(0.4) ? `, maxlen=${rng.integer(1, 3)})` : ')',
  ],
  about: 'making a seekable',
  asked: [
    ["next(it, 'none')", 'taking one'],
    ["next(it, 'none')", 'taking one'],
    [`it.seek(${rng.integer(0, 3)})`, 'seeking', 'nothing'],
    [`it.relative_seek(${rng.pick([-2, -1, 1, 2])})`, 'seeking from where one is', 'nothing'],
    ["it.peek('none')", 'peeking'],
    ['bool(it)', 'asking whether anything is left'],
    ['list(it.elements())', 'looking at what was read'],
    rest,
  ],
});

const bucket: Reader = (rng, size) => ({
  made: [
    'it = mi.bucket(',
    ...list(numbers(rng, size, 2), 1),
    `, key=lambda x: x % 3${rng.pick(['', ', validator=lambda x: x < 2', ', validator=lambda x: x > 0'])})`,
  ],
  about: 'making buckets',
  asked: [
    [`list(it[${rng.integer(0, 2)}])`, 'reading one bucket'],
    [`next(it[${rng.integer(0, 2)}], 'none')`, 'reading the first of a bucket'],
    [`${rng.integer(0, 3)} in it`, 'asking for a bucket'],
    ['sorted(it)', 'listing the buckets'],
    [`list(it[${rng.integer(0, 2)}])`, 'reading one bucket'],
  ],
});

const view: Reader = (rng, size) => ({
  made: ['data = ', ...list(numbers(rng, size, 2), 1), '; it = mi.SequenceView(data)'],
  about: 'making a view',
  asked: [
    ['len(it)', 'asking for the length of a view'],
    ['it', 'looking at a view'],
    ['it[1:]', 'slicing a view'],
    ['data.append(9)', 'adding to what is viewed', 'nothing'],
    ['it[-1]', 'reading the last of a view'],
    ['list(it)', 'reading a view'],
  ],
});

const countable: Reader = (rng, size) => ({
  made: ['it = mi.countable(', ...list(numbers(rng, size)), ')'],
  about: 'making a countable',
  asked: [
    ["next(it, 'none')", 'taking one'],
    ['it.items_seen', 'asking how many were read'],
    ['mi.consume(it, 2)', 'skipping two', 'nothing'],
    rest,
    ['it.items_seen', 'asking how many were read'],
  ],
});

const spied: Reader = (rng, size) => ({
  made: [`head, it = mi.spy(`, ...list(numbers(rng, size)), `, ${rng.integer(0, 4)})`],
  about: 'looking ahead',
  asked: [['head', 'looking at the first ones'], ["next(it, 'none')", 'taking one'], rest],
});

const watched: Reader = (rng, size) => ({
  made: [
    'seen = []; it = mi.side_effect(seen.append, ',
    ...list(numbers(rng, size)),
    `${rng.pick(['', ', chunk_size=2', ', chunk_size=3'])}${rng.pick(['', ", before=lambda: seen.append('start')"])}${rng.pick(['', ", after=lambda: seen.append('end')"])})`,
  ],
  about: 'watching what passes',
  asked: [['mi.take(2, it)', 'taking two'], rest, ['seen', 'looking at what was noted']],
});

const readers: readonly (readonly [Reader, number])[] = [
  [peekable, 4],
  [seekable, 4],
  [bucket, 2],
  [view, 1],
  [countable, 0.5],
  [spied, 0.7],
  [watched, 1.5],
];

/** What is asked comes in the order in which it was written now and then, otherwise in any. */
export function readerLines(rng: Rng, size: number): Line[] {
  const { made, about, asked } = rng.weighted(readers)(rng, size);
  const count = Math.min(asked.length, rng.integer(2, 3));
  return [
    { segments: made, about, shows: 'nothing' },
    ...rng
      .sample(asked, count)
      .map(([code, what, shows]): Line => ({ segments: [code], about: what, shows: shows ?? 'value' })),
  ];
}
