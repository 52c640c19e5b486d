/**
 * The entity-relationship schema of a world: entities with typed, documented columns, keys and references, and views
 * (named joins that tools read). From it come the CREATE TABLE statements and the check that rows are what the schema
 * says. Does not know tools, policies or tasks.
 */
import { Fault, type Rows } from '@touchstone/contracts';

export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'time' | 'datetime';

export interface Column {
  name: string;
  /** `date` is `YYYY-MM-DD`, `time` is `HH:MM`, `datetime` is `YYYY-MM-DD HH:MM`; a boolean is 0 or 1 in rows and true or false in tool results. */
  type: ColumnType;
  /** What the value means, with its unit; tools show it. */
  doc: string;
  /** May be null; a null means what `doc` says. */
  nullable?: true;
  /** Every value, for a column that has few. */
  values?: readonly string[];
  /** Name of the entity whose single-column key this holds. */
  references?: string;
  minimum?: number;
  maximum?: number;
}

export interface Entity {
  /** Table name: plural, snake case. */
  name: string;
  doc: string;
  /** Names of the primary-key columns. */
  key: readonly string[];
  columns: readonly Column[];
}

/** A named SELECT that tools read like an entity. */
export interface View {
  name: string;
  doc: string;
  key: readonly string[];
  columns: readonly Column[];
  /** SQL that gives exactly these columns. */
  select: string;
}

export type Relation = Entity | View;

export interface Schema {
  entities: readonly Entity[];
  views?: readonly View[];
}

/** A reference column in a few letters: `reference('crew_id', 'crew', 'who sails')`. */
export function reference(name: string, entity: string, doc: string, more: Partial<Column> = {}): Column {
  return { name, type: 'text', doc, references: entity, ...more };
}

export function createTable(entity: Entity): string {
  const columns = entity.columns.map(
    (column) =>
      `  ${column.name} ${sqlType(column.type)}${column.nullable ? '' : ' NOT NULL'}${checkOf(column)}`,
  );
  return `CREATE TABLE ${entity.name} (\n${columns.join(',\n')},\n  PRIMARY KEY (${entity.key.join(', ')})\n)`;
}

/** Throws a `Fault` that names the first row that is not what the schema says: a generator's own mistake. */
export function checkRows(schema: Schema, rows: Rows): void {
  const keys = new Map(
    schema.entities.map((entity) => [entity.name, checkKeys(entity, rows[entity.name] ?? [])]),
  );
  for (const name of Object.keys(rows))
    if (!keys.has(name)) throw wrong(`rows for the unknown entity ${name}`);
  for (const entity of schema.entities) {
    const names = new Set(entity.columns.map((column) => column.name));
    for (const row of rows[entity.name] ?? []) {
      for (const name of Object.keys(row))
        if (!names.has(name)) throw wrong(`${entity.name}.${name}, not in the schema`);
      for (const column of entity.columns) {
        const problem = problemOf(column, row[column.name] ?? null, keys);
        if (problem !== null)
          throw wrong(`${entity.name}.${column.name}: ${problem} in ${JSON.stringify(row)}`);
      }
    }
  }
}

function checkKeys(entity: Entity, rows: Rows[string]): Set<string> {
  const seen = new Set<string>();
  for (const row of rows) {
    const key = entity.key.map((name) => JSON.stringify(row[name])).join('\u0000');
    if (seen.has(key)) throw wrong(`${entity.name}: the key ${key} twice`);
    seen.add(key);
  }
  return seen;
}

function problemOf(column: Column, value: unknown, keys: Map<string, Set<string>>): string | null {
  if (value === null) return column.nullable ? null : 'null';
  if (!isOfType(column.type, value)) return `${JSON.stringify(value)} is no ${column.type}`;
  if (column.values && !column.values.some((known) => known === value))
    return `${JSON.stringify(value)} is none of its values`;
  if (typeof value === 'number' && value < (column.minimum ?? -Infinity))
    return `${value} is below ${column.minimum}`;
  if (typeof value === 'number' && value > (column.maximum ?? Infinity))
    return `${value} is above ${column.maximum}`;
  if (column.references && !keys.get(column.references)?.has(JSON.stringify(value)))
    return `${JSON.stringify(value)} is no ${column.references}`;
  return null;
}

const patterns: Partial<Record<ColumnType, RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d$/,
  datetime: /^\d{4}-\d\d-\d\d \d\d:\d\d$/,
};

function isOfType(type: ColumnType, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return value === 0 || value === 1;
    case 'text':
      return typeof value === 'string';
    case 'date':
    case 'time':
    case 'datetime':
      return typeof value === 'string' && patterns[type]!.test(value);
  }
}

function sqlType(type: ColumnType): string {
  return type === 'integer' || type === 'boolean' ? 'INTEGER' : type === 'number' ? 'REAL' : 'TEXT';
}

function checkOf(column: Column): string {
  if (!column.values) return '';
  return ` CHECK (${column.name} IN (${column.values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')}))`;
}

function wrong(what: string): Fault {
  return new Fault(`Expected rows that fit the world's schema, got ${what}.`, {
    code: 'world-rows-invalid',
    boundary: 'internal',
    retryable: false,
  });
}
