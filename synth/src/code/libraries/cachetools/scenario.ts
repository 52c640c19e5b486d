/** Scenarios of caches, decorators and cached methods: what a session, a page or a price list does with them. */
import type { Json, Rng } from '@touchstone/contracts';
import type { Scenario } from '../../library.ts';

const plain = ['Cache', 'FIFOCache', 'LFUCache', 'LRUCache', 'RRCache', 'MRUCache'] as const;
const timed = ['TTLCache', 'TLRUCache'] as const;

const keySets = [
  ['ada', 'bo', 'cleo', 'dev', 'eli', 'finn'],
  ['/home', '/cart', '/faq', '/blog', '/jobs', '/login'],
  ['eur', 'usd', 'chf', 'gbp', 'sek', 'pln'],
  ['a', 'b', 'c', 'd', 'e', 'f'],
  [101, 102, 103, 204, 205, 306],
] as const;

export function drawScenario(rng: Rng, size: number): Scenario {
  return rng.weighted<() => Scenario>([
    [() => drawCache(rng, size), 6],
    [() => drawDecorated(rng, size), 2],
    [() => drawMethod(rng, size), 1],
  ])();
}

/** Another one for the same class of cache, decorator or method. */
export function drawNear(scenario: Scenario, rng: Rng, size: number): Scenario {
  if (scenario.kind === 'method') return drawMethod(rng, size);
  return scenario.kind === 'decorated'
    ? drawDecorated(rng, size)
    : drawCache(rng, size, scenario.cache as string);
}

function drawCache(rng: Rng, size: number, name?: string): Scenario {
  const cache =
    name ??
    rng.weighted<string>([
      ...plain.map((name): [string, number] => [name, name === 'Cache' || name === 'MRUCache' ? 0.7 : 1]),
      ...timed.map((name): [string, number] => [name, 2.5]),
    ]);
  const isTimed = cache === 'TTLCache' || cache === 'TLRUCache';
  const sized = cache !== 'TLRUCache' && rng.chance(0.2);
  const keys: Json[] = [...rng.pick(keySets)].slice(0, rng.integer(2, 3 + Math.min(3, size >> 1)));
  const maxsize = sized ? rng.integer(6, 12) : rng.pick([2, 3, 3, 4, 10]);
  const settings = {
    kind: 'cache',
    cache,
    maxsize,
    sized,
    ...(cache === 'TTLCache' ? { ttl: rng.pick([5, 10, 60]) } : {}),
  };
  const value = (): Json => {
    if (sized) return rng.pick(['ab', 'abc', 'abcde', 'x', 'abcdefgh']);
    return cache === 'TLRUCache' ? rng.pick([2, 5, 10, 30]) : rng.integer(1, 9);
  };
  let now = 0;
  const steps: Json[] = [];
  for (let step = 0; step < 3 + size; step++) {
    if (isTimed && step > 0 && rng.chance(0.35))
      steps.push(['time', (now += rng.pick([1, 1, 2, 3, 5, 8, 10]))]);
    steps.push(cacheStep(rng, cache, step < 3 ? 'write' : 'any', keys, value));
  }
  steps.push(...rng.sample(['list', 'len', 'currsize', 'items'], 2).map((verb) => [verb]));
  return { ...settings, steps };
}

function cacheStep(
  rng: Rng,
  cache: string,
  phase: 'write' | 'any',
  keys: readonly Json[],
  value: () => Json,
): Json {
  const key = rng.pick(keys);
  const names = keys.filter((one) => typeof one === 'string');
  const picklable = plain.some((name) => name === cache) && cache !== 'RRCache';
  const writes: [Json, number][] = [
    [['set', key, value()], 6],
    [['setdefault', key, value()], 1],
  ];
  const others: [Json, number][] = [
    [['item', key], 3],
    [['get', key], 1],
    [['get', key, 0], 0.5],
    [['del', key], 2],
    [['pop', key], 1],
    [['pop', key, 'nothing'], 1],
    [['popitem'], 1],
    [['in', key], 2],
    [['list'], 2],
    [['len'], 2],
    [['currsize'], 2],
    [['items'], 0.5],
    [['clear'], 0.4],
    ...(names.length > 1
      ? [
          [['update', Object.fromEntries(rng.sample(names, 2).map((one) => [one, value()]))], 0.5] as [
            Json,
            number,
          ],
        ]
      : []),
    ...(picklable ? [[['pickle'], 0.5] as [Json, number]] : []),
    ...(picklable || cache === 'RRCache' ? [] : [[['expire'], 1.5] as [Json, number]]),
  ];
  return rng.weighted(phase === 'write' ? writes : [...writes, ...others]);
}

function drawDecorated(rng: Rng, size: number): Scenario {
  const decorator = rng.pick([
    'cached',
    'cached',
    'ttl_cache',
    'lru_cache',
    'fifo_cache',
    'lfu_cache',
    'mru_cache',
    'rr_cache',
  ]);
  const maxsize: Json = decorator === 'cached' ? rng.integer(2, 4) : rng.pick([2, 3, 128, null]);
  const bounded = decorator === 'rr_cache' ? 128 : maxsize;
  const settings: Scenario =
    decorator === 'cached'
      ? {
          kind: 'decorated',
          decorator,
          cache: rng.pick(['LRUCache', 'FIFOCache', 'LFUCache']),
          maxsize,
          key: rng.pick(['hashkey', 'typedkey']),
          steps: [],
        }
      : {
          kind: 'decorated',
          decorator,
          maxsize: bounded,
          typed: rng.chance(0.4),
          ...(decorator === 'ttl_cache' ? { ttl: 10 } : {}),
          steps: [],
        };
  let now = 0;
  const steps: Json[] = [];
  for (let step = 0; step < 3 + size; step++) {
    if (decorator === 'ttl_cache' && step > 0 && rng.chance(0.3))
      steps.push(['time', (now += rng.pick([2, 5, 10]))]);
    const call: Json = [
      'call',
      rng.chance(0.3) ? [rng.integer(1, 3), rng.integer(1, 3)] : [rng.integer(1, 4)],
      rng.chance(0.25) ? { fee: rng.integer(1, 2) } : {},
    ];
    steps.push(
      rng.weighted<Json>([
        [call, 6],
        [['calls'], 1],
        [['info'], 1.5],
        [['clear'], 0.5],
        ...(decorator === 'cached' ? [] : [[['parameters'], 0.3] as [Json, number]]),
      ]),
    );
  }
  return { ...settings, steps: [...steps, ['info']] };
}

function drawMethod(rng: Rng, size: number): Scenario {
  const objects = rng.pick([
    ['north', 'east'],
    ['oslo', 'bergen'],
    ['web', 'kiosk', 'store'],
  ]);
  const steps: Json[] = [];
  for (let step = 0; step < 3 + size; step++) {
    const object = rng.pick(objects);
    const price: Json = [
      'price',
      object,
      [rng.integer(1, 3)],
      rng.chance(0.3) ? { pieces: rng.integer(1, 2) } : {},
    ];
    steps.push(
      rng.weighted<Json>([
        [price, 6],
        [['calls'], 2],
        [['clear', object], 0.7],
      ]),
    );
  }
  const off = rng.chance(0.2) ? (objects[0] as string) : '';
  return {
    kind: 'method',
    cache: rng.pick(['LRUCache', 'FIFOCache', 'LFUCache']),
    maxsize: rng.integer(1, 3),
    objects: [...objects],
    off,
    steps: [...steps, ['calls']],
  };
}
