/** Calls that users of more-itertools make, by what they are after; every one ends and shows a plain value. */
import type { Rng } from '@touchstone/contracts';
import type { Line, Segment } from '../expressions.ts';
import { numeric, places, together } from './further-calls.ts';

type Draw = (rng: Rng, size: number) => Segment[];

function list(items: readonly string[], min = 0): Segment[] {
  return ['[', { items: [...items], join: ', ', min }, ']'];
}

const integers: Draw = (rng, size) =>
  list(Array.from({ length: rng.integer(0, 2 + size) }, () => String(rng.integer(0, 6))));
const ascending: Draw = (rng, size) => {
  let at = 0;
  return list(
    Array.from({ length: rng.integer(2, 3 + size) }, () => String((at += rng.pick([0, 1, 1, 1, 2, 5])))),
  );
};
const some: Draw = (rng, size) =>
  list(
    Array.from({ length: rng.integer(2, 2 + size) }, () => String(rng.integer(0, 6))),
    1,
  );
const words: Draw = (rng, size) =>
  list(
    rng.sample(
      ["'ash'", "'bay'", "'elm'", "'fir'", "'oak'", "'yew'", "''", "'bay'", "'Oak'"],
      Math.min(9, rng.integer(1, 2 + size)),
    ),
  );
const mixed: Draw = (rng, size) =>
  list(
    rng.sample(
      ['0', '1', '2', "'a'", 'None', 'False', "''", '[3, 4]', '(5, [6])'],
      rng.integer(2, 2 + (size >> 1)),
    ),
  );
const count = (rng: Rng) => String(rng.integer(1, 4));
const small = (rng: Rng) => String(rng.integer(0, 3));
const test = (rng: Rng) =>
  rng.pick(['lambda x: x > 2', 'lambda x: x % 2 == 0', 'lambda x: x == 0', 'lambda x: x < 4']);
const maybe = (rng: Rng, given: string, chance = 0.5) => (rng.chance(chance) ? `, ${given}` : '');

/** `list(name(data, rest))`, or without `list` where the value is plain. */
const listed =
  (name: string, data: Draw, rest: (rng: Rng) => string = () => ''): Draw =>
  (rng, size) => [`list(${name}(`, ...data(rng, size), `${rest(rng)}))`];
const plain =
  (name: string, data: Draw, rest: (rng: Rng) => string = () => ''): Draw =>
  (rng, size) => [`${name}(`, ...data(rng, size), `${rest(rng)})`];
/** Functions that take the test or number first. */
const after =
  (open: string, first: (rng: Rng) => string, data: Draw, close = ')'): Draw =>
  (rng, size) => [`${open}${first(rng)}, `, ...data(rng, size), close];

const batches: readonly Draw[] = [
  listed('mi.chunked', integers, (rng) => `, ${count(rng)}${maybe(rng, 'strict=True', 0.3)}`),
  listed('mi.sliced', some, (rng) => `, ${count(rng)}${maybe(rng, 'strict=True', 0.3)}`),
  (rng, size) => [`[list(part) for part in mi.divide(${count(rng)}, `, ...integers(rng, size), ')]'],
  (rng, size) => [`[list(part) for part in mi.distribute(${count(rng)}, `, ...integers(rng, size), ')]'],
  (rng, size) => ['[list(part) for part in mi.ichunked(', ...integers(rng, size), `, ${count(rng)})]`],
  listed('mi.chunked_even', integers, (rng) => `, ${count(rng)}`),
  listed(
    'mi.constrained_batches',
    words,
    (rng) => `, ${rng.integer(3, 9)}${maybe(rng, `max_count=${count(rng)}`)}${maybe(rng, 'strict=False')}`,
  ),
  listed(
    'mi.windowed',
    integers,
    (rng) => `, ${rng.integer(0, 4)}${maybe(rng, `step=${count(rng)}`)}${maybe(rng, 'fillvalue=0', 0.3)}`,
  ),
  listed('mi.windowed_complete', some, (rng) => `, ${count(rng)}`),
  listed(
    'mi.stagger',
    some,
    (rng) => `, offsets=${rng.pick(['(-1, 0, 1)', '(0, 1)', '(0, 2, 4)'])}${maybe(rng, 'longest=True')}`,
  ),
  listed(
    'mi.grouper',
    integers,
    (rng) => `, ${count(rng)}${rng.pick(['', ", 'ignore'", ", 'fill', 0", ", 'strict'"])}`,
  ),
  listed('mi.batched', integers, (rng) => `, ${count(rng)}${maybe(rng, 'strict=True', 0.3)}`),
  listed('mi.padded', integers, (rng) => `, 0, ${rng.integer(2, 6)}${maybe(rng, 'next_multiple=True')}`),
  listed(
    'mi.zip_offset',
    some,
    (rng) => `, [7, 8, 9], offsets=${rng.pick(['(0, 1)', '(1, 0)', '(-1, 1)'])}${maybe(rng, 'longest=True')}`,
  ),
  listed('mi.triplewise', integers),
  listed('mi.sliding_window', integers, (rng) => `, ${count(rng)}`),
  listed('mi.split_into', integers, (rng) => `, ${rng.pick(['[1, 2]', '[2, 0, 1]', '[1, None]', '[3, 3]'])}`),
];

