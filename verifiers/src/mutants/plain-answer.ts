/** An expected value as somebody would hand it in: of equal names the first, of documents those that are required. */
import type { AnswerType, Json, JsonObject } from '@touchstone/contracts';

export function plainAnswer(type: AnswerType, expected: Json): Json {
  switch (type.kind) {
    case 'text':
      return firstName(expected);
    case 'citations':
      return isObject(expected) && Array.isArray(expected.required) ? expected.required.map(firstName) : [];
    case 'set':
    case 'list':
      return Array.isArray(expected) ? expected.map((element) => plainAnswer(type.of, element)) : expected;
    case 'record':
      return plainRecord(type.fields, expected);
    case 'table':
      return Array.isArray(expected) ? expected.map((row) => plainRecord(type.columns, row)) : expected;
    case 'number':
    case 'integer':
    case 'fraction':
    case 'date':
    case 'boolean':
    case 'expression':
      return expected;
  }
}

function plainRecord(fields: Record<string, AnswerType>, expected: Json): Json {
  if (!isObject(expected)) return expected;
  return Object.fromEntries(
    Object.entries(expected).map(([name, value]) => {
      const field = fields[name];
      return [name, field ? plainAnswer(field, value) : value];
    }),
  );
}

function firstName(value: Json): Json {
  return Array.isArray(value) ? (value[0] ?? null) : value;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
