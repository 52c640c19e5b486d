/** Calls that users of toolz make, by what they are after; every one ends and shows a plain value. */
import type { Rng } from '@touchstone/contracts';
import type { Segment } from '../expressions.ts';

export type Draw = (rng: Rng, size: number) => Segment[];

export const maybe = (rng: Rng, given: string, chance = 0.5) => (rng.chance(chance) ? `, ${given}` : '');
export const small = (rng: Rng) => String(rng.integer(0, 4));
export const count = (rng: Rng) => String(rng.integer(1, 4));

function list(items: readonly string[], min = 0): Segment[] {
  return ['[', { items: [...items], join: ', ', min }, ']'];
}

const many = (rng: Rng, size: number, least = 0) => rng.integer(least, 2 + size);
const integers: Draw = (rng, size) =>
  list(Array.from({ length: many(rng, size) }, () => String(rng.integer(0, 6))));
const some: Draw = (rng, size) =>
  list(
    Array.from({ length: many(rng, size, 2) }, () => String(rng.integer(0, 6))),
    1,
  );
const ascending: Draw = (rng, size) => {
  let at = rng.integer(0, 2);
  return list(
    Array.from({ length: rng.integer(0, 1 + size) }, () => String((at += rng.pick([0, 1, 1, 2, 4])))),
  );
};
const words: Draw = (rng, size) =>
  list(
    rng.sample(
      ["'ash'", "'bay'", "'elm'", "'fir'", "'oak'", "'yew'", "'bay'", "'Oak'", "''", "'larch'"],
      Math.min(10, many(rng, size, 1)),
    ),
  );
/** What only an iterator shows: length and position are not known beforehand. */
const once =
  (data: Draw): Draw =>
  (rng, size) =>
    rng.chance(0.4) ? ['iter(', ...data(rng, size), ')'] : data(rng, size);
export const test = (rng: Rng) =>
  rng.pick(['lambda x: x > 2', 'lambda x: x % 2 == 0', 'lambda x: x == 0', 'lambda x: x < 4']);

const listed =
  (open: string, data: Draw, rest: (rng: Rng) => string = () => ''): Draw =>
  (rng, size) => [`list(${open}`, ...data(rng, size), `${rest(rng)}))`];
const plain =
  (open: string, data: Draw, rest: (rng: Rng) => string = () => ''): Draw =>
  (rng, size) => [open, ...data(rng, size), `${rest(rng)})`];
/** A number or function first. */
const led =
  (name: string, first: (rng: Rng) => string, data: Draw, rest: (rng: Rng) => string = () => ''): Draw =>
  (rng, size) => [`list(toolz.${name}(${first(rng)}, `, ...data(rng, size), `${rest(rng)}))`];
const ledPlain =
  (name: string, first: (rng: Rng) => string, data: Draw, rest: (rng: Rng) => string = () => ''): Draw =>
  (rng, size) => [`toolz.${name}(${first(rng)}, `, ...data(rng, size), `${rest(rng)})`];