const groups: readonly Draw[] = [
  listed(
    'mi.split_at',
    integers,
    (rng) => `, ${test(rng)}${maybe(rng, `maxsplit=${count(rng)}`)}${maybe(rng, 'keep_separator=True')}`,
  ),
  listed('mi.split_before', integers, (rng) => `, ${test(rng)}${maybe(rng, `maxsplit=${count(rng)}`)}`),
  listed('mi.split_after', integers, (rng) => `, ${test(rng)}${maybe(rng, `maxsplit=${count(rng)}`)}`),
  listed(
    'mi.split_when',
    integers,
    (rng) =>
      `, lambda x, y: ${rng.pick(['y < x', 'x == y', 'y - x > 1'])}${maybe(rng, `maxsplit=${count(rng)}`)}`,
  ),
  (rng, size) => ['[list(group) for group in mi.consecutive_groups(', ...ascending(rng, size), ')]'],
  (rng, size) => [
    'dict(mi.map_reduce(',
    ...integers(rng, size),
    `, keyfunc=lambda x: x % 3${maybe(rng, 'valuefunc=lambda x: x * 10')}${maybe(rng, 'reducefunc=sum')}))`,
  ],
  (rng, size) => [
    '[(key, list(group)) for key, group in mi.groupby_transform(',
    ...integers(rng, size),
    `, keyfunc=lambda x: x > 2${maybe(rng, 'valuefunc=lambda x: -x')})]`,
  ],
  (rng, size) => ['list(mi.run_length.encode(', ...integers(rng, size), '))'],
  (rng, size) => ['[list(part) for part in mi.partition(', test(rng), ', ', ...integers(rng, size), ')]'],
  listed('mi.unique_everseen', mixed),
  listed('mi.unique_justseen', integers, (rng) => maybe(rng, 'key=lambda x: x // 2')),
  listed('mi.duplicates_everseen', integers, (rng) => maybe(rng, 'key=lambda x: x % 3')),
  listed('mi.duplicates_justseen', integers, (rng) => maybe(rng, 'key=lambda x: x // 2')),
  listed('mi.classify_unique', integers),
  (rng, size) => ['mi.unique_to_each(', ...integers(rng, size), ', ', ...integers(rng, size), ')'],
  listed('mi.collapse', mixed, (rng) => rng.pick(['', ', base_type=tuple', ', levels=1'])),
  (rng, size) => [
    `[list(part) for part in mi.set_partitions(`,
    ...words(rng, Math.min(size, 2)),
    `, ${count(rng)})]`,
  ],
  listed('mi.partitions', (rng) => integers(rng, 2)),
  (rng, size) => ['mi.all_unique(', ...integers(rng, size), maybe(rng, 'key=lambda x: x % 4'), ')'],
  (rng, size) => ['mi.all_equal(', ...some(rng, size >> 1), maybe(rng, 'key=lambda x: x > 3'), ')'],
];

