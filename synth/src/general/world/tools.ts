/**
 * Declarations of a world's tools, and the JSON Schema that each shows. Read tools are compiled from the declaration
 * alone; a program tool names a function in the world's own Python file. The same schema stands in the Python program,
 * where it checks the arguments, so that declaration and behaviour cannot part.
 */
import type { JsonObject, Tool } from '@touchstone/contracts';
import type { Column, Relation } from './schema.ts';

/** One parameter, as JSON Schema shows it. */
export interface Parameter {
  name: string;
  doc: string;
  /** JSON Schema of the value without its description, for example `{ type: 'string' }`. */
  schema: JsonObject;
  /** Left out of `required`; a default, where there is one, stands in the schema. */
  optional?: true;
}

export interface Filter {
  /** Parameter name; by default the column's. */
  parameter?: string;
  column: string;
  /** `from` and `to` are inclusive bounds; `contains` ignores case. */
  match: 'equal' | 'from' | 'to' | 'contains';
  doc?: string;
  required?: true;
}

/** Rows that pass every filter, a page at a time. */
export interface ListTool {
  kind: 'list';
  name: string;
  /** Entity or view. */
  of: string;
  doc: string;
  filters: readonly Filter[];
  /** Columns shown; by default all. */
  columns?: readonly string[];
  /** ORDER BY columns, the key appended; a leading `-` means descending. */
  order?: readonly string[];
  pageSize?: { usual: number; max: number };
}

/** One row by its whole key; an unknown key is a `ToolError`. */
export interface GetTool {
  kind: 'get';
  name: string;
  of: string;
  doc: string;
  columns?: readonly string[];
  /** How one row is called in messages, for example `crew member`. */
  one: string;
}

/** Rows where every word of `query` occurs in one of the columns (case ignored), a page at a time. */
export interface SearchTool {
  kind: 'search';
  name: string;
  of: string;
  doc: string;
  in: readonly string[];
  columns?: readonly string[];
  order?: readonly string[];
  pageSize?: { usual: number; max: number };
}

/** A function of the world's Python file: `def name(db, …)`. Actions and reads that a declaration cannot say. */
export interface ProgramTool {
  kind: 'program';
  name: string;
  doc: string;
  parameters: readonly Parameter[];
}

export type ToolDeclaration = ListTool | GetTool | SearchTool | ProgramTool;

export const usualPage = { usual: 20, max: 50 } as const;

export function parametersOf(tool: ToolDeclaration, relation: Relation | null): Parameter[] {
  switch (tool.kind) {
    case 'program':
      return [...tool.parameters];
    case 'get':
      return relation!.key.map((name) => {
        const column = columnOf(relation!, name);
        return { name, doc: column.doc, schema: schemaOf(column) };
      });
    case 'list':
      return [...tool.filters.map((filter) => filterParameter(filter, relation!)), ...paging(tool.pageSize)];
    case 'search':
      return [
        {
          name: 'query',
          doc: 'Words to look for; all must occur.',
          schema: { type: 'string', minLength: 2, maxLength: 80 },
        },
        ...paging(tool.pageSize),
      ];
  }
}

/** The tool as MCP lists it. */
export function declare(tool: ToolDeclaration, relation: Relation | null): Tool {
  const parameters = parametersOf(tool, relation);
  const required = parameters.filter((parameter) => !parameter.optional).map((parameter) => parameter.name);
  return {
    name: tool.name,
    description: tool.doc,
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(
        parameters.map((parameter) => [parameter.name, { ...parameter.schema, description: parameter.doc }]),
      ),
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: false,
    },
  };
}

export function columnOf(relation: Relation, name: string): Column {
  const column = relation.columns.find((candidate) => candidate.name === name);
  if (!column) throw new RangeError(`Expected a column of ${relation.name}, got ${name}.`);
  return column;
}

/** JSON Schema of a column's values. */
function schemaOf(column: Column): JsonObject {
  if (column.values) return { type: 'string', enum: [...column.values] };
  switch (column.type) {
    case 'integer':
    case 'number':
    case 'boolean':
      return { type: column.type };
    case 'date':
      return { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
    case 'time':
      return { type: 'string', pattern: '^\\d{2}:\\d{2}$' };
    case 'datetime':
      return { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}$' };
    case 'text':
      return { type: 'string' };
  }
}

function filterParameter(filter: Filter, relation: Relation): Parameter {
  const column = columnOf(relation, filter.column);
  const doc =
    filter.doc ??
    { equal: '', from: 'On or after. ', to: 'On or before. ', contains: 'Contains. ' }[filter.match] +
      column.doc;
  const schema =
    filter.match === 'contains' ? { type: 'string', minLength: 2, maxLength: 80 } : schemaOf(column);
  return {
    name: filter.parameter ?? filter.column,
    doc,
    schema,
    ...(filter.required ? {} : { optional: true as const }),
  };
}

function paging(size: { usual: number; max: number } = usualPage): Parameter[] {
  return [
    {
      name: 'page',
      doc: 'Page number, from 1.',
      schema: { type: 'integer', minimum: 1, default: 1 },
      optional: true,
    },
    {
      name: 'page_size',
      doc: `Rows on a page, at most ${size.max}.`,
      schema: { type: 'integer', minimum: 1, maximum: size.max, default: size.usual },
      optional: true,
    },
  ];
}
