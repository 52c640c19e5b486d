/** The evidence as a graph, left to right: documents that link to each other, and the values of the answer that they show. */
import dagre from '@dagrejs/dagre';
import type { WebDocument } from '@touchstone/contracts';
import { useMemo } from 'react';
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

interface Drawn {
  width: number;
  height: number;
  nodes: { id: string; title: string; kind: 'document' | 'value'; x: number; y: number }[];
  edges: { from: string; to: string; path: string; start: number | null }[];
}

export function EvidenceGraph({ documents, quotes, onOpen }: EvidenceGraphProps) {
  const drawn = useMemo(() => layOut(documents, quotes), [documents, quotes]);
  if (drawn.nodes.length === 0) return <p>No document must be cited.</p>;
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
        {drawn.nodes.map((node) => (
          <g key={node.id} transform={`translate(${node.x - size.width / 2} ${node.y - size.height / 2})`}>
            <rect
              {...size}
              rx={node.kind === 'value' ? 19 : 4}
              className={classes['node']}
              data-kind={node.kind}
            />
            <text x={10} y={23}>
              {node.title.length > 26 ? `${node.title.slice(0, 25)}…` : node.title}
            </text>
          </g>
        ))}
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

function layOut(documents: readonly WebDocument[], quotes: readonly Quote[]): Drawn {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 70, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const shown = documents.slice(0, nodesMax);
  const names = new Set(shown.map(({ id }) => id));
  const titles = new Map<string, string>();
  const starts = new Map<string, number>();
  for (const document of shown) {
    titles.set(document.id, document.title);
    graph.setNode(document.id, { ...size });
  }
  for (const document of shown)
    for (const link of document.links)
      if (
        names.has(link.document) &&
        link.document !== document.id &&
        !graph.hasEdge(link.document, document.id)
      )
        graph.setEdge(document.id, link.document);
  for (const quote of quotes) {
    const value = `value:${quote.value}`;
    if (!names.has(quote.document) || (!titles.has(value) && titles.size >= nodesMax)) continue;
    titles.set(value, quote.value);
    graph.setNode(value, { ...size });
    if (graph.hasEdge(quote.document, value)) continue;
    graph.setEdge(quote.document, value);
    starts.set(`${quote.document} ${value}`, quote.start);
  }
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: graph.nodes().map((id) => {
      const { x, y } = graph.node(id);
      return { id, title: titles.get(id) ?? id, kind: id.startsWith('value:') ? 'value' : 'document', x, y };
    }),
    edges: graph.edges().map(({ v, w }) => ({
      from: v,
      to: w,
      path: curve(graph.edge(v, w).points ?? []),
      start: starts.get(`${v} ${w}`) ?? null,
    })),
  };
}

function curve(points: readonly { x: number; y: number }[]): string {
  return points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}