const positions: readonly Draw[] = [
  listed('mi.locate', integers, (rng) => `, ${test(rng)}`),
  listed('mi.locate', integers, () => ', lambda *x: x[0] < x[1], window_size=2'),
  listed('mi.rlocate', integers, (rng) => `, ${test(rng)}`),
  listed('mi.replace', integers, (rng) => `, ${test(rng)}, [9]${maybe(rng, `count=${count(rng)}`)}`),
  listed('mi.lstrip', integers, (rng) => `, ${test(rng)}`),
  listed('mi.rstrip', integers, (rng) => `, ${test(rng)}`),
  listed('mi.strip', integers, (rng) => `, ${test(rng)}`),
  listed(
    'mi.adjacent',
    (rng, size) => [test(rng), ', ', ...integers(rng, size)],
    (rng) => maybe(rng, `distance=${small(rng)}`),
  ),
  listed('mi.mark_ends', integers),
  listed(
    'mi.islice_extended',
    some,
    (rng) =>
      `, ${rng.pick(['-3, -1', '1, None, 2', 'None, None, -1', '-1, None, -2', '2, -1', '-2, 0, -1'])}`,
  ),
  listed(
    'mi.intersperse',
    (rng, size) => ['0, ', ...integers(rng, size)],
    (rng) => maybe(rng, `n=${count(rng)}`),
  ),
  listed('mi.difference', ascending, (rng) => maybe(rng, 'initial=0', 0.3)),
  listed('mi.count_cycle', words, (rng) => `, ${small(rng)}`),
  listed('mi.repeat_each', integers, (rng) => `, ${small(rng)}`),
  (rng, size) => ['mi.take(6, mi.repeat_last(', ...integers(rng, size), ', 9))'],
  listed('mi.interleave_longest', integers, () => ', [7, 8]'),
  listed('mi.interleave_evenly', (rng, size) => ['[', ...some(rng, size), ', [7, 8]]']),
  listed('mi.tail', (rng, size) => [small(rng), ', ', ...integers(rng, size)]),
  listed('mi.value_chain', mixed),
  listed('mi.prepend', (rng, size) => ['9, ', ...integers(rng, size)]),
  listed('mi.roundrobin', integers, () => ', [7], [8, 9]'),
  listed('mi.pairwise', integers),
  listed('mi.ncycles', integers, (rng) => `, ${small(rng)}`),
  (rng, size) => [
    '[list(part) for part in mi.before_and_after(',
    test(rng),
    ', ',
    ...integers(rng, size),
    ')]',
  ],
];

