/** What a submission has to look like, as JSON Schema, for whoever offers `submit` as a tool. Says only what is public. */
import type { AnswerFormat, AnswerType, JsonObject } from '@touchstone/contracts';

/** Arguments of `submit`; a tree is handed in as it is, without an answer. */
export function submitSchema(format: AnswerFormat): JsonObject {
  if (format.kind === 'tree') return object({}, []);
  const answer = format.kind === 'typed' ? schemaOf(format.type) : format.schema;
  return object({ answer }, ['answer']);
}

function schemaOf(type: AnswerType): JsonObject {
  switch (type.kind) {
    case 'number':
      return withUnit({ type: ['number', 'string'] }, type.unit);
    case 'integer':
      return withUnit({ type: ['integer', 'string'] }, type.unit);
    case 'fraction':
      return { type: ['string', 'integer'], description: 'An exact fraction, for example "3/4".' };
    case 'date':
      return { type: 'string', description: 'A date, YYYY-MM-DD.' };
    case 'boolean':
      return { type: 'boolean' };
    case 'text':
      return { type: 'string' };
    case 'expression':
      return { type: 'string', description: `A formula in ${type.variables.join(', ')}.` };
    case 'citations':
      return { type: 'array', items: { type: 'string' }, description: 'Ids or addresses of documents.' };
    case 'set':
      return { type: 'array', items: schemaOf(type.of), description: 'In any order, no duplicates.' };
    case 'list':
      return { type: 'array', items: schemaOf(type.of), description: 'In order.' };
    case 'record':
      return record(type.fields);
    case 'table':
      return {
        type: 'array',
        items: record(type.columns),
        description: type.ordered ? 'Rows in order.' : 'Rows in any order.',
      };
  }
}

function record(fields: Readonly<Record<string, AnswerType>>): JsonObject {
  const properties = Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, schemaOf(type)]));
  return object(properties, Object.keys(fields));
}

function object(properties: JsonObject, required: string[]): JsonObject {
  return { type: 'object', properties, required, additionalProperties: false };
}

function withUnit(schema: JsonObject, unit: string | undefined): JsonObject {
  return unit === undefined ? schema : { ...schema, description: `In ${unit}.` };
}
