/**
 * Writes the Python module of a world: TABLES, the checked tools and their bodies, documented as an engineer would.
 * Knows declarations only; a world's own functions are taken as they stand and registered by name.
 */
import { readFileSync } from 'node:fs';
import { Fault, type Tool } from '@touchstone/contracts';
import { createTable, type Column, type Relation, type Schema } from './schema.ts';
import {
  columnOf,
  parametersOf,
  usualPage,
  type Filter,
  type GetTool,
  type ListTool,
  type ProgramTool,
  type SearchTool,
  type ToolDeclaration,
} from './tools.ts';

const prelude = readFileSync(new URL('./prelude.py', import.meta.url), 'utf8');

interface ProgramParts {
  doc: string;
  schema: Schema;
  tools: readonly { declaration: ToolDeclaration; relation: Relation | null; shown: Tool }[];
  /** The world's own Python file, or an empty text. */
  python: string;
}

export function writeProgram(parts: ProgramParts): string {
  const tables = parts.schema.entities.map(
    (entity) => `    # ${entity.doc}\n    ${quoted(entity.name)}: """${createTable(entity)}""",`,
  );
  return [
    `"""${parts.doc}"""`,
    'from __future__ import annotations\n',
    prelude.trim(),
    '\n',
    `TABLES: dict[str, str] = {\n${tables.join('\n')}\n}`,
    `_SCHEMAS: dict[str, dict] = json.loads(\n    r'''${schemasOf(parts.tools)}'''\n)`,
    parts.python.trim(),
    ...parts.tools.map(({ declaration, relation }) => functionOf(declaration, relation, parts.python)),
    '',
  ].join('\n\n');
}

function schemasOf(tools: ProgramParts['tools']): string {
  const text = JSON.stringify(
    Object.fromEntries(tools.map(({ shown }) => [shown.name, shown.inputSchema])),
    null,
    1,
  );
  if (text.includes("'''")) throw wrongTool('a schema', 'free of three quotes in a row');
  return text;
}

function functionOf(tool: ToolDeclaration, relation: Relation | null, python: string): string {
  switch (tool.kind) {
    case 'program':
      return registration(tool, python);
    case 'get':
      return getFunction(tool, relation!);
    case 'list':
      return listFunction(tool, relation!);
    case 'search':
      return searchFunction(tool, relation!);
  }
}

/** A function of the world's file: its signature must name exactly the declared parameters. */
function registration(tool: ProgramTool, python: string): string {
  const found = new RegExp(`^def ${tool.name}\\(([^)]*)\\)`, 'm').exec(python);
  if (!found) throw wrongTool(tool.name, 'defined in the Python file of its world');
  const names = found[1]!
    .split(',')
    .map((part) => part.split(':')[0]!.split('=')[0]!.trim())
    .filter((name) => name !== '' && name !== '*');
  const expected = ['db', ...tool.parameters.map((parameter) => parameter.name)];
  if (names.join() !== expected.join()) throw wrongTool(tool.name, `a function of (${expected.join(', ')})`);
  return `tool(_SCHEMAS[${quoted(tool.name)}])(${tool.name})`;
}

function getFunction(tool: GetTool, relation: Relation): string {
  const condition = relation.key.map((name) => `${name} = ?`).join(' AND ');
  return definition(tool, relation, [
    `found = one(db, ${quoted(tool.one)}, ${quoted(`${selectOf(tool, relation)} WHERE ${condition}`)}, ${relation.key.join(', ')})`,
    `return _truths([found], ${booleansOf(tool, relation)})[0]`,
  ]);
}

function listFunction(tool: ListTool, relation: Relation): string {
  return definition(tool, relation, [
    'where: list[str] = []',
    'values: list[Any] = []',
    ...tool.filters.flatMap(filterLines),
    pageCall(tool, relation),
  ]);
}

function searchFunction(tool: SearchTool, relation: Relation): string {
  const columns = tool.in.map((name) => `COALESCE(${name}, '')`).join(" || ' ' || ");
  return definition(tool, relation, [
    'words = query.split()',
    `where = [${quoted(`LIKE('%' || ? || '%', ${columns})`)}] * len(words)`,
    'values: list[Any] = list(words)',
    pageCall(tool, relation),
  ]);
}

function filterLines(filter: Filter): string[] {
  const name = filter.parameter ?? filter.column;
  const condition = {
    equal: `${filter.column} = ?`,
    from: `${filter.column} >= ?`,
    to: `${filter.column} <= ?`,
    contains: `LIKE('%' || ? || '%', ${filter.column})`,
  }[filter.match];
  return [`if ${name} is not None:`, `    where.append(${quoted(condition)})`, `    values.append(${name})`];
}

function pageCall(tool: ListTool | SearchTool, relation: Relation): string {
  const order = [
    ...(tool.order ?? []),
    ...relation.key.filter((name) => !tool.order?.some((by) => by.replace('-', '') === name)),
  ]
    .map((by) => (by.startsWith('-') ? `${by.slice(1)} DESC` : by))
    .join(', ');
  const select = quoted(selectOf(tool, relation));
  return `return _page(db, ${select}, where, values, ${quoted(order)}, ${booleansOf(tool, relation)}, page, page_size)`;
}

function definition(tool: ListTool | GetTool | SearchTool, relation: Relation, body: string[]): string {
  const parameters = parametersOf(tool, relation).map((parameter) => {
    const type =
      ({ integer: 'int', number: 'float', boolean: 'bool' } as Record<string, string>)[
        parameter.schema.type as string
      ] ?? 'str';
    if (!parameter.optional) return `${parameter.name}: ${type}`;
    const initial = parameter.schema.default;
    return initial === undefined
      ? `${parameter.name}: ${type} | None = None`
      : `${parameter.name}: ${type} = ${JSON.stringify(initial)}`;
  });
  const result =
    tool.kind === 'get'
      ? 'Returns the row; ToolError if the key is unknown.'
      : `Returns {"items", "total", "page", "page_size"}; at most ${(tool.pageSize ?? usualPage).max} rows on a page.`;
  return [
    `@tool(_SCHEMAS[${quoted(tool.name)}])`,
    `def ${tool.name}(db: sqlite3.Connection, *, ${parameters.join(', ')}) -> dict:`,
    `    """${tool.doc}\n\n    ${result}\n    """`,
    ...body.map((line) => `    ${line}`),
  ].join('\n');
}

function selectOf(tool: ListTool | GetTool | SearchTool, relation: Relation): string {
  const columns = (tool.columns ?? relation.columns.map((column) => column.name)).join(', ');
  return `SELECT ${columns} FROM ${'select' in relation ? `(${relation.select})` : relation.name}`;
}

function booleansOf(tool: ListTool | GetTool | SearchTool, relation: Relation): string {
  const shown: Column[] = (tool.columns ?? relation.columns.map((column) => column.name)).map((name) =>
    columnOf(relation, name),
  );
  const names = shown.filter((column) => column.type === 'boolean').map((column) => quoted(column.name));
  return names.length === 0 ? '()' : `(${names.join(', ')},)`;
}

/** A Python string literal; JSON's escapes are Python's. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function wrongTool(name: string, expected: string): Fault {
  return new Fault(`Expected the tool ${name} to be ${expected}.`, {
    code: 'world-tool-invalid',
    boundary: 'internal',
    retryable: false,
  });
}
