/** Tables of a world and what refers to what, left to right. The tab Tables says the same in words. */
import type { environmentRowsSchema } from '@touchstone/contracts/api';
import { useMemo } from 'react';
import type { z } from 'zod';
import { layOut } from '../../../ui/lay-out.ts';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { number } from '../../../ui/words.ts';
import { schemaOf, withReferences, type TableSchema } from './schema.ts';
import classes from './schema-diagram.module.css';

type Tables = z.infer<typeof environmentRowsSchema>['tables'];

const width = 190;
const line = 17;
const heightOf = ({ columns }: TableSchema) => 28 + columns.length * line;

export function SchemaDiagram({ tables }: { tables: Tables }) {
  const drawn = useMemo(() => diagramOf(tables), [tables]);
  const counts = new Map(tables.map(({ name, count }) => [name, count]));
  return (
    <ScrollRegion label="Schema" className={classes['scroll']}>
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
    </ScrollRegion>
  );
}

function diagramOf(tables: Tables) {
  const schemas = withReferences(tables.map(({ name, create }) => schemaOf(name, create)));
  const names = new Set(schemas.map(({ name }) => name));
  const drawn = layOut(
    schemas.map((schema) => ({ id: schema.name, width, height: heightOf(schema) })),
    schemas.flatMap(({ name, references }) =>
      references
        .filter(({ table }) => names.has(table) && table !== name)
        .map(({ table }) => ({ from: name, to: table })),
    ),
  );
  return {
    width: drawn.width,
    height: drawn.height,
    tables: schemas.map((schema) => ({ schema, x: 0, y: 0, ...drawn.at.get(schema.name) })),
    edges: drawn.edges.map(({ path }) => path),
  };
}
