/** cachetools: caches and decorators that use them. */
import type { Rng } from '@touchstone/contracts';
import type { Example, ReleaseEntry } from '../entry.ts';

const names = ['cache', 'cached', 'cachedmethod', 'fifo', 'func', 'keys', 'lfu', 'lru', 'rr', 'tlru', 'ttl'];
const library: ReleaseEntry['library'] = {
  name: 'cachetools',
  language: 'python',
  code: ['src/cachetools/'],
  tests: {
    runner: 'pytest',
    files: names.map((name) => `tests/test_${name}.py`),
    support: ['tests/__init__.py'],
    importFrom: 'src',
  },
  kept: ['README.rst', 'LICENSE', 'pyproject.toml'],
};

function emptied(rng: Rng): Example[] {
  return Array.from({ length: 80 }, (_, index) => {
    const own = rng.fork(String(index));
    const choice = own.pick([
      'min',
      'max',
      'lambda seq: next(iter(seq))',
      'lambda seq: sorted(seq)[0]',
      'lambda seq: seq[0]',
    ]);
    const steps = Array.from({ length: own.integer(2, 6) }, () =>
      own.pick([
        'c.popitem()',
        'c.popitem()',
        `c[${own.integer(1, 5)}] = ${own.integer(1, 9)}`,
        'len(c)',
        'sorted(c)',
        `c.pop(${own.integer(1, 5)}, None)`,
        'c.clear()',
      ]),
    );
    return {
      opening: [
        'from cachetools import RRCache',
        `c = RRCache(maxsize=${own.integer(1, 3)}, choice=${choice})`,
      ],
      steps,
    };
  });
}

const kinds = [
  'Cache(3)',
  'FIFOCache(3)',
  'LRUCache(3)',
  'LFUCache(3)',
  'RRCache(3, choice=min)',
  'TTLCache(3, ttl=10, timer=clock)',
  'TLRUCache(3, ttu=lambda key, value, now: now + 10, timer=clock)',
];

/** Caches that are copied, then the copy and the original go different ways. */
function copied(rng: Rng): Example[] {
  return Array.from({ length: 160 }, (_, index) => {
    const own = rng.fork(String(index));
    const key = () => own.integer(1, 5);
    const change = (name: string) =>
      own.pick([
        `${name}[${key()}] = ${own.integer(1, 9)}`,
        `${name}[${key()}] = ${own.integer(1, 9)}`,
        `${name}.pop(${key()}, None)`,
        `${name}.popitem()`,
        `${name}.get(${key()})`,
        `${name}.clear()`,
      ]);
    const before = Array.from({ length: own.integer(1, 4) }, () => `c[${key()}] = ${own.integer(1, 9)}`);
    const after = Array.from({ length: own.integer(1, 4) }, () => change(own.pick(['c', 'd'])));
    return {
      opening: [
        'import copy',
        'from cachetools import *',
        'def clock():',
        '    return 0',
        `c = ${own.pick(kinds)}`,
      ],
      steps: [
        ...before,
        'd = copy.copy(c)',
        ...after,
        'sorted(c.items())',
        'sorted(d.items())',
        '(len(c), c.currsize, len(d), d.currsize)',
      ],
    };
  });
}

function stacked(rng: Rng): Example[] {
  return Array.from({ length: 100 }, (_, index) => {
    const own = rng.fork(String(index));
    const cache = (size: number) =>
      own.pick([`LRUCache(${size})`, `FIFOCache(${size})`, `LFUCache(${size})`]);
    const [inner, outer] = [own.chance(0.8), own.chance(0.8)].map((info) => (info ? ', info=True' : ''));
    const steps = Array.from({ length: own.integer(3, 7) }, () =>
      own.pick([
        `outer(${own.integer(0, 4)})`,
        `outer(${own.integer(0, 4)})`,
        `inner(${own.integer(0, 4)})`,
        'outer.cache_clear()',
        'inner.cache_clear()',
        'len(inner_cache)',
        'len(outer_cache)',
        'outer.cache is outer_cache',
        ...(inner ? ['tuple(inner.cache_info())'] : []),
        ...(outer ? ['tuple(outer.cache_info())'] : []),
      ]),
    );
    return {
      opening: [
        'from cachetools import cached, LRUCache, FIFOCache, LFUCache',
        `inner_cache = ${cache(2)}`,
        `outer_cache = ${cache(own.integer(2, 4))}`,
        `inner = cached(inner_cache${inner})(lambda n: n * 2)`,
        `outer = cached(outer_cache${outer})(inner)`,
      ],
      steps,
    };
  });
}