const sequences: readonly Draw[] = [
  led('take', small, once(integers)),
  led('drop', small, once(integers)),
  led('take_nth', count, once(integers)),
  ledPlain('tail', count, integers),
  (rng, size) => [`toolz.tail(${count(rng)}, iter(`, ...integers(rng, size), '))'],
  ledPlain('nth', small, once(some)),
  plain('toolz.first(', once(some)),
  plain('toolz.second(', once(some)),
  plain('toolz.last(', once(some)),
  plain('toolz.count(', once(integers)),
  plain('toolz.isdistinct(', once(integers)),
  led('sliding_window', count, once(integers)),
  led('partition', count, once(integers), (rng) => rng.pick(['', ', pad=None', ', pad=0'])),
  led('partition_all', count, integers),
  led('partition_all', count, (rng, size) => ['iter(', ...integers(rng, size), ')']),
  led('partition_all', count, (rng, size) => ['(x for x in ', ...integers(rng, size), ')']),
  led('interpose', () => "'-'", some),
  led('cons', () => '9', integers),
  (rng, size) => ['list(toolz.concat([', ...integers(rng, size), ', ', ...integers(rng, size >> 1), ']))'],
  (rng, size) => ['list(toolz.concatv(', ...integers(rng, size), ', ', ...integers(rng, size >> 1), '))'],
  (rng, size) => [
    'list(toolz.interleave([',
    ...integers(rng, size),
    ', [7, 8], ',
    ...integers(rng, size >> 1),
    ']))',
  ],
  listed('toolz.unique(', integers, (rng) =>
    rng.pick(['', ', key=lambda x: x % 3', ', key=lambda x: x > 2']),
  ),
  listed('toolz.unique(', words, (rng) => rng.pick([', key=len', ', key=str.lower'])),
  listed(
    'toolz.accumulate(',
    (rng, size) => [
      rng.pick(['lambda x, y: x + y, ', 'max, ', 'lambda x, y: x - y, ']),
      ...integers(rng, size),
    ],
    (rng) => rng.pick(['', ', 0', ', 10']),
  ),
  (rng, size) => [
    'list(toolz.merge_sorted(',
    ...ascending(rng, size),
    ', ',
    ...ascending(rng, size),
    rng.chance(0.5) ? ', [2, 3]' : '',
    '))',
  ],
  (rng, size) => {
    const down = () =>
      Array.from({ length: rng.integer(0, 1 + (size >> 1)) }, () => rng.integer(0, 9)).sort((a, b) => b - a);
    const one = () => list(down().map(String));
    return [
      'list(toolz.merge_sorted(',
      ...one(),
      ', ',
      ...one(),
      rng.chance(0.5) ? ', [5, 1]' : '',
      ', key=lambda x: -x))',
    ];
  },
  (rng, size) => [
    'list(toolz.diff(',
    ...some(rng, size),
    ', ',
    ...some(rng, size),
    rng.pick([
      '',
      ', default=None',
      ', default=0',
      ', key=lambda x: x % 2',
      ', default=1, key=lambda x: x > 2',
    ]),
    '))',
  ],
  led('remove', test, integers),
  led('mapcat', () => 'lambda x: [x] * x', integers),
  (rng) => [
    `list(toolz.take(${rng.integer(1, 6)}, toolz.iterate(lambda x: ${rng.pick(['2 * x', 'x + 3', '-x'])}, ${count(rng)})))`,
  ],
  (rng, size) => ['[x if n == 0 else list(x) for n, x in enumerate(toolz.peek(', ...some(rng, size), '))]'],
  (rng, size) => [`[list(x) for x in toolz.peekn(${small(rng)}, `, ...integers(rng, size), ')]'],
  (rng, size) => [`list(toolz.random_sample(0.5, `, ...some(rng, size), `, random_state=${count(rng)}))`],
  (rng) => [`toolz.isiterable(${rng.pick(["'abc'", '3', '[]', 'iter([])', 'None'])})`],
  led('partitionby', test, integers),
];

const people = ['Anna', 'Ben', 'Cleo', 'Dov'];
const cities = ['Ulm', 'Graz', 'Bern'];

/** Orders as dictionaries, not all of which have all keys. */
const orders: Draw = (rng, size) =>
  list(
    Array.from(
      { length: rng.integer(1, 1 + size) },
      () =>
        `{'who': '${rng.pick(people)}', 'city': '${rng.pick(cities)}', 'sum': ${rng.pick([0, 5, 12, 12, 30])}}`,
    ),
  );
const pairs: Draw = (rng, size) =>
  list(
    Array.from({ length: rng.integer(0, 1 + size) }, () => `('${rng.pick(people)}', '${rng.pick(cities)}')`),
  );
const prices: Draw = (rng) =>
  list(rng.sample(cities, rng.integer(0, 3)).map((city) => `('${city}', ${rng.pick([0, 3, 7])})`));

const groups: readonly Draw[] = [
  ledPlain(
    'groupby',
    (rng) => rng.pick(["'city'", "'who'", "['who', 'city']", "['city']", "lambda o: o['sum'] > 5"]),
    orders,
  ),
  ledPlain('groupby', (rng) => rng.pick(['len', 'lambda w: w[:1]', 'str.lower']), words),
  ledPlain(
    'countby',
    (rng) => rng.pick(["'city'", "'who'", "['who', 'city']", "lambda o: o['sum'] > 5"]),
    orders,
  ),
  ledPlain('countby', (rng) => rng.pick(['len', 'lambda w: w[:1]']), words),
  plain('toolz.frequencies(', words),
  plain('toolz.frequencies(', integers),
  ledPlain(
    'reduceby',
    (rng) => `${rng.pick(["'city'", "'who'", "['who', 'city']"])}, lambda total, o: total + o['sum']`,
    orders,
    (rng) => rng.pick([', 0', ', 0', ', lambda: 0', ', 100']),
  ),
  ledPlain(
    'reduceby',
    (rng) => `lambda x: x % ${rng.integer(2, 3)}, ${rng.pick(['max', 'lambda x, y: x + y'])}`,
    integers,
    (rng) => rng.pick(['', '', ', 0', ', 10']),
  ),
  led(
    'pluck',
    (rng) => rng.pick(["'who'", "['who', 'sum']", "['sum']", "'note'", "['who', 'note']", '[]']),
    orders,
    (rng) => maybe(rng, rng.pick(['None', "'-'"]), 0.6),
  ),
  (rng) => [
    `toolz.get(${rng.pick(["'who'", "['who', 'sum']", "['sum']", "['who', 'note']", "'note'", '[]'])}, `,
    rng.pick(["{'who': 'Anna', 'sum': 12}", "{'who': 'Ben'}"]),
    maybe(rng, rng.pick(['None', '0']), 0.6),
    ')',
  ],
  ledPlain(
    'get',
    (rng) => rng.pick(['0', '[0, 2]', '[1]', '5', '[0, 9]', '-1']),
    some,
    (rng) => maybe(rng, "'none'", 0.6),
  ),
  (rng, size) => [
    `list(toolz.join(${rng.pick(['1', 'lambda p: p[1]'])}, `,
    ...pairs(rng, size),
    `, ${rng.pick(['0', 'lambda p: p[0]'])}, `,
    ...prices(rng, size),
    rng.pick([
      '',
      ', left_default=None',
      ', right_default=None',
      ', left_default=None, right_default=None',
      ', right_default=0',
    ]),
    '))',
  ],
  ledPlain('topk', small, integers, (rng) => rng.pick(['', ', key=lambda x: -x', ', key=lambda x: x % 4'])),
  ledPlain('topk', count, orders, (rng) => `, key=${rng.pick(["'sum'", "lambda o: -o['sum']"])}`),
];

