/** JSON values as types and schema, and their one canonical form (RFC 8785). */
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { InputFault } from './errors.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const jsonSchema: z.ZodType<Json> = z.json();
export const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonSchema);

/**
 * The canonical text of a JSON value (RFC 8785, JSON Canonicalization Scheme): keys sorted by UTF-16 code units,
 * numbers as ECMAScript prints them, no white space. Everything hashed is hashed in this form.
 * Refuses what JSON cannot hold (NaN, Infinity, undefined inside, lone surrogates) with an `InputFault`.
 */
export function canonicalJson(value: unknown): string {
  assertJson(value, '$');
  return canonicalize(value) as string;
}

function assertJson(value: unknown, path: string): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw notJson(path, 'a string with a lone surrogate');
    return;
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw notJson(path, String(value));
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((element, index) => assertJson(element, `${path}[${index}]`));
    return;
  }
  if (
    typeof value === 'object' &&
    (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)
  ) {
    for (const [key, element] of Object.entries(value)) {
      if (!key.isWellFormed()) throw notJson(path, 'a key with a lone surrogate');
      if (element !== undefined) assertJson(element, `${path}.${key}`);
    }
    return;
  }
  throw notJson(path, typeof value === 'object' ? `an instance of ${value.constructor.name}` : typeof value);
}

function notJson(path: string, what: string): InputFault {
  return new InputFault(`Expected a JSON value at ${path}, got ${what}.`, {
    code: 'not-json',
    hint: 'Convert it to a plain object, array, finite number, string, boolean or null first.',
  });
}
