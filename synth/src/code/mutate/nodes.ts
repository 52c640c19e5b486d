/** Small things that every operator asks of a syntax tree. Knows no language. */
import type { Node } from 'web-tree-sitter';

export interface Replacement {
  start: number;
  end: number;
  text: string;
}

export function replaced(node: Node, text: string): Replacement {
  return { start: node.startIndex, end: node.endIndex, text };
}

/** From the start of one node to the end of another. */
export function span(from: Node, to: Node, text: string): Replacement {
  return { start: from.startIndex, end: to.endIndex, text };
}

export function named(node: Node): Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null && child.type !== 'comment');
}

/** The node and all below it, parents first. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const child of node.namedChildren) if (child !== null) yield* nodesOf(child);
}

export function ancestor(node: Node, types: readonly string[]): Node | null {
  for (let at = node.parent; at !== null; at = at.parent) if (types.includes(at.type)) return at;
  return null;
}

/** The operator token between two named children: of `a < b`, the `<`. */
export function token(node: Node, texts: readonly string[]): Node | null {
  return (
    node.children.find((child) => child !== null && !child.isNamed && texts.includes(child.type)) ?? null
  );
}
