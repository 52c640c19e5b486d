"""What somebody sees who uses caches, the caching decorators and their keys. A scenario names its kind."""

import pickle
import re

import cachetools
import cachetools.func
import cachetools.keys


class _Clock:
    def __init__(self):
        self.now = 0

    def __call__(self):
        return self.now


def _lifetime(key, value, now):
    return now + value


def _first(keys):
    return keys[0]


def _seen(action):
    try:
        value = action()
    except Exception as error:
        return {"raised": type(error).__name__}
    # Addresses of objects are never the same twice.
    return None if value is _NOTHING else {"value": re.sub(r" at 0x[0-9a-f]+", " at 0x...", repr(value))}


_NOTHING = object()


def _done(action):
    action()
    return _NOTHING


def _make(scenario, clock):
    name, size = scenario["cache"], scenario["maxsize"]
    options = {"getsizeof": len} if scenario.get("sized") else {}
    if name == "TTLCache":
        return cachetools.TTLCache(size, ttl=scenario["ttl"], timer=clock, **options)
    if name == "TLRUCache":
        return cachetools.TLRUCache(size, ttu=_lifetime, timer=clock, **options)
    if name == "RRCache":
        return cachetools.RRCache(size, choice=_first, **options)
    return getattr(cachetools, name)(size, **options)


def _observe_cache(scenario):
    clock = _Clock()
    cache = _make(scenario, clock)
    seen = []
    for step in scenario["steps"]:
        verb, *rest = step
        if verb == "time":
            clock.now = rest[0]
            seen.append(None)
        elif verb == "pickle":

            def again():
                nonlocal cache
                cache = pickle.loads(pickle.dumps(cache))
                return _NOTHING

            seen.append(_seen(again))
        else:
            seen.append(_seen(lambda: _act(cache, verb, rest)))
    return seen


def _act(cache, verb, rest):
    if verb == "set":
        return _done(lambda: cache.__setitem__(*rest))
    if verb == "item":
        return cache[rest[0]]
    if verb == "get":
        return cache.get(*rest)
    if verb == "del":
        return _done(lambda: cache.__delitem__(rest[0]))
    if verb == "pop":
        return cache.pop(*rest)
    if verb == "popitem":
        return cache.popitem()
    if verb == "setdefault":
        return cache.setdefault(*rest)
    if verb == "in":
        return rest[0] in cache
    if verb == "list":
        return list(cache)
    if verb == "items":
        return sorted(cache.items())
    if verb == "len":
        return len(cache)
    if verb == "currsize":
        return cache.currsize
    if verb == "clear":
        return _done(cache.clear)
    if verb == "update":
        return _done(lambda: cache.update(rest[0]))
    return cache.expire()


def _observe_decorated(scenario):
    clock = _Clock()
    calls = []
    maxsize = scenario["maxsize"]

    def work(*args, **kwargs):
        calls.append(args)
        return sum(args) + sum(kwargs.values())

    kind = scenario["decorator"]
    if kind == "cached":
        key = getattr(cachetools.keys, scenario["key"])
        decorate = cachetools.cached(cache=_make(scenario, clock), key=key, info=True)
    elif kind == "ttl_cache":
        decorate = cachetools.func.ttl_cache(maxsize=maxsize, ttl=scenario["ttl"], timer=clock, typed=scenario["typed"])
    else:
        decorate = getattr(cachetools.func, kind)(maxsize=maxsize, typed=scenario["typed"])
    function = decorate(work)
    seen = []
    for verb, *rest in scenario["steps"]:
        if verb == "time":
            clock.now = rest[0]
            seen.append(None)
        else:
            seen.append(_seen(lambda: _use(function, calls, verb, rest)))
    return seen


def _use(function, calls, verb, rest):
    if verb == "call":
        return function(*rest[0], **rest[1])
    if verb == "calls":
        return len(calls)
    if verb == "info":
        return tuple(function.cache_info())
    if verb == "parameters":
        return sorted(function.cache_parameters().items())
    return _done(function.cache_clear)


def _observe_method(scenario):
    calls = []

    class Shop:
        def __init__(self, name):
            self.name = name
            self.cache = None if scenario["off"] == name else _make(scenario, _Clock())

        @cachetools.cachedmethod(lambda self: self.cache)
        def price(self, article, pieces=1):
            calls.append(article)
            return len(self.name) * article * pieces

    shops = {name: Shop(name) for name in scenario["objects"]}
    seen = []
    for verb, *rest in scenario["steps"]:
        if verb == "price":
            seen.append(_seen(lambda: shops[rest[0]].price(*rest[1], **rest[2])))
        elif verb == "calls":
            seen.append(_seen(lambda: len(calls)))
        elif verb == "len":
            seen.append(_seen(lambda: len(shops[rest[0]].cache)))
        else:
            seen.append(_seen(lambda: _done(lambda: Shop.price.cache_clear(shops[rest[0]]))))
    return seen


def observe(scenario):
    kinds = {"cache": _observe_cache, "decorated": _observe_decorated, "method": _observe_method}
    return kinds[scenario["kind"]](scenario)
