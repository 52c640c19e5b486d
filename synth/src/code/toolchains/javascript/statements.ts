/** Functions and statements of JavaScript text: what is a function, and how a statement is taken out so that what is left still parses. */
import type { Node } from 'web-tree-sitter';
import { named, nodesOf, type Replacement } from '../../mutate/nodes.ts';

export const functionTypes: readonly string[] = [
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
  'generator_function_declaration',
  'generator_function',
];

/** The node's lines without it, or an empty statement where something else shares them or its place needs one. */
export function removed(node: Node): Replacement {
  const listed = ['statement_block', 'program', 'switch_case', 'switch_default', 'switch_body'];
  if (!listed.includes(node.parent?.type ?? ''))
    return { start: node.startIndex, end: node.endIndex, text: '{}' };
  const text = node.tree.rootNode.text;
  const lineStart = text.lastIndexOf('\n', node.startIndex - 1) + 1;
  const newline = text.indexOf('\n', node.endIndex);
  const lineEnd = newline === -1 ? text.length : newline + 1;
  const ownLines =
    text.slice(lineStart, node.startIndex).trim() === '' && text.slice(node.endIndex, lineEnd).trim() === '';
  return ownLines
    ? { start: lineStart, end: lineEnd, text: '' }
    : { start: node.startIndex, end: node.endIndex, text: '' };
}

/** Functions with a block as body that a name leads to: their own, that of the variable, or of the property they are put into. */
export function namedFunctions(root: Node): { name: string; body: Node; node: Node }[] {
  return [...nodesOf(root)].flatMap((node) => {
    const body = functionTypes.includes(node.type) ? node.childForFieldName('body') : null;
    const name = body?.type === 'statement_block' ? nameOf(node) : null;
    return body && name !== null ? [{ name, body, node }] : [];
  });
}

function nameOf(node: Node): string | null {
  const own = node.childForFieldName('name');
  if (own) return own.text;
  const within = node.parent;
  if (within?.type === 'variable_declarator') return within.childForFieldName('name')?.text ?? null;
  if (within?.type === 'pair') return within.childForFieldName('key')?.text ?? null;
  if (within?.type === 'assignment_expression')
    return within.childForFieldName('left')?.text.split('.').at(-1) ?? null;
  return null;
}

/** The body with one of its top statements left out, for each; what declares or only returns stays. */
export function withoutEach(body: Node): Replacement[] {
  return named(body)
    .filter(({ type }) => !type.endsWith('declaration') && type !== 'return_statement')
    .map(removed);
}
