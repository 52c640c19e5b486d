/** One scalar against its expected value. Lenient in form, strict in value. Twin: `python/typed_answer.py`. */
import type { Json, ScalarAnswerType } from '@touchstone/contracts';
import { textCharactersMax } from '../limits.ts';
import { parseDate } from './date.ts';
import { equalExpressions, parseExpression } from './expression.ts';
import { expectedFault, malformed, unequal, type Mismatch } from './mismatch.ts';
import { parseRational, rationalKey, within, type Rational } from './rational.ts';
import { foldText } from './text.ts';

export function compareScalar(
  type: ScalarAnswerType,
  expected: Json,
  given: Json,
  path: string,
): Mismatch | null {
  switch (type.kind) {
    case 'number': {
      const wanted = rationalOrFault(parseRational(expected, type.unit), path, expected);
      const value = parseRational(given, type.unit);
      if (!value) return malformed(path, `expected one number${unitHint(type.unit)}, got ${show(given)}`);
      const tolerance = rationalOrFault(parseRational(type.absoluteTolerance), path, type.absoluteTolerance);
      return within(wanted, value, tolerance) ? null : unequal(path, 'not the expected number');
    }
    case 'text': {
      if (!isText(given)) {
        return malformed(
          path,
          `expected text of at most ${textCharactersMax} characters, got ${show(given)}`,
        );
      }
      const folded = foldText(given);
      return aliases(expected, path).some((alias) => foldText(alias) === folded)
        ? null
        : unequal(path, 'not the expected text');
    }
    case 'expression': {
      const wanted = parseExpression(expected, type.variables);
      if (!wanted) throw expectedFault(path, 'it is no formula in the named variables');
      const value = parseExpression(given, type.variables);
      if (!value) {
        const names = type.variables.join(', ');
        return malformed(path, `expected a formula in ${names || 'no variables'}, got ${show(given)}`);
      }
      const equal = equalExpressions(wanted, value, type.variables);
      if (equal === 'expected-undefined') throw expectedFault(path, 'the formula is undefined everywhere');
      return equal ? null : unequal(path, 'not equal to the expected formula');
    }
    case 'integer':
    case 'fraction':
    case 'date':
    case 'boolean': {
      const wanted = exactScalarKey(type, expected);
      if (wanted === null) throw expectedFault(path, `${show(expected)} is no ${type.kind}`);
      const value = exactScalarKey(type, given);
      if (value === null) return malformed(path, `expected ${describe(type)}, got ${show(given)}`);
      return value === wanted ? null : unequal(path, `not the expected ${type.kind}`);
    }
  }
}

/**
 * A text that is equal exactly where the values are, for types whose equality is exact; null for a value that does not
 * have the type, and for types that compare otherwise.
 */
export function exactScalarKey(type: ScalarAnswerType, given: Json): string | null {
  switch (type.kind) {
    case 'integer': {
      const value = exactRational(given, type.unit);
      return value && value.denominator === 1n ? String(value.numerator) : null;
    }
    case 'fraction': {
      const value = exactRational(given);
      return value && rationalKey(value);
    }
    case 'number': {
      const value = type.absoluteTolerance === 0 ? parseRational(given, type.unit) : null;
      return value && rationalKey(value);
    }
    case 'date':
      return parseDate(given);
    case 'boolean':
      return parseBoolean(given);
    case 'text':
      return isText(given) ? foldText(given) : null;
    case 'expression':
      return null;
  }
}

/** A JSON number beyond 2^53 has lost digits before anyone here saw it: such values are handed in as decimal text. */
function exactRational(given: Json, unit?: string): Rational | null {
  if (typeof given === 'number' && Math.abs(given) > Number.MAX_SAFE_INTEGER) return null;
  return parseRational(given, unit);
}

function parseBoolean(given: Json): string | null {
  if (typeof given === 'boolean') return String(given);
  if (!isText(given)) return null;
  const word = foldText(given);
  if (word === 'true' || word === 'yes') return 'true';
  return word === 'false' || word === 'no' ? 'false' : null;
}

export function isText(given: Json): given is string {
  return typeof given === 'string' && given.length <= textCharactersMax;
}

/** Expected text may be a list of equally right names. */
function aliases(expected: Json, path: string): string[] {
  const list = Array.isArray(expected) ? expected : [expected];
  if (list.length === 0 || !list.every((alias) => typeof alias === 'string')) {
    throw expectedFault(path, 'expected text or a list of texts');
  }
  return list;
}

function rationalOrFault(value: Rational | null, path: string, expected: Json): Rational {
  if (!value) throw expectedFault(path, `${show(expected)} is no number`);
  return value;
}

function describe(type: ScalarAnswerType): string {
  switch (type.kind) {
    case 'integer':
      return `one integer${unitHint(type.unit)} (beyond 2^53 as text)`;
    case 'fraction':
      return 'a fraction p/q';
    case 'date':
      return 'a date as YYYY-MM-DD';
    case 'boolean':
      return 'true or false';
    case 'number':
    case 'text':
    case 'expression':
      return type.kind;
  }
}

function unitHint(unit: string | undefined): string {
  return unit === undefined || unit === '' ? '' : ` in ${unit}`;
}

/** What was handed in, shortened. */
export function show(given: Json): string {
  const text = JSON.stringify(given);
  return text.length > 60 ? `${firstCharacters(text, 57)}...` : text;
}

/** By code points, so that no surrogate pair is cut in two. */
export function firstCharacters(text: string, count: number): string {
  return Array.from(text.slice(0, 2 * count))
    .slice(0, count)
    .join('');
}
