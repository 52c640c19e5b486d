/** Places of nodes and lines of edges, left to right, by dagre. Lengths in pixels; x and y are a node's middle. */
import dagre from '@dagrejs/dagre';

export interface GraphNode {
  id: string;
  width: number;
  height: number;
}
export interface GraphEdge {
  from: string;
  to: string;
}
export interface LaidOut<E extends GraphEdge> {
  width: number;
  height: number;
  at: ReadonlyMap<string, { x: number; y: number }>;
  /** `path`: for the attribute `d`. */
  edges: (E & { path: string })[];
}

interface Point {
  x: number;
  y: number;
}

export function layOut<E extends GraphEdge>(nodes: readonly GraphNode[], edges: readonly E[]): LaidOut<E> {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 64, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { from, to } of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    at: new Map(nodes.map(({ id }) => [id, graph.node(id) as Point])),
    edges: edges.map((edge) => ({
      ...edge,
      path: lineThrough((graph.edge(edge.from, edge.to) as { points?: Point[] }).points ?? []),
    })),
  };
}

function lineThrough(points: readonly Point[]): string {
  return points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}
