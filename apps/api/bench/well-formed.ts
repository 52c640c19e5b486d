/** An answer that has the asked-for form and is wrong: judging it costs what judging an honest attempt costs. */
import type { AnswerFormat, AnswerType, Json, JsonObject } from '@touchstone/contracts';

export function wellFormed(format: AnswerFormat): Json {
  switch (format.kind) {
    case 'typed':
      return ofType(format.type);
    case 'json':
    case 'state':
      return ofSchema(format.schema);
    case 'tree':
      return null;
  }
}

function ofType(type: AnswerType): Json {
  switch (type.kind) {
    case 'number':
    case 'integer':
    case 'expression':
      return '1';
    case 'fraction':
      return '1/2';
    case 'date':
      return '2001-01-01';
    case 'boolean':
      return true;
    case 'text':
      return 'x';
    case 'citations':
      return ['x'];
    case 'set':
    case 'list':
      return [ofType(type.of)];
    case 'record':
      return ofFields(type.fields);
    case 'table':
      return [ofFields(type.columns)];
  }
}

function ofFields(fields: Readonly<Record<string, AnswerType>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, ofType(type)]));
}

function ofSchema(schema: JsonObject): Json {
  const [first] = Array.isArray(schema['enum']) ? schema['enum'] : [];
  if (first !== undefined) return first;
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  if (type === 'array') return [];
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'string') return 'x';
  if (type !== 'object') return null;
  const properties = (schema['properties'] ?? {}) as Record<string, JsonObject>;
  const required = (schema['required'] ?? []) as string[];
  return Object.fromEntries(required.map((name) => [name, ofSchema(properties[name] ?? {})]));
}
