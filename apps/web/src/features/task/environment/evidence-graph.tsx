/** The evidence as a graph, left to right: documents that link to each other, and the values of the answer that they show. */
import type { WebDocument } from '@touchstone/contracts';
import { useMemo } from 'react';
import { layOut, type GraphEdge } from '../../../ui/lay-out.ts';
import type { Quote } from './evidence.ts';
import classes from './evidence-graph.module.css';

const nodesMax = 60;
const size = { width: 190, height: 38 };

export interface EvidenceGraphProps {
  documents: readonly WebDocument[];
  quotes: readonly Quote[];
  /** `start` of the first quote where the edge of a value was chosen. */
  onOpen: (document: string, start: number | null) => void;
}

interface Edge extends GraphEdge {
  /** Of the quote; null for a link between documents. */
  start: number | null;
}

export function EvidenceGraph({ documents, quotes, onOpen }: EvidenceGraphProps) {
  const { nodes, drawn } = useMemo(() => graphOf(documents, quotes), [documents, quotes]);
  if (nodes.length === 0) return <p>No document must be cited.</p>;
  return (
    <figure className={classes['figure']}>
      <svg
        viewBox={`0 0 ${drawn.width} ${drawn.height}`}
        width={drawn.width}
        height={drawn.height}
        role="img"
        aria-label={`${documents.length} documents and the values they show; the list beside says the same.`}
      >
        {drawn.edges.map((edge) => (
          <path
            key={`${edge.from} ${edge.to}`}
            d={edge.path}
            className={classes['edge']}
            data-quote={edge.start !== null}
          />
        ))}
        {nodes.map((node) => {
          const { x = 0, y = 0 } = drawn.at.get(node.id) ?? {};
          return (
            <g key={node.id} transform={`translate(${x - size.width / 2} ${y - size.height / 2})`}>
              <rect
                {...size}
                rx={node.isValue ? 19 : 4}
                className={classes['node']}
                data-kind={node.isValue ? 'value' : 'document'}
              />
              <text x={10} y={23}>
                {node.title.length > 26 ? `${node.title.slice(0, 25)}…` : node.title}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption>
        <ul>
          {drawn.edges.map((edge) => (
            <li key={`${edge.from} ${edge.to}`}>
              <button type="button" onClick={() => onOpen(edge.from, edge.start)}>
                {edge.from} {edge.start === null ? 'links to' : 'shows'} {edge.to.replace(/^value:/, '')}
              </button>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

interface Node {
  id: string;
  title: string;
  isValue: boolean;
}

function graphOf(documents: readonly WebDocument[], quotes: readonly Quote[]) {
  const shown = documents.slice(0, nodesMax);
  const nodes = new Map<string, Node>(shown.map(({ id, title }) => [id, { id, title, isValue: false }]));
  const edges = new Map<string, Edge>();
  const connect = (edge: Edge) => {
    if (!edges.has(`${edge.from} ${edge.to}`)) edges.set(`${edge.from} ${edge.to}`, edge);
  };
  for (const { id, links } of shown)
    for (const { document } of links)
      if (nodes.has(document) && document !== id && !edges.has(`${document} ${id}`))
        connect({ from: id, to: document, start: null });
  for (const { document, value, start } of quotes) {
    const id = `value:${value}`;
    if (!nodes.has(document) || (!nodes.has(id) && nodes.size >= nodesMax)) continue;
    nodes.set(id, { id, title: value, isValue: true });
    connect({ from: document, to: id, start });
  }
  const list = [...nodes.values()];
  return {
    nodes: list,
    drawn: layOut(
      list.map(({ id }) => ({ id, ...size })),
      [...edges.values()],
    ),
  };
}
