/** A scenario of caches as Python that a user would paste. */
import type { Json } from '@touchstone/contracts';
import type { Scenario, Shown, ShownStep } from '../../library.ts';
import { bare, pythonLiteral as literal } from '../python-literal.ts';

export function show(scenario: Scenario): Shown {
  const opening = { cache: openCache, decorated: openDecorated, method: openMethod }[
    scenario.kind as 'cache'
  ](scenario);
  const pickles = scenario.steps.some((step) => (step as Json[])[0] === 'pickle');
  const written = new Set<string>();
  return {
    opening: pickles ? ['import pickle', ...opening] : opening,
    steps: scenario.steps.map((step) => showStep(scenario, step as Json[], written)),
  };
}

function openCache({ cache, maxsize, ttl, sized }: Scenario): string[] {
  const name = cache as string;
  const size = sized ? ', getsizeof=len' : '';
  const isTimed = name === 'TTLCache' || name === 'TLRUCache';
  const rest: Readonly<Record<string, string>> = {
    TTLCache: `, ttl=${bare(ttl)}, timer=lambda: now`,
    TLRUCache: ', ttu=lambda key, value, now: now + value, timer=lambda: now',
    RRCache: ', choice=lambda keys: keys[0]',
  };
  return [
    `from cachetools import ${name}`,
    ...(isTimed ? ['now = 0'] : []),
    `c = ${name}(${bare(maxsize)}${rest[name] ?? ''}${size})`,
  ];
}

function openDecorated({ decorator, cache, maxsize, key, typed, ttl }: Scenario): string[] {
  const named = decorator as string;
  const work = [
    'def fee_for(*args, **kwargs):',
    '    calls.append(args)',
    '    return sum(args) + sum(kwargs.values())',
  ];
  if (named === 'cached')
    return [
      `from cachetools import cached, ${bare(cache)}`,
      ...(key === 'typedkey' ? ['from cachetools.keys import typedkey'] : []),
      'calls = []',
      `@cached(${bare(cache)}(${bare(maxsize)})${key === 'typedkey' ? ', key=typedkey' : ''}, info=True)`,
      ...work,
    ];
  const options = [
    `maxsize=${literal(maxsize ?? null)}`,
    ...(named === 'ttl_cache' ? [`ttl=${bare(ttl)}`, 'timer=lambda: now'] : []),
    ...(typed ? ['typed=True'] : []),
  ];
  return [
    `from cachetools.func import ${named}`,
    ...(named === 'ttl_cache' ? ['now = 0'] : []),
    'calls = []',
    `@${named}(${options.join(', ')})`,
    ...work,
  ];
}

function openMethod({ cache, maxsize, objects, off }: Scenario): string[] {
  const made = `${bare(cache)}(${bare(maxsize)})`;
  return [
    `from cachetools import cachedmethod, ${bare(cache)}`,
    'calls = []',
    'class Shop:',
    '    def __init__(self, name, cache):',
    '        self.name, self.cache = name, cache',
    '    @cachedmethod(lambda self: self.cache)',
    '    def price(self, article, pieces=1):',
    '        calls.append(article)',
    '        return len(self.name) * article * pieces',
    ...(objects as string[]).map(
      (name) => `${name} = Shop(${literal(name)}, ${name === off ? 'None' : made})`,
    ),
  ];
}

function showStep({ kind }: Scenario, [verb, ...rest]: Json[], written: Set<string>): ShownStep {
  const [first, second, third] = rest.map((value) => literal(value));
  if (verb === 'time') return { code: [`now = ${first}`], about: 'letting time pass' };
  if (kind === 'decorated') return showCall(verb as string, rest);
  if (kind === 'method') return showMethod(verb as string, rest);
  const again = first !== undefined && written.has(first);
  if ((verb === 'set' || verb === 'setdefault') && first !== undefined) written.add(first);
  const shown: Readonly<Record<string, [string, string]>> = {
    set: [`c[${first}] = ${second}`, again ? 'writing a key again' : 'writing a key'],
    item: [`c[${first}]`, 'reading a key'],
    get: [`c.get(${[first, second].filter((part) => part !== undefined).join(', ')})`, 'get()'],
    del: [`del c[${first}]`, 'deleting a key'],
    pop: [`c.pop(${[first, second].filter((part) => part !== undefined).join(', ')})`, 'pop()'],
    popitem: ['c.popitem()', 'popitem()'],
    setdefault: [`c.setdefault(${first}, ${second})`, 'setdefault()'],
    in: [`${first} in c`, 'the membership test'],
    list: ['list(c)', 'iterating'],
    items: ['sorted(c.items())', 'items()'],
    len: ['len(c)', 'len()'],
    currsize: ['c.currsize', 'currsize'],
    clear: ['c.clear()', 'clear()'],
    update: [`c.update(${first})`, 'update()'],
    expire: ['c.expire()', 'expire()'],
    pickle: ['c = pickle.loads(pickle.dumps(c))', 'pickling and loading again'],
  };
  const [code, about] = shown[verb as string] ?? [third ?? '', 'using the cache'];
  return { code: [code], about };
}

function showCall(verb: string, [args, kwargs]: Json[]): ShownStep {
  if (verb === 'calls') return { code: ['len(calls)'], about: 'counting the real calls' };
  if (verb === 'info') return { code: ['tuple(fee_for.cache_info())'], about: 'cache_info()' };
  if (verb === 'parameters')
    return { code: ['sorted(fee_for.cache_parameters().items())'], about: 'cache_parameters()' };
  if (verb === 'clear') return { code: ['fee_for.cache_clear()'], about: 'cache_clear()' };
  return { code: [`fee_for(${given(args, kwargs)})`], about: 'calling the cached function' };
}

function showMethod(verb: string, [object, args, kwargs]: Json[]): ShownStep {
  if (verb === 'calls') return { code: ['len(calls)'], about: 'counting the real calls' };
  if (verb === 'clear') return { code: [`Shop.price.cache_clear(${bare(object)})`], about: 'cache_clear()' };
  return { code: [`${bare(object)}.price(${given(args, kwargs)})`], about: 'calling the cached method' };
}

function given(args: Json | undefined, kwargs: Json | undefined): string {
  const named = Object.entries((kwargs ?? {}) as Record<string, Json>).map(
    ([name, value]) => `${name}=${literal(value)}`,
  );
  return [...((args ?? []) as Json[]).map(literal), ...named].join(', ');
}