export const cachetoolsEntries: readonly ReleaseEntry[] = [
  {
    id: 'cachetools-empty-rr',
    before: 'pypi:cachetools@7.2.0',
    after: 'pypi:cachetools@7.2.1',
    library,
    changeLog: {
      path: 'CHANGELOG.rst',
      quote: 'Improve error handling for ``RRCache.popitem()`` when the cache is empty.',
    },
    report: `
# popitem() of an empty RRCache raises whatever my choice function raises

To make evictions repeatable in tests I give RRCache a choice function of my own, and a housekeeping loop calls popitem() until it gets a KeyError, as it does with every other cache.

\`\`\`pycon
>>> from cachetools import RRCache
>>> c = RRCache(maxsize=2, choice=min)
>>> c.popitem()
{{now 0}}
\`\`\`

The loop expects \`{{then 0}}\`, which is also what I get with the default choice. With \`lambda seq: next(iter(seq))\` it is a StopIteration, which is worse, because some callers swallow it. A choice function is there to choose from what is in the cache; it should never be asked about nothing. Once there is an item, popitem() must go on asking it.
`,
    example: {
      opening: ['from cachetools import RRCache', 'c = RRCache(maxsize=2, choice=min)'],
      steps: ['c.popitem()'],
    },
    failToPass: ['tests/test_rr.py::RRCacheTest::test_rr_popitem_empty_custom_choice'],
    cases: emptied,
    shortcut: {
      path: 'src/cachetools/__init__.py',
      find: '        except IndexError:\n',
      replace: '        except (IndexError, ValueError):\n',
    },
  },
  {
    id: 'cachetools-stacked',
    before: 'pypi:cachetools@7.2.2',
    after: 'pypi:cachetools@7.2.3',
    library,
    changeLog: { path: 'CHANGELOG.rst', quote: 'Fix ``@cached`` decorator stacking behavior.' },
    report: `
We put a small fast cache in front of a larger one by decorating a function twice:

\`\`\`python
from cachetools import cached, LRUCache
small, large = LRUCache(2), LRUCache(100)
inner = cached(large, info=True)(lambda n: n * 2)
outer = cached(small, info=True)(inner)
outer(1), outer(1)
tuple(outer.cache_info())
outer.cache is small
\`\`\`

The last two lines give \`{{now 1}}\` and \`{{now 2}}\`; I expected \`{{then 1}}\` and \`{{then 2}}\`. What I see on \`outer\` belongs to \`inner\`: its statistics, its \`cache\`, and \`outer.cache_clear()\` empties the large cache and leaves the small one full. The same happens with the decorators of \`cachetools.func\`, where one over the other reports the wrong \`cache_info()\`.

Each wrapper should have its own cache, statistics, parameters and \`cache_clear()\`, whatever it is put around. \`__wrapped__\` and the function's name should be as they are now.
`,
    example: {
      opening: [
        'from cachetools import cached, LRUCache',
        'small, large = LRUCache(2), LRUCache(100)',
        'inner = cached(large, info=True)(lambda n: n * 2)',
        'outer = cached(small, info=True)(inner)',
      ],
      steps: ['outer(1), outer(1)', 'tuple(outer.cache_info())', 'outer.cache is small'],
    },
    failToPass: [
      'tests/test_cached.py::CacheWrapperTest::test_stacked_decorators',
      'tests/test_func.py::FIFODecoratorTest::test_stacked',
      'tests/test_func.py::LRUDecoratorTest::test_stacked',
      'tests/test_func.py::LFUDecoratorTest::test_stacked',
      'tests/test_func.py::RRDecoratorTest::test_stacked',
      'tests/test_func.py::TTLDecoratorTest::test_stacked',
    ],
    cases: stacked,
  },
  {
    id: 'cachetools-shallow-copy',
    before: 'pypi:cachetools@7.3.0',
    after: 'pypi:cachetools@7.3.1',
    library,
    changeLog: {
      path: 'CHANGELOG.rst',
      quote: 'Fix shallow copies of caches sharing internal state with the original.',
    },
    report: `
**copy.copy() of a cache damages the original**

Before a risky batch I take \`copy.copy(cache)\` so that I can look afterwards at what was there. The copy is no copy:

\`\`\`python
import copy
from cachetools import LRUCache
c = LRUCache(maxsize=2)
c[1] = c[2] = 'x'
d = copy.copy(c)
d[3] = 'y'
sorted(c)
\`\`\`

I wrote only to \`d\`, yet \`sorted(c)\` is \`{{now 3}}\` and not \`{{then 3}}\`. With other caches it is worse, sizes and contents then contradict each other.

A shallow copy of any of the caches, also of one with a custom timer, \`ttu\`, \`choice\` or \`getsizeof\`, should be a cache of its own with the same contents, in the same order of eviction. Keys, values and those functions are to be the same objects, since it is a shallow copy. It has to work for big caches, beyond the recursion limit, and for empty ones.
`,
    example: {
      opening: ['import copy', 'from cachetools import LRUCache', 'c = LRUCache(maxsize=2)'],
      steps: ["c[1] = c[2] = 'x'", 'd = copy.copy(c)', "d[3] = 'y'", 'sorted(c)'],
    },
    failToPass: names
      .filter((name) => ['cache', 'fifo', 'lfu', 'lru', 'rr', 'tlru', 'ttl'].includes(name))
      .map(
        (name) =>
          `tests/test_${name}.py::${{ cache: 'Cache', fifo: 'FIFOCache', lfu: 'LFUCache', lru: 'LRUCache', rr: 'RRCache', tlru: 'TLRUCache', ttl: 'TTLCache' }[name] ?? ''}Test::test_copy`,
      ),
    cases: copied,
  },
];
