/** Quantities with the unevenness of real data: few are much, most are little. */
import type { Rng } from '@touchstone/contracts';

/** One element, the k-th with weight 1 / k^exponent. */
export function zipf<T>(rng: Rng, items: readonly T[], exponent = 1): T {
  return rng.weighted(items.map((item, index) => [item, 1 / (index + 1) ** exponent] as const));
}

/** One element of a long list, early ones more often (density falls as a power); constant time. */
export function skewed<T>(rng: Rng, items: readonly T[]): T {
  return items[Math.floor(items.length * rng.next() ** 1.6)]!;
}

/** Log-normal: half of the draws are below `median`; about two thirds lie within a factor e^sigma of it. */
export function logNormal(rng: Rng, median: number, sigma: number): number {
  return median * Math.exp(rng.normal(0, sigma));
}

/** Nearest multiple of `step`, never below `step`. */
export function roundTo(value: number, step: number): number {
  return Math.max(step, Math.round(value / step) * step);
}

/** Whole number near a normal draw, cut to [min, max]. */
export function around(rng: Rng, mean: number, spread: number, bounds: { min: number; max: number }): number {
  return Math.min(bounds.max, Math.max(bounds.min, Math.round(rng.normal(mean, spread))));
}

/** Years of service of somebody in a settled organisation: many short, a long tail, at most `max`. */
export function yearsOfService(rng: Rng, mean: number, max: number): number {
  return Math.min(max, -mean * Math.log(1 - rng.next()));
}