const keys = ['a', 'b', 'c', 'd'];
const entries = (rng: Rng, size: number) =>
  rng.sample(keys, Math.min(4, rng.integer(0, 1 + size))).map((key) => `'${key}': ${rng.integer(0, 5)}`);
const record: Draw = (rng, size) => ['{', { items: entries(rng, size), join: ', ', min: 0 }, '}'];
const nested = (rng: Rng) =>
  rng.pick([
    "{'site': {'name': 'Ulm', 'ports': [80, 443]}, 'mode': 'on'}",
    "{'site': {'name': 'Graz', 'owner': {'id': 7}}}",
    "{'mode': 'off'}",
    '{}',
  ]);
const path = (rng: Rng) =>
  rng.pick([
    "['site', 'name']",
    "['site', 'owner', 'id']",
    "['site', 'ports', 1]",
    "['mode']",
    "['site', 'ports', 5]",
    "['new', 'one']",
  ]);
const noList = (rng: Rng) =>
  rng.pick([
    "['site', 'name']",
    "['site', 'owner', 'id']",
    "['mode']",
    "['new', 'one']",
    "['site', 'x', 'y']",
  ]);

const dictionaries: readonly Draw[] = [
  (rng, size) => [
    'toolz.merge(',
    ...record(rng, size),
    ', ',
    ...record(rng, size),
    rng.chance(0.3) ? ", {'a': 9}" : '',
    ')',
  ],
  (rng, size) => ['toolz.merge([', ...record(rng, size), ', ', ...record(rng, size), '])'],
  (rng, size) => [
    `toolz.merge_with(${rng.pick(['sum', 'list', 'max', 'lambda all: all[0]'])}, `,
    ...record(rng, size),
    ', ',
    ...record(rng, size),
    rng.chance(0.3) ? ", {'a': 9}" : '',
    ')',
  ],
  (rng, size) => [
    `toolz.merge_with(${rng.pick(['sum', 'list'])}, [`,
    ...record(rng, size),
    ', ',
    ...record(rng, size),
    '])',
  ],
  ledPlain('valmap', () => 'lambda v: v * 10', record),
  ledPlain('keymap', () => 'str.upper', record),
  ledPlain('itemmap', () => 'lambda item: (item[1], item[0])', record),
  ledPlain('valfilter', (rng) => rng.pick(['lambda v: v > 2', 'lambda v: v % 2 == 0']), record),
  ledPlain('keyfilter', () => "lambda k: k > 'b'", record),
  ledPlain('itemfilter', () => "lambda item: item[0] == 'a' or item[1] > 3", record),
  plain('toolz.assoc(', record, (rng) => `, '${rng.pick(keys)}', ${rng.integer(0, 9)}`),
  (rng, size) => {
    const gone = rng.sample(keys, rng.integer(0, 3)).map((key) => `, '${key}'`);
    return ['sorted(toolz.dissoc(', ...record(rng, size), `${gone.join('')}).items())`];
  },
  (rng) => [
    `toolz.get_in(${path(rng)}, ${nested(rng)}${rng.pick(['', '', ', default=0', ", 'none'", ', no_default=True'])})`,
  ],
  (rng) => [`toolz.assoc_in(${nested(rng)}, ${noList(rng)}, 'new')`],
  (rng) => [
    `toolz.update_in(${nested(rng)}, ${noList(rng)}, ${rng.pick(["lambda v: [v], 'first'", 'lambda v: [v]', 'lambda v: [v], 0'])})`,
  ],
];

export const calls = { sequences, groups, dictionaries };
