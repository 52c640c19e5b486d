/**
 * The part of JSON Schema 2020-12 that answer formats use, checked here and, by the same rules, in Python in exported
 * folders (`python/json_schema.py`). A keyword outside this part is a fault of the task, never silently ignored.
 */
import { Fault, canonicalJson, type Json, type JsonObject } from '@touchstone/contracts';
import { patternCharactersMax } from '../limits.ts';

const annotations = new Set(['$schema', '$id', 'title', 'description', 'examples', 'default', 'format']);

/** Null when the value conforms, else one sentence that says where it does not. */
export function schemaViolation(schema: Json, value: Json, path = '$'): string | null {
  if (typeof schema === 'boolean') return schema ? null : `${path} is not allowed`;
  if (!isObject(schema)) throw schemaFault(path, 'a schema is an object or a boolean');
  for (const [keyword, argument] of Object.entries(schema)) {
    if (annotations.has(keyword)) continue;
    const check = Object.hasOwn(checks, keyword) ? checks[keyword] : undefined;
    if (!check) throw schemaFault(path, `keyword "${keyword}" is not supported`);
    const violation = check(argument, value, path, schema);
    if (violation !== null) return violation;
  }
  return null;
}

type Check = (argument: Json, value: Json, path: string, schema: JsonObject) => string | null;

const checks: Record<string, Check> = {
  type: (argument, value, path) => {
    const types = Array.isArray(argument) ? argument : [argument];
    return types.some((type) => hasType(type, value, path))
      ? null
      : `${path} is not of type ${types.map(text).join(' or ')}`;
  },
  enum: (argument, value, path) => {
    const wanted = canonicalJson(value);
    return list(argument, path).some((option) => canonicalJson(option) === wanted)
      ? null
      : `${path} is none of the allowed values`;
  },
  const: (argument, value, path) =>
    canonicalJson(argument) === canonicalJson(value) ? null : `${path} is not the allowed value`,
  minimum: (argument, value, path) => bound(value, (n) => n >= Number(argument), `${path} is too small`),
  maximum: (argument, value, path) => bound(value, (n) => n <= Number(argument), `${path} is too large`),
  exclusiveMinimum: (argument, value, path) =>
    bound(value, (n) => n > Number(argument), `${path} is too small`),
  exclusiveMaximum: (argument, value, path) =>
    bound(value, (n) => n < Number(argument), `${path} is too large`),
  minLength: (argument, value, path) =>
    typeof value === 'string' && characters(value) < Number(argument) ? `${path} is too short` : null,
  maxLength: (argument, value, path) =>
    typeof value === 'string' && characters(value) > Number(argument) ? `${path} is too long` : null,
  pattern: (argument, value, path) => {
    if (typeof value !== 'string') return null;
    if (characters(value) > patternCharactersMax) return `${path} is too long`;
    return new RegExp(text(argument), 'u').test(value)
      ? null
      : `${path} does not have the form ${text(argument)}`;
  },
  items: (argument, value, path) => {
    if (!Array.isArray(value)) return null;
    return first(
      value.map((element, index) => () => schemaViolation(argument, element, `${path}[${index}]`)),
    );
  },
  minItems: (argument, value, path) =>
    Array.isArray(value) && value.length < Number(argument) ? `${path} has too few elements` : null,
  maxItems: (argument, value, path) =>
    Array.isArray(value) && value.length > Number(argument) ? `${path} has too many elements` : null,
  uniqueItems: (argument, value, path) =>
    argument === true &&
    Array.isArray(value) &&
    new Set(value.map((element) => canonicalJson(element))).size < value.length
      ? `${path} holds an element twice`
      : null,
  required: (argument, value, path) => {
    if (!isObject(value)) return null;
    const missing = list(argument, path).find((name) => !Object.hasOwn(value, text(name)));
    return missing === undefined ? null : `${path}.${text(missing)} is missing`;
  },
  properties: (argument, value, path) => {
    if (!isObject(value) || !isObject(argument)) return null;
    return first(
      Object.entries(argument)
        .filter(([name]) => Object.hasOwn(value, name))
        .map(
          ([name, schema]) =>
            () =>
              schemaViolation(schema, value[name] as Json, `${path}.${name}`),
        ),
    );
  },
  additionalProperties: (argument, value, path, schema) => {
    if (!isObject(value)) return null;
    const known = isObject(schema.properties ?? null) ? (schema.properties as JsonObject) : {};
    return first(
      Object.keys(value)
        .filter((name) => !Object.hasOwn(known, name))
        .map((name) => () => schemaViolation(argument, value[name] as Json, `${path}.${name}`)),
    );
  },
  anyOf: (argument, value, path) =>
    list(argument, path).some((schema) => schemaViolation(schema, value, path) === null)
      ? null
      : `${path} has none of the allowed forms`,
  oneOf: (argument, value, path) =>
    list(argument, path).filter((schema) => schemaViolation(schema, value, path) === null).length === 1
      ? null
      : `${path} does not have exactly one of the allowed forms`,
  allOf: (argument, value, path) =>
    first(list(argument, path).map((schema) => () => schemaViolation(schema, value, path))),
};

function hasType(type: Json, value: Json, path: string): boolean {
  const holds = Object.hasOwn(types, text(type)) ? types[text(type)] : undefined;
  if (!holds) throw schemaFault(path, `type ${JSON.stringify(type)} does not exist`);
  return holds(value);
}

const types: Record<string, (value: Json) => boolean> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  array: (value) => Array.isArray(value),
  object: isObject,
};

function text(argument: Json): string {
  return typeof argument === 'string' ? argument : JSON.stringify(argument);
}

function bound(value: Json, holds: (n: number) => boolean, violation: string): string | null {
  return typeof value !== 'number' || holds(value) ? null : violation;
}

function first(steps: (() => string | null)[]): string | null {
  for (const step of steps) {
    const violation = step();
    if (violation !== null) return violation;
  }
  return null;
}

function characters(text: string): number {
  return Array.from(text).length;
}

function list(argument: Json, path: string): Json[] {
  if (!Array.isArray(argument)) throw schemaFault(path, 'a list was expected');
  return argument;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function schemaFault(path: string, detail: string): Fault {
  return new Fault(`The answer schema cannot be used at ${path}: ${detail}.`, {
    code: 'answer-schema',
    boundary: 'verifier',
    retryable: false,
    hint: 'Mend the family that wrote this task.',
  });
}
