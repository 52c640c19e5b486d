/** Further calls of more-itertools: numbers and matrices, many iterables at once, places and exceptions. */
import type { Rng } from '@touchstone/contracts';
import type { Segment } from '../expressions.ts';

type Draw = (rng: Rng, size: number) => Segment[];

const list = (items: readonly string[], min = 0): Segment[] => [
  '[',
  { items: [...items], join: ', ', min },
  ']',
];
const numbers =
  (least = 0, most = 6): Draw =>
  (rng, size) =>
    list(Array.from({ length: rng.integer(least, least + 1 + size) }, () => String(rng.integer(0, most))));
const integers = numbers();
const call =
  (open: string, data: Draw, rest: (rng: Rng) => string): Draw =>
  (rng, size) => [open, ...data(rng, size), rest(rng)];
const letters = (rng: Rng) => `'${rng.sample(['a', 'b', 'c', 'd', 'e'], rng.integer(1, 4)).sort().join('')}'`;
const text = (rng: Rng) => rng.pick(["'abca'", "'aab'", "'hello'", "'abcab'", "'x'"]);
const matrix = (rng: Rng, rows: number, columns: number) =>
  `[${Array.from({ length: rows }, () => `(${Array.from({ length: columns }, () => rng.integer(0, 5)).join(', ')},)`).join(', ')}]`;

export const numeric: readonly Draw[] = [
  (rng) => [
    `mi.is_prime(${rng.pick([0, 1, 2, 3, 4, 9, 15, 17, 25, 49, 91, 97, 121, 221, 341, 561, 2047, 7919])})`,
  ],
  (rng) => [`mi.nth_prime(${rng.integer(0, 12)})`],
  (rng) => [`mi.totient(${rng.integer(1, 60)})`],
  (rng) => [
    `mi.multinomial(${Array.from({ length: rng.integer(1, 4) }, () => rng.integer(0, 4)).join(', ')})`,
  ],
  call('list(mi.polynomial_derivative(', numbers(1), () => '))'),
  call('mi.sum_of_squares(', integers, () => ')'),
  (rng) => {
    const inner = rng.integer(1, 3);
    return [
      `list(mi.matmul(${matrix(rng, rng.integer(1, 2), inner)}, ${matrix(rng, inner, rng.integer(1, 2))}))`,
    ];
  },
  (rng) => [`list(mi.transpose(${matrix(rng, rng.integer(1, 3), rng.integer(1, 3))}))`],
  (rng) => [`list(mi.reshape(${matrix(rng, rng.integer(1, 3), 2)}, ${rng.integer(1, 4)}))`],
  (rng) => [
    `mi.combination_with_replacement_index('${rng.sample(['a', 'b', 'c', 'd'], 3).sort().join('')}', 'abcd')`,
  ],
  (rng) => [
    `mi.combination_with_replacement_index(${rng.pick(["'aa'", "'bb'", "'acc'", "'ba'", "''"])}, 'abcd')`,
  ],
  (rng) => [`mi.nth_combination_with_replacement('abcd', ${rng.integer(0, 3)}, ${rng.integer(-3, 9)})`],
  (rng) => [`list(mi.gray_product('ab', ${rng.pick(["'xyz'", "'xy', (1, 2)", "'pq'"])}))`],
  (rng) => [`list(mi.partial_product(${letters(rng)}, ${rng.pick(["'xyz'", "'xy', (1, 2)", '(0, 1)'])}))`],
  (rng) => [
    `list(mi.circular_shifts(${rng.pick(['[1, 2, 3, 4]', "'abc'", '[]', '[0]'])}${rng.pick(['', ', steps=2', ', steps=-1', ', steps=3'])}))`,
  ],
  (rng) => [`list(mi.powerset_of_sets([${rng.pick(['1, 2', '1, 1', '3', '1, 2, 2'])}]))`],
  (rng) => [
    `list(mi.outer_product(${rng.pick(['min', 'lambda x, y: x * y', 'lambda x, y: x - y'])}, [${rng.integer(0, 4)}, 2], (3, ${rng.integer(0, 4)}, 5)))`,
  ],
];

