/**
 * A form for the JSON schemas that tools and answers have: an object of texts, numbers, switches and choices; whatever else
 * is written as JSON. Says what is missing; the server checks the rest by the whole schema.
 */
import type { AnswerType, Json, JsonObject } from '@touchstone/contracts';

export type FieldKind = 'text' | 'long' | 'number' | 'integer' | 'boolean' | 'choice' | 'lines' | 'json';

export interface Field {
  name: string;
  kind: FieldKind;
  doc: string;
  required: boolean;
  /** What the tool takes where nothing is written, as a hint. */
  standard: string;
  choices: readonly string[];
  minimum: number | null;
  maximum: number | null;
}

/** Names whose texts have many lines. */
const longNames =
  /^(code|command|text|source|patch|content|body|message|note|notes|old_text|new_text|summary|report)$/;

export function fieldsOfSchema(schema: JsonObject): Field[] {
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  return Object.entries(objectIn(schema['properties'])).map(([name, property]) =>
    fieldOf(name, objectIn(property), required.has(name)),
  );
}

function fieldOf(name: string, property: JsonObject, required: boolean): Field {
  const kind = kindOf(name, property);
  return {
    name,
    kind,
    doc: typeof property['description'] === 'string' ? property['description'] : '',
    required,
    standard:
      property['default'] === undefined ? '' : JSON.stringify(property['default']).replace(/^"|"$/g, ''),
    choices: kind === 'choice' ? (property['enum'] as Json[]).map(String) : [],
    minimum: numberIn(property['minimum']),
    maximum: numberIn(property['maximum']),
  };
}

function kindOf(name: string, property: JsonObject): FieldKind {
  const { type } = property;
  if (Array.isArray(property['enum']) && property['enum'].every((each) => typeof each === 'string'))
    return 'choice';
  if (type === 'string') return longNames.test(name) ? 'long' : 'text';
  if (type === 'integer' || type === 'number' || type === 'boolean') return type;
  if (type === 'array' && objectIn(property['items'])['type'] === 'string') return 'lines';
  return 'json';
}

/** A typed answer as fields: of a record its own, of anything else one called `answer`. */
export function fieldsOfAnswer(type: AnswerType): Field[] {
  return type.kind === 'record'
    ? Object.entries(type.fields).map(([name, field]) => answerField(name, field))
    : [answerField('answer', type)];
}

function answerField(name: string, type: AnswerType): Field {
  const isLines =
    type.kind === 'citations' || ((type.kind === 'set' || type.kind === 'list') && isWord(type.of));
  const kind: FieldKind = isLines
    ? 'lines'
    : type.kind === 'number'
      ? 'number'
      : type.kind === 'boolean'
        ? 'boolean'
        : isWord(type)
          ? 'text'
          : 'json';
  return {
    name,
    kind,
    doc: docOf(type, isLines),
    required: true,
    standard: '',
    choices: [],
    minimum: null,
    maximum: null,
  };
}

const isWord = ({ kind }: AnswerType) => ['text', 'date', 'fraction', 'expression', 'integer'].includes(kind);

function docOf(type: AnswerType, isLines: boolean): string {
  if (type.kind === 'citations') return 'Ids or addresses of documents, one a line.';
  if (isLines) return `${type.kind}, one a line.`;
  return type.kind === 'fraction' ? 'A fraction, p/q.' : type.kind === 'date' ? 'YYYY-MM-DD' : type.kind;
}

export type Written = Record<string, string | boolean>;

export type Filled = { values: JsonObject; faults: null } | { values: null; faults: Record<string, string> };

/** What is left empty is left out; what is required and empty, or cannot be read, is a fault of its field. */
export function fill(fields: readonly Field[], written: Written): Filled {
  const values: JsonObject = {};
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const text = written[field.name];
    if (text === undefined || text === '') {
      if (field.required) faults[field.name] = 'Needed.';
      continue;
    }
    const read = readValue(field, text);
    if ('fault' in read) faults[field.name] = read.fault;
    else values[field.name] = read.value;
  }
  return Object.keys(faults).length > 0 ? { values: null, faults } : { values, faults: null };
}

function readValue(field: Field, text: string | boolean): { value: Json } | { fault: string } {
  if (typeof text === 'boolean') return { value: text };
  switch (field.kind) {
    case 'number':
    case 'integer': {
      const value = Number(text);
      if (text.trim() === '' || !Number.isFinite(value)) return { fault: 'Expected a number.' };
      if (field.kind === 'integer' && !Number.isInteger(value)) return { fault: 'Expected a whole number.' };
      if (field.minimum !== null && value < field.minimum) return { fault: `At least ${field.minimum}.` };
      if (field.maximum !== null && value > field.maximum) return { fault: `At most ${field.maximum}.` };
      return { value };
    }
    case 'lines':
      return {
        value: text
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      };
    case 'json':
      return readJson(text);
    case 'boolean':
    case 'choice':
    case 'text':
    case 'long':
      return { value: text };
  }
}

/** What is no JSON is taken as the text that it is, unless it begins as JSON does. */
function readJson(text: string): { value: Json } | { fault: string } {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (thrown) {
    return /^\s*[[{"]/.test(text) ? { fault: `No JSON: ${(thrown as Error).message}` } : { value: text };
  }
}

function objectIn(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function numberIn(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
