/**
 * A typed answer against its expected value. Composite types are compared field by field; sets and unordered tables by
 * a perfect matching of their elements, so that tolerances and aliases inside cannot be paired wrongly.
 * Twin: `python/typed_answer.py`.
 */
import type { AnswerType, Json, ScalarAnswerType } from '@touchstone/contracts';
import { inexactSetElementsMax, mismatchesListedMax } from '../limits.ts';
import { compareCitations, isCitations } from './citations.ts';
import { expectedFault, malformed, unequal, type Mismatch } from './mismatch.ts';
import { perfectMatching } from './perfect-matching.ts';
import { compareScalar, exactScalarKey, firstCharacters, isText, show } from './scalar.ts';

/** Every mismatch, at most 20; empty means equal. Throws a `Fault` of the verifier when `expected` is unusable. */
export function compare(type: AnswerType, expected: Json, given: Json, path = '$'): Mismatch[] {
  switch (type.kind) {
    case 'citations':
      return compareCitations(expected, given, path);
    case 'set':
      return compareUnordered(type.of, expected, given, path);
    case 'list':
      return compareOrdered(type.of, expected, given, path);
    case 'record':
      return compareRecord(type.fields, expected, given, path);
    case 'table': {
      const row: AnswerType = { kind: 'record', fields: type.columns };
      return type.ordered
        ? compareOrdered(row, expected, given, path)
        : compareUnordered(row, expected, given, path);
    }
    case 'number':
    case 'integer':
    case 'fraction':
    case 'date':
    case 'boolean':
    case 'text':
    case 'expression': {
      const mismatch = compareScalar(type, expected, given, path);
      return mismatch ? [mismatch] : [];
    }
  }
}

function compareOrdered(of: AnswerType, expected: Json, given: Json, path: string): Mismatch[] {
  if (!Array.isArray(expected)) throw expectedFault(path, 'expected a list');
  if (!Array.isArray(given)) return [malformed(path, `expected a list, got ${show(given)}`)];
  if (given.length !== expected.length) return [unequal(path, `not the expected number of elements`)];
  return expected
    .flatMap((element, index) => compare(of, element, given[index] as Json, `${path}[${index}]`))
    .slice(0, mismatchesListedMax);
}

function compareUnordered(of: AnswerType, expected: Json, given: Json, path: string): Mismatch[] {
  if (!Array.isArray(expected)) throw expectedFault(path, 'expected a list');
  if (!Array.isArray(given)) return [malformed(path, `expected a list, got ${show(given)}`)];
  if (given.length !== expected.length) return [unequal(path, 'not the expected number of elements')];
  const wanted = expected.map((element) => exactKey(of, element));
  const matched = wanted.every((key) => key !== null)
    ? countEqualKeys(
        wanted,
        given.map((element) => exactKey(of, element)),
      )
    : countMatched(of, expected, given, path);
  if (matched === expected.length) return [];
  const wrongType = given.findIndex((element) => !hasType(of, element));
  if (wrongType >= 0) return [malformed(`${path}[${wrongType}]`, 'does not have the type of an element')];
  return [unequal(path, `${expected.length - matched} of ${expected.length} elements are wrong`)];
}

function countEqualKeys(wanted: readonly string[], given: readonly (string | null)[]): number {
  const left = new Map<string, number>();
  for (const key of wanted) left.set(key, (left.get(key) ?? 0) + 1);
  let matched = 0;
  for (const key of given) {
    const count = key === null ? 0 : (left.get(key) ?? 0);
    if (key === null || count === 0) continue;
    left.set(key, count - 1);
    matched++;
  }
  return matched;
}

function countMatched(of: AnswerType, expected: Json[], given: Json[], path: string): number {
  if (expected.length > inexactSetElementsMax) {
    throw expectedFault(path, `more than ${inexactSetElementsMax} elements without an exact key`);
  }
  return perfectMatching(
    expected.length,
    (i, j) => compare(of, expected[i] as Json, given[j] as Json, path).length === 0,
  );
}

function compareRecord(
  fields: Record<string, AnswerType>,
  expected: Json,
  given: Json,
  path: string,
): Mismatch[] {
  if (!isObject(expected)) throw expectedFault(path, 'expected an object');
  if (!isObject(given)) return [malformed(path, `expected an object, got ${show(given)}`)];
  const mismatches: Mismatch[] = [];
  for (const name of Object.keys(given).sort()) {
    if (!Object.hasOwn(fields, name))
      mismatches.push(malformed(`${path}.${firstCharacters(name, 40)}`, 'no such field is asked for'));
  }
  for (const [name, type] of Object.entries(fields)) {
    if (!Object.hasOwn(expected, name)) throw expectedFault(`${path}.${name}`, 'it is missing');
    if (!Object.hasOwn(given, name)) mismatches.push(malformed(`${path}.${name}`, 'is missing'));
    else mismatches.push(...compare(type, expected[name] as Json, given[name] as Json, `${path}.${name}`));
  }
  return mismatches.slice(0, mismatchesListedMax);
}

/** As `exactScalarKey`, for records and lists of exact scalars too. */
function exactKey(type: AnswerType, given: Json): string | null {
  switch (type.kind) {
    case 'citations':
    case 'set':
    case 'table':
      return null;
    case 'list': {
      if (!Array.isArray(given)) return null;
      const keys = given.map((element) => exactKey(type.of, element));
      return keys.every((key) => key !== null) ? JSON.stringify(keys) : null;
    }
    case 'record': {
      if (!isObject(given) || Object.keys(given).length !== Object.keys(type.fields).length) return null;
      const keys = Object.entries(type.fields).map(([name, field]) =>
        Object.hasOwn(given, name) ? exactKey(field, given[name] as Json) : null,
      );
      return keys.every((key) => key !== null) ? JSON.stringify(keys) : null;
    }
    case 'number':
    case 'integer':
    case 'fraction':
    case 'date':
    case 'boolean':
    case 'text':
    case 'expression':
      return exactScalarKey(type, given);
  }
}

/** Whether a value has the type, whatever its value; compared with itself it would be equal. */
function hasType(type: AnswerType, given: Json): boolean {
  switch (type.kind) {
    case 'citations':
      return isCitations(given);
    case 'set':
    case 'list':
      return Array.isArray(given) && given.every((element) => hasType(type.of, element));
    case 'table':
      return (
        Array.isArray(given) && given.every((row) => hasType({ kind: 'record', fields: type.columns }, row))
      );
    case 'record':
      return (
        isObject(given) &&
        Object.keys(given).length === Object.keys(type.fields).length &&
        Object.entries(type.fields).every(
          ([name, field]) => Object.hasOwn(given, name) && hasType(field, given[name] as Json),
        )
      );
    case 'number':
    case 'integer':
    case 'fraction':
    case 'date':
    case 'boolean':
    case 'text':
    case 'expression':
      return hasScalarType(type, given);
  }
}

function hasScalarType(type: ScalarAnswerType, given: Json): boolean {
  if (type.kind === 'text') return isText(given);
  try {
    return compareScalar(type, given, given, '$') === null;
  } catch {
    return false;
  }
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
