/**
 * Exact rational numbers from the ways people write numbers. All comparison is of decimal text as exact fractions, so
 * that nothing depends on binary floating point: 1.01 is within 0.005 of 1.005. A JSON number stands for its shortest
 * decimal text, which ECMAScript and Python print alike in value.
 * Twin: `python/written_values.py`.
 */
import type { Json } from '@touchstone/contracts';
import { numberDigitsMax, numberExponentMax } from '../limits.ts';
import { trim } from './text.ts';

/** Numerator and positive denominator without common factor. */
export interface Rational {
  numerator: bigint;
  denominator: bigint;
}

const decimal =
  /^([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+|(?=\.[0-9]))(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,6}))?$/;
const fraction = /^([+-]?)([0-9]+) *\/ *([0-9]+)$/;

/**
 * `42`, `" 1,342 "`, `"4.20e1"`, `"3/4"`, and with a unit `"42 km"`. Null for everything else: NaN, infinities,
 * intervals, `≈`, several candidates, other units.
 */
export function parseRational(given: Json, unit?: string): Rational | null {
  if (typeof given === 'number') return Number.isFinite(given) ? parseText(String(given)) : null;
  if (typeof given !== 'string') return null;
  const text = trim(given);
  if (unit !== undefined && unit !== '' && text.endsWith(unit)) {
    return parseText(trim(text.slice(0, -unit.length)));
  }
  return parseText(text);
}

function parseText(raw: string): Rational | null {
  const text = raw.replace(/^\u2212/, '-');
  if (text.length > 2 * numberDigitsMax) return null;
  const ratio = fraction.exec(text);
  if (ratio) {
    const [, sign, top = '', bottom = ''] = ratio;
    if (top.length > numberDigitsMax || bottom.length > numberDigitsMax) return null;
    const denominator = BigInt(bottom);
    if (denominator === 0n) return null;
    return reduce(sign === '-' ? -BigInt(top) : BigInt(top), denominator);
  }
  const match = decimal.exec(text);
  if (!match) return null;
  const [, sign, whole = '', part = '', power = '0'] = match;
  const digits = whole.replaceAll(',', '') + part;
  const exponent = Number(power);
  if (digits.length > numberDigitsMax || Math.abs(exponent) > numberExponentMax) return null;
  const shift = exponent - part.length;
  const magnitude = BigInt(digits);
  const signed = sign === '-' ? -magnitude : magnitude;
  return shift >= 0 ? reduce(signed * 10n ** BigInt(shift), 1n) : reduce(signed, 10n ** BigInt(-shift));
}

export function reduce(numerator: bigint, denominator: bigint): Rational {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n
    ? { numerator: 0n, denominator: 1n }
    : { numerator: numerator / a, denominator: denominator / a };
}

/** |a − b| ≤ tolerance, exactly. */
export function within(a: Rational, b: Rational, tolerance: Rational): boolean {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  const magnitude = difference < 0n ? -difference : difference;
  return magnitude * tolerance.denominator <= tolerance.numerator * a.denominator * b.denominator;
}

export function rationalKey(value: Rational): string {
  return `${value.numerator}/${value.denominator}`;
}
