/** Who uses caches and why it hurts when one of them is wrong. */
import type { Rng } from '@touchstone/contracts';
import type { Scenario, Story } from '../../library.ts';

interface Telling {
  doing: readonly string[];
  /** The one at the place of `doing` goes with it. */
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
    'Prices on the screen and in the cache part, and support has to explain it.',
    'Workers disagree about what is cached.',
    'The reports then come from templates that should have been gone, or are parsed again for nothing.',
    'After a day the crawler behaves in a way nobody can explain.',
    'A nightly check compares the cache with a plain dict and they differ.',
    'Players see the tile load again although it was there.',
    'It took two days to see that the cache and not our own bookkeeping was off.',
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
      'A stale token must not count anywhere, and a fresh one must.',
      'A stale rate, or a rate too many in the count, ends up in an offer.',
      'Replays of recorded traffic with the simulated clock no longer match the recording.',
    ],
  },
  TLRUCache: {
    doing: [
      'Every entry of ours has its own lifetime, so we use TLRUCache with a ttu that adds the value to the current time.',
      'Weather warnings expire at different times; a TLRUCache with our own clock holds the valid ones.',
      'Parking permits of different length sit in a TLRUCache, with a clock that the tests can set.',
    ],
    care: [
      'A simulation compares the cache with a list of valid entries after every step, and there they part.',
      'A warning was shown that should have been gone, or the other way round.',
      'Permits that have run out must disappear, and those still valid must not.',
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
      'The hit rate is what we size the cache by.',
      'The graph no longer fits the load.',
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
      'One instance must never see the state of another.',
      'We count the real queries in our load tests, and the count no longer fits.',
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
  const at = rng.integer(0, telling.doing.length - 1);
  return {
    doing: (telling.doing[at] as string).replaceAll('NAME', topic),
    care: telling.care[at % telling.care.length] as string,
    keep: rng.pick(keep),
    topic,
  };
}
