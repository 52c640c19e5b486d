/** Who uses caches and why it hurts when one of them is wrong. */
import type { Rng } from '@touchstone/contracts';
import type { Scenario, Story } from '../../library.ts';

interface Telling {
  doing: readonly string[];
  care: readonly string[];
}

const generic: Telling = {
  doing: [
    'We put a NAME in front of a slow pricing service and size it by hand.',
    'Our image server keeps rendered thumbnails in a NAME, one per worker.',
    'A NAME holds the parsed templates of our report generator.',
    'I use a NAME for DNS answers in a crawler that runs for days.',
    'The dashboard of our lab keeps the last query results in a NAME.',
    'In a game server I keep loaded map tiles in a NAME.',
    'We keep compiled search expressions in a NAME inside a log viewer.',
  ],
  care: [
    'In production this showed up as wrong numbers on the monitoring page long before anybody suspected the cache.',
    'We found it because a nightly consistency check compares the cache with a plain dict.',
    'The effect is that workers disagree about what is cached.',
    'It took us two days to see that the cache and not our own bookkeeping was off.',
    'Memory alerts fire on the size we read from the cache, so it has to be right.',
  ],
};

const byClass: Readonly<Record<string, Telling>> = {
  TTLCache: {
    doing: [
      'We keep sessions in a TTLCache with our own clock and write a session again whenever its user returns.',
      'Access tokens live in a TTLCache; the clock is ours so that tests can move it.',
      'Exchange rates go into a TTLCache and are fetched again once they are stale.',
      'Our rate limiter remembers callers in a TTLCache driven by a simulated clock.',
    ],
    care: [
      'Users were logged out early, or stayed when they should have gone.',
      'Stale entries matter to us: an expired token must not count anywhere.',
      'The limiter then lets through calls it should refuse.',
      'Replays of recorded traffic with the fake clock no longer match the recording.',
    ],
  },
  TLRUCache: {
    doing: [
      'Every entry of ours has its own lifetime, so we use TLRUCache with a ttu that adds the value to the current time.',
      'Weather warnings expire at different times; a TLRUCache with our own clock holds the valid ones.',
      'Parking permits of different length sit in a TLRUCache, with a clock that the tests can set.',
    ],
    care: [
      'Permits that have run out must disappear, and those still valid must not.',
      'Our simulation compares the cache with a list of valid entries after every step, and there they part.',
      'A warning that should be gone was still shown.',
    ],
  },
  decorated: {
    doing: [
      'We memoise a fee calculation and read its hit rate from the decorator.',
      'A tariff function is wrapped with the caching decorator, and ops graphs its statistics.',
      'I wrap an expensive lookup with the decorator and count how often the real function runs.',
      'Our billing job caches fee computations per process.',
    ],
    care: [
      'The graph of hits and misses is what we size the cache by.',
      'Each real call costs money at our provider, so the number of calls is what I look at.',
      'A wrong cached fee ends up on an invoice.',
    ],
  },
  method: {
    doing: [
      'Each shop object has its own price cache, used through cachedmethod.',
      'I use cachedmethod so that every instance brings its own cache.',
      'Prices are cached per branch with cachedmethod; some branches run with caching turned off.',
    ],
    care: [
      'Every real price query goes to a slow mainframe.',
      'Two branches must never see the state of each other.',
      'We count the real queries in our load tests and the count no longer fits.',
    ],
  },
};

const keep: readonly string[] = [
  'Please leave the other cache classes and the public names as they are.',
  'Whatever the repair is, code that subclasses these caches should go on working.',
  'The other classes are fine for us and should keep behaving as they do.',
  'I would like to keep calling everything as before; no new arguments, please.',
];

export function tell(scenario: Scenario, rng: Rng): Story {
  const [kind, cache, decorator] = [scenario.kind, scenario.cache, scenario.decorator].map(
    (one) => one as string,
  );
  const own = byClass[(kind === 'cache' ? cache : kind) ?? ''];
  const telling = own ?? generic;
  const topic =
    kind === 'method' ? 'cachedmethod' : kind === 'decorated' ? (decorator ?? 'cached') : (cache ?? 'Cache');
  return {
    doing: rng.pick(telling.doing).replaceAll('NAME', topic),
    care: rng.pick(telling.care),
    keep: rng.pick(keep),
    topic,
  };
}