export const together: readonly Draw[] = [
  (rng, size) => [
    'list(mi.zip_broadcast(',
    rng.pick(['1, ', "'ab', ", 'None, ']),
    ...integers(rng, size),
    rng.pick(['', ', [7, 8, 9]', ', 5']),
    rng.pick([')', ', strict=True)', ', scalar_types=int)']),
    ')',
  ],
  (rng, size) => ['list(mi.zip_equal(', ...integers(rng, size >> 1), ', ', ...integers(rng, size >> 1), '))'],
  (rng, size) => [
    'mi.iequals(',
    ...integers(rng, size >> 2),
    ', ',
    ...integers(rng, size >> 2),
    rng.pick(['', ', iter([1])', '']),
    ')',
  ],
  (rng) => [
    `dict(mi.join_mappings(score={'e1': ${rng.integer(0, 5)}, 'e2': 3}, time={'e2': 20, ${rng.pick(["'e1'", "'e3'"])}: 7}))`,
  ],
  (rng, size) => ['list(mi.flatten([', ...integers(rng, size), ', ', ...integers(rng, size >> 1), ']))'],
  (rng) => [
    `[list(part) for part in mi.unzip([('a', 1), ('b', 2)${rng.pick(['', ", ('c', 3)", ", ('c',)"])}])]`,
  ],
  (rng) => [`list(mi.doublestarmap(lambda a, b=0: a + b, [{'a': ${rng.integer(0, 4)}}, {'a': 2, 'b': 5}]))`],
  (rng) => [`list(mi.subslices(${letters(rng)}))`],
  (rng) => [`list(mi.substrings_indexes(${text(rng)}${rng.pick(['', ', reverse=True'])}))`],
  call('list(mi.take(6, mi.padnone(', numbers(0), () => ')))'),
  call('list(mi.always_reversible(iter(', integers, () => ')))'),
];

export const places: readonly Draw[] = [
  call(
    'list(mi.iter_index(',
    numbers(2, 2),
    (rng) => `, ${rng.integer(0, 2)}${rng.pick(['', ', 1', ', 2', ', 1, 4', ', 0, -1', ', -3'])}))`,
  ),
  call(
    'list(mi.iter_index(iter(',
    numbers(2, 2),
    (rng) => `), ${rng.integer(0, 2)}${rng.pick(['', ', 1', ', 2', ', 1, 4'])}))`,
  ),
  call(
    'list(mi.unique_in_window(',
    numbers(2, 3),
    (rng) => `, ${rng.integer(1, 4)}${rng.pick(['', ', key=lambda x: x % 2'])}))`,
  ),
  call('list(mi.takewhile_inclusive(lambda x: x < 4, ', integers, () => '))'),
  call('list(mi.filter_map(lambda x: x * 10 if x % 2 else None, ', integers, () => '))'),
  (rng) => [
    `list(mi.map_except(int, [${rng.sample(["'1'", "'x'", "'7'", 'None', "'-2'"], rng.integer(1, 4)).join(', ')}], ${rng.pick(['ValueError, TypeError', 'ValueError'])}))`,
  ],
  (rng) => [
    `list(mi.iter_suppress((1 // x for x in [${rng.pick(['1, 2, 0, 4', '0', '2, 1', '1, 0'])}]), ${rng.pick(['ZeroDivisionError', 'ValueError, ZeroDivisionError'])}))`,
  ],
  call(
    'list(mi.iter_except(',
    numbers(1),
    (rng) => `.pop, IndexError${rng.pick(['', ', first=lambda: 9'])}))`,
  ),
  (rng) => [`list(mi.repeatfunc(lambda *all: sum(all), ${rng.integer(0, 3)}, ${rng.integer(0, 3)}, 4))`],
  (rng) => [`mi.take(3, mi.tabulate(lambda x: x * x${rng.pick(['', `, start=${rng.integer(1, 4)}`])}))`],
  (rng) => [`mi.take(3, mi.iterate(lambda x: x * 2, ${rng.integer(0, 3)}))`],
];