const picks: readonly Draw[] = [
  listed('mi.substrings', words),
  listed('mi.numeric_range', (rng) => [`${small(rng)}, ${rng.integer(4, 9)}, ${count(rng)}`]),
  (rng) => [
    `mi.numeric_range(${small(rng)}, ${rng.integer(4, 9)}, ${count(rng)})[${rng.pick(['1:', '-1', '::-1', '0', ':-1'])}]`,
  ],
  (rng) => [`${rng.integer(0, 9)} in mi.numeric_range(${small(rng)}, ${rng.integer(4, 9)}, ${count(rng)})`],
  plain('mi.first', integers, (rng) => maybe(rng, "default='none'")),
  plain('mi.last', integers, (rng) => maybe(rng, "default='none'")),
  plain('mi.nth_or_last', integers, (rng) => `, ${small(rng)}${maybe(rng, "default='none'")}`),
  plain('mi.nth', integers, (rng) => `, ${small(rng)}${maybe(rng, "'none'")}`),
  plain(
    'mi.only',
    (rng, size) => integers(rng, size >> 2),
    (rng) => maybe(rng, "default='none'"),
  ),
  plain('mi.one', (rng, size) => integers(rng, size >> 2)),
  (rng, size) => ['list(mi.strictly_n(', ...integers(rng, size >> 1), `, ${count(rng)}))`],
  plain('mi.exactly_n', integers, (rng) => `, ${small(rng)}, ${test(rng)}`),
  plain('mi.is_sorted', ascending, (rng) =>
    rng.pick(['', ', strict=True', ', reverse=True', ', key=lambda x: -x']),
  ),
  plain('mi.minmax', integers, (rng) =>
    rng.pick(['', ', default=None', ', key=lambda x: -x', ', key=lambda x: x % 3']),
  ),
  plain('mi.first_true', mixed, (rng) =>
    rng.pick(['', ", default='none'", ", pred=callable, default='none'"]),
  ),
  plain('mi.quantify', integers, (rng) => `, ${test(rng)}`),
  plain('mi.ilen', integers),
  (rng, size) => {
    const start = Array.from({ length: rng.integer(0, 3) }, () => String(rng.integer(0, 6)));
    const tail = () =>
      Array.from({ length: rng.integer(0, 1 + (size >> 1)) }, () => String(rng.integer(0, 6)));
    return [
      'list(mi.longest_common_prefix([',
      ...list([...start, ...tail()]),
      ', ',
      ...list([...start, ...tail()]),
      ']))',
    ];
  },
  plain(
    'mi.nth_product',
    (rng) => [String(rng.integer(-2, 5))],
    () => ", 'ab', 'xyz'",
  ),
  plain(
    'mi.nth_permutation',
    (rng, size) => some(rng, size >> 1),
    (rng) => `, 2, ${rng.integer(-2, 5)}`,
  ),
  plain(
    'mi.nth_combination',
    (rng, size) => some(rng, size),
    (rng) => `, 2, ${rng.integer(-2, 5)}`,
  ),
  plain(
    'mi.product_index',
    (rng) => [rng.pick(["('a', 'y')", "('b', 'z')", "('c', 'x')"])],
    () => ", 'ab', 'xyz'",
  ),
  plain(
    'mi.combination_index',
    (rng) => [rng.pick(["'ce'", "'ab'", "'ag'", "'ba'"])],
    () => ", 'abcdefg'",
  ),
  plain(
    'mi.permutation_index',
    (rng) => [rng.pick(["'cab'", "'abc'", "'bca'"])],
    () => ", 'abc'",
  ),
  listed(
    'mi.distinct_permutations',
    (rng) => integers(rng, 1),
    (rng) => maybe(rng, 'r=2', 0.3),
  ),
  listed(
    'mi.distinct_combinations',
    (rng) => some(rng, 2),
    () => ', 2',
  ),
  listed('mi.powerset', (rng) => integers(rng, 1)),
  listed('mi.factor', (rng) => [String(rng.integer(2, 400))]),
  listed('mi.sieve', (rng) => [String(rng.integer(2, 40))]),
  listed('mi.convolve', some, () => ', [1, 2]'),
  plain('mi.polynomial_eval', some, (rng) => `, ${small(rng)}`),
  listed('mi.polynomial_from_roots', integers),
  plain(
    'mi.dotproduct',
    () => ['[1, 2, 3]'],
    () => ', [4, 5, 6]',
  ),
  listed(
    'mi.sort_together',
    (rng) => ['[(', `${rng.integer(1, 4)}, ${rng.integer(1, 4)}, ${rng.integer(1, 4)}`, "), 'abc']"],
    (rng) => maybe(rng, 'reverse=True'),
  ),
  listed(
    'mi.always_iterable',
    (rng) => [rng.pick(["'abc'", 'None', '[1, 2]', "{'a': 1}", '3'])],
    (rng) => rng.pick(['', ', base_type=None', ', base_type=dict']),
  ),
  listed(
    'mi.filter_except',
    (rng, size) => [
      'int, ',
      ...words(rng, size >> 1).map((one) =>
        typeof one === 'string' ? one : { ...one, items: [...one.items, "'7'", "'12'"] },
      ),
    ],
    () => ', ValueError',
  ),
  after('list(mi.take(', count, integers, '))'),
  after(
    'list(mi.map_if(',
    () => '[5, 1, 0]',
    (rng) => [test(rng)],
    ', lambda x: -x))',
  ),
];

function lineOf(draws: readonly Draw[], about: string): (rng: Rng, size: number) => Line[] {
  return (rng, size) => [{ segments: rng.pick(draws)(rng, size), about, shows: 'value' }];
}

export const calls = {
  batches: lineOf(batches, 'this call'),
  groups: lineOf([...groups, ...together], 'this call'),
  positions: lineOf([...positions, ...places], 'this call'),
  picks: lineOf([...picks, ...numeric], 'this call'),
};
