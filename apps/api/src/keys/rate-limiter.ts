/** Token buckets in this process, one a name: a minute's worth may be used at once, then it refills evenly. */

export interface RateLimiter {
  /** Takes one; the seconds until there is one where there is none, else 0. */
  take(name: string, perMinute: number): number;
}

export function createRateLimiter({
  clock,
  namesMax,
}: {
  clock: () => number;
  namesMax: number;
}): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(name, perMinute) {
      const now = clock();
      const before = buckets.get(name) ?? { tokens: perMinute, at: now };
      const tokens = Math.min(perMinute, before.tokens + (Math.max(0, now - before.at) / 60_000) * perMinute);
      // Sums of many small parts of one fall a little short of it.
      const has = tokens > 1 - 1e-9;
      // Taken out and put back, the least recently used stands first, where the one too many is dropped.
      buckets.delete(name);
      buckets.set(name, { tokens: has ? tokens - 1 : tokens, at: now });
      if (buckets.size > namesMax) buckets.delete(buckets.keys().next().value as string);
      return has ? 0 : ((1 - tokens) * 60) / perMinute;
    },
  };
}
