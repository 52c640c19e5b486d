/** A small, fast generator (mulberry32) for benches: what it draws is a function of its seed. */
export interface SmallRandom {
  /** An integer of the range, both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** An index below `count`, low ones far more often (Zipf-like). */
  skewed(count: number): number;
}

export function createSmallRandom(seed: number): SmallRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return {
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    skewed: (count) => Math.min(count - 1, Math.floor(count ** next()) - 1),
  };
}
