/**
 * The world compiler: schema, tools and a Python file in; the Python module that a sandbox runs and the tool list that
 * an agent sees out. Deterministic: the same definition gives the same bytes. How to write a world: `docs/worlds.md`.
 */
import type { Rows, Tool } from '@touchstone/contracts';
import { checkRows, type Relation, type Schema } from './schema.ts';
import { declare, type ToolDeclaration } from './tools.ts';
import { writeProgram } from './python.ts';

export interface WorldDefinition {
  /** For example `ferry-crew`. */
  id: string;
  /** One or two sentences: whose system this is and what it holds; the docstring of the module. */
  doc: string;
  schema: Schema;
  tools: readonly ToolDeclaration[];
  /** Python source with the functions of the program tools; the prelude's names (`ToolError`, `rows`, `one`, `next_id`) are in scope. */
  python?: string;
}

export interface CompiledWorld {
  id: string;
  /** The Python module: `TABLES`, `TOOLS`, `ToolError`. */
  program: string;
  tools: Tool[];
  /** Throws a `Fault` where rows are not what the schema says. */
  checkRows(rows: Rows): void;
}

/** Throws a `Fault` or `RangeError` for a definition that contradicts itself (a tool without its function, an unknown column). */
export function compileWorld(definition: WorldDefinition): CompiledWorld {
  const relations = new Map<string, Relation>(
    [...definition.schema.entities, ...(definition.schema.views ?? [])].map((relation) => [
      relation.name,
      relation,
    ]),
  );
  const tools = definition.tools.map((declaration) => {
    const relation = declaration.kind === 'program' ? null : relations.get(declaration.of);
    if (relation === undefined)
      throw new RangeError(`Expected an entity or view for the tool ${declaration.name}.`);
    return { declaration, relation, shown: declare(declaration, relation) };
  });
  const { doc, schema, python = '' } = definition;
  return {
    id: definition.id,
    program: writeProgram({ doc, schema, tools, python }),
    tools: tools.map(({ shown }) => shown),
    checkRows: (rows) => checkRows(schema, rows),
  };
}
