/**
 * Randomness as an argument. A stream is a function of its seed text; `fork(label)` gives an independent stream, so
 * that drawing more in one place never shifts another.
 */
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { hashText } from './hash.ts';

export interface Rng {
  /** Uniform in [0, 1), 53 bits. */
  next(): number;
  /** Uniform integer in [min, max], both inclusive. */
  integer(min: number, max: number): number;
  /** One element; throws on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** One element with probability proportional to its weight. */
  weighted<T>(items: readonly (readonly [T, number])[]): T;
  /** True with probability p. */
  chance(p: number): boolean;
  /** A new array in random order. */
  shuffle<T>(items: readonly T[]): T[];
  /** k distinct elements in random order. */
  sample<T>(items: readonly T[], k: number): T[];
  /** Normally distributed (Box-Muller). */
  normal(mean: number, standardDeviation: number): number;
  /** An independent stream named by a label. */
  fork(label: string): Rng;
}

/** The stream that belongs to a seed text, for example `7/interpreter.tilings/42`: all 128 bits of state come from its hash. */
export function createRng(seed: string): Rng {
  const hash = hashText(seed);
  const generator = xoroshiro128plusFromState(
    [0, 8, 16, 24].map((at) => Number.parseInt(hash.slice(at, at + 8), 16) | 0),
  );
  const next = () => {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  };
  return methods(seed, next);
}

function methods(seed: string, next: () => number): Rng {
  const integer = (min: number, max: number) => {
    if (!(max >= min))
      throw new RangeError(`Expected min <= max for a random integer, got ${min} and ${max}.`);
    return min + Math.floor(next() * (max - min + 1));
  };
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('Expected a non-empty list to pick from.');
    return items[integer(0, items.length - 1)] as T;
  };
  const shuffle = <T>(items: readonly T[]): T[] => {
    const copy = [...items];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = integer(0, i);
      [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
    }
    return copy;
  };
  return {
    next,
    integer,
    pick,
    shuffle,
    weighted(items) {
      const total = items.reduce((sum, [, weight]) => sum + weight, 0);
      let mark = next() * total;
      for (const [item, weight] of items) if ((mark -= weight) < 0) return item;
      return pick(items)[0];
    },
    chance: (p) => next() < p,
    sample(items, k) {
      if (k > items.length)
        throw new RangeError(`Expected at least ${k} items to sample from, got ${items.length}.`);
      return shuffle(items).slice(0, k);
    },
    normal: (mean, standardDeviation) =>
      mean + standardDeviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (label) => createRng(`${seed}/${label}`),
  };
}
