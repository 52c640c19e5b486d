/** Tables of a world and what refers to what, left to right. The tab Tables says the same in words. */
import dagre from '@dagrejs/dagre';
import type { environmentRowsSchema } from '@touchstone/contracts/api';
import { useMemo } from 'react';
import type { z } from 'zod';
import { number } from '../../../ui/words.ts';
import { schemaOf, withReferences, type TableSchema } from './schema.ts';
import classes from './schema-diagram.module.css';

type Tables = z.infer<typeof environmentRowsSchema>['tables'];

const width = 190;
const line = 17;
const heightOf = ({ columns }: TableSchema) => 28 + columns.length * line;

export function SchemaDiagram({ tables }: { tables: Tables }) {
  const drawn = useMemo(() => layOut(tables), [tables]);
  const counts = new Map(tables.map(({ name, count }) => [name, count]));
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must be reachable.
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label="Schema">
      <svg
        width={drawn.width}
        height={drawn.height}
        viewBox={`0 0 ${drawn.width} ${drawn.height}`}
        role="img"
        aria-label={drawn.tables
          .map(({ schema }) => `${schema.name}: ${schema.columns.map(({ name }) => name).join(', ')}`)
          .join('. ')}
      >
        {drawn.edges.map((path, at) => (
          <path key={at} d={path} className={classes['edge']} />
        ))}
        {drawn.tables.map(({ schema, x, y }) => (
          <g key={schema.name} transform={`translate(${x - width / 2} ${y - heightOf(schema) / 2})`}>
            <rect width={width} height={heightOf(schema)} rx={4} className={classes['box']} />
            <text x={8} y={18} className={classes['name']}>
              {schema.name}
            </text>
            <text x={width - 8} y={18} textAnchor="end" className={classes['type']}>
              {number(counts.get(schema.name) ?? 0)}
            </text>
            {schema.columns.map((column, at) => (
              <g key={column.name}>
                <text x={8} y={38 + at * line} className={classes['column']} data-key={column.isKey}>
                  {column.name.length > 18 ? `${column.name.slice(0, 17)}…` : column.name}
                  {schema.references.some((each) => each.column === column.name) && ' →'}
                </text>
                <text x={width - 8} y={38 + at * line} textAnchor="end" className={classes['type']}>
                  {column.type.toLowerCase()}
                </text>
              </g>
            ))}
          </g>
        ))}
      </svg>
    </div>
  );
}

function layOut(tables: Tables) {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 60, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const read = withReferences(tables.map(({ name, create }) => schemaOf(name, create)));
  const schemas = new Map(read.map((schema) => [schema.name, schema]));
  for (const schema of schemas.values()) graph.setNode(schema.name, { width, height: heightOf(schema) });
  for (const schema of schemas.values())
    for (const { table } of schema.references)
      if (schemas.has(table) && table !== schema.name) graph.setEdge(schema.name, table);
  dagre.layout(graph);
  const size = graph.graph();
  return {
    width: size.width ?? 0,
    height: size.height ?? 0,
    tables: [...schemas.values()].map((schema) => ({
      schema,
      x: graph.node(schema.name).x,
      y: graph.node(schema.name).y,
    })),
    edges: graph
      .edges()
      .map(({ v, w }) =>
        (graph.edge(v, w).points ?? [])
          .map(({ x, y }: { x: number; y: number }, at: number) => `${at === 0 ? 'M' : 'L'}${x} ${y}`)
          .join(''),
      ),
  };
}
