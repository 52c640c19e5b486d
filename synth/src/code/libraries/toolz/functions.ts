/** Uses of toolz's functions over functions: combining, preparing, remembering. */
import type { Rng } from '@touchstone/contracts';
import { count, maybe, small, test, type Draw } from './calls.ts';

const step = (rng: Rng) => rng.pick(['lambda x: x + 1', 'lambda x: x * 10', 'lambda x: -x', 'abs', 'str']);
const threaded = (rng: Rng) =>
  rng.pick(['lambda x: x + 1', '(pow, 2)', '(divmod, 3)', 'str', '(lambda x, y: x - y, 10)']);

export const combined: readonly Draw[] = [
  (rng) => [
    `toolz.pipe(${small(rng)}, `,
    { items: [step(rng), 'lambda x: [x]', 'len'].slice(0, rng.integer(1, 2)), join: ', ', min: 0 },
    ')',
  ],
  (rng) => [
    `toolz.compose(`,
    { items: ['lambda x: [x]', step(rng), 'lambda x: x - 3'], join: ', ', min: 0 },
    `)(${small(rng)})`,
  ],
  (rng) => [
    'toolz.compose_left(',
    { items: ['lambda x: x - 3', 'lambda x: x * 10', 'lambda x: [x]'], join: ', ', min: 0 },
    `)(${small(rng)})`,
  ],
  (rng) => [
    'toolz.compose(',
    { items: ['str', 'abs', 'int'].slice(0, rng.integer(2, 3)), join: ', ', min: 1 },
    ').__name__',
  ],
  (rng) => [`toolz.thread_first(${count(rng)}, `, { items: [threaded(rng)], join: ', ', min: 1 }, ')'],
  (rng) => [`toolz.thread_last(${count(rng)}, `, { items: [threaded(rng)], join: ', ', min: 1 }, ')'],
  (rng) => [
    `toolz.thread_last([3, 1, 2], ${rng.pick(['sorted', '(map, lambda x: x * 2), list', '(filter, lambda x: x > 1), list', '(sorted,)'])})`,
  ],
  (rng) => [`toolz.juxt(${rng.pick(['min, max', '[min, max, sum]', 'len, sum', 'sum'])})([3, 1, 2])`],
  (rng) => [`toolz.complement(${test(rng)})(${small(rng)})`],
  (rng) => [`toolz.do(lambda x: x * 2, ${small(rng)})`],
  (rng) => [`toolz.flip(${rng.pick(['pow', 'divmod', 'lambda a, b: a - b'])}, ${count(rng)}, ${small(rng)})`],
  (rng) => [`toolz.flip(pow)(${count(rng)})(${count(rng)})`],
  (rng) => [
    `toolz.excepts(${rng.pick(['ValueError', '(ValueError, TypeError)', 'ZeroDivisionError', 'KeyError'])}, ${rng.pick(['int', 'lambda x: 1 // int(x)'])}${maybe(rng, "lambda error: 'bad'")})(${rng.pick(["'12'", "'x'", "'0'"])})`,
  ],
  (rng) => [`toolz.excepts(${rng.pick(['ValueError', '(ValueError, TypeError)'])}, int).__name__`],
  (rng) => [`toolz.apply(${rng.pick(['pow, 2, 3', 'dict, a=1', 'max, [3, 1]', 'len, []'])})`],
];

const asked = {
  curried: [
    (rng: Rng) => `add(${count(rng)})(${small(rng)})`,
    (rng: Rng) => `add(${count(rng)}, ${small(rng)})`,
    (rng: Rng) => `add(${count(rng)}, c=${small(rng)})(${small(rng)})`,
    (rng: Rng) => `add(b=${small(rng)})(${count(rng)})`,
    (rng: Rng) => `add(c=${small(rng)})(${count(rng)})(${small(rng)})`,
    (rng: Rng) => `add.bind(${count(rng)})(${small(rng)})`,
    (rng: Rng) => `add.call(${count(rng)}, ${small(rng)})`,
    (rng: Rng) => `toolz.curry(add, ${count(rng)})(${small(rng)})`,
    (rng: Rng) => `toolz.curry(add(${count(rng)}), c=${small(rng)})(${small(rng)})`,
    () => 'add(1).args',
    () => 'add(1, c=2).keywords',
    () => 'add(1) == add(1)',
    () => 'add(1) == add(2)',
    () => 'add(1, 2, 3, 4)',
    () => 'add.__name__',
    () => 'toolz.curry(divmod)(7)(2)',
    () => 'toolz.curry(pow, 2)(5)',
    () => 'toolz.curry(isinstance)(3)(int)',
    () => 'list(toolz.curried.map(lambda x: x + 1)([1, 2]))',
    () => 'toolz.curried.get([0, 1])([4, 5, 6])',
    () => "toolz.curried.merge_with(sum)({'a': 1}, {'a': 2})",
    () => "toolz.curried.merge({'a': 1}, {'b': 2})",
    () => 'toolz.curried.reduce(lambda x, y: x + y)([1, 2, 3])',
    () => "toolz.curried.groupby(len)(['a', 'bb', 'c'])",
  ],
  arities: [
    (given: string) => `toolz.functoolz.num_required_args(${given})`,
    (given: string) => `toolz.functoolz.has_varargs(${given})`,
    (given: string) => `toolz.functoolz.has_keywords(${given})`,
    (given: string) => `toolz.functoolz.is_arity(1, ${given})`,
    (given: string) => `toolz.functoolz.is_arity(2, ${given})`,
    (given: string) => `toolz.functoolz.is_valid_args(${given}, (1,), {})`,
    (given: string) => `toolz.functoolz.is_valid_args(${given}, (1, 2), {})`,
    (given: string) => `toolz.functoolz.is_valid_args(${given}, (1,), {'base': 2})`,
    (given: string) => `toolz.functoolz.is_partial_args(${given}, (1,), {})`,
    (given: string) => `toolz.functoolz.is_partial_args(${given}, (1, 2, 3), {})`,
    (given: string) => `toolz.functoolz.is_partial_args(${given}, (), {'key': None})`,
  ],
};

const callables = [
  'lambda x: x',
  'lambda x, y=0: x',
  'lambda *all: all',
  'lambda x, *, key: x',
  'lambda **named: named',
  'map',
  'filter',
  'zip',
  'int',
  'range',
  'sorted',
  'max',
  'dict',
  'len',
];

export const curried = (rng: Rng): string[] => rng.sample(asked.curried, 2).map((one) => one(rng));
export const arity = (rng: Rng): string => rng.pick(asked.arities)(rng.pick(callables));

export const remembered = (rng: Rng): string[] => [
  `slow = toolz.memoize(${rng.pick(['work', 'work', 'work, key=lambda args, kwargs: args[0]', 'work, cache=kept'])})`,
  ...rng.sample(
    [
      '[slow(1), slow(2), slow(1)]',
      '[slow(2), slow(2)]',
      '[slow(1), slow(1, 5)]',
      '[slow(3, y=1), slow(3, y=2)]',
    ],
    1,
  ),
  ...rng.sample(['calls', 'calls', 'sorted(kept)', 'slow.__name__'], 1),
];
