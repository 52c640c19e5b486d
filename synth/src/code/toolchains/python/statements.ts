/** Taking statements and clauses out of Python text so that what is left still parses. */
import type { Node } from 'web-tree-sitter';
import { named, nodesOf, type Replacement } from '../../mutate/nodes.ts';

/** The node's lines without it; `pass` where its block would be empty. */
export function removed(node: Node): Replacement {
  const block = node.parent;
  const alone = block?.type === 'block' && named(block).length === 1;
  if (alone) return { start: node.startIndex, end: node.endIndex, text: 'pass' };
  const text = node.tree.rootNode.text;
  const lineStart = text.lastIndexOf('\n', node.startIndex - 1) + 1;
  const newline = text.indexOf('\n', node.endIndex);
  const lineEnd = newline === -1 ? text.length : newline + 1;
  const ownLines =
    text.slice(lineStart, node.startIndex).trim() === '' && text.slice(node.endIndex, lineEnd).trim() === '';
  return ownLines
    ? { start: lineStart, end: lineEnd, text: '' }
    : { start: node.startIndex, end: node.endIndex, text: 'pass' };
}

/** A body of a function that does nothing; its docstring stays. */
export function emptyBody(body: Node): string {
  const [first] = named(body);
  const doc = first?.type === 'expression_statement' && named(first)[0]?.type === 'string' ? first.text : '';
  const indent = ' '.repeat(body.startPosition.column);
  return doc === '' ? 'pass' : `${doc}\n${indent}pass`;
}

const simple = [
  'expression_statement',
  'return_statement',
  'delete_statement',
  'if_statement',
  'raise_statement',
];

export function withoutEach(body: Node): Replacement[] {
  return [...nodesOf(body)].filter(({ type }) => simple.includes(type)).map(removed);
}
