/**
 * Expected literals in Python tests: `assertEqual(3, f(x))`, `assert f(x) == "a"`. Only in tests that are written where they
 * run (no mixins) and take no parameters, since a parameter's value is part of the test's id.
 */
import type { Tree } from '@touchstone/contracts';
import type { Node } from 'web-tree-sitter';
import { named, nodesOf, token } from '../../mutate/nodes.ts';
import type { Literal, Suite } from '../../toolchain.ts';

/** The first literal of each test that has one. */
export async function expectedLiterals(
  parse: (text: string) => Promise<Node>,
  tree: Tree,
  suite: Suite,
): Promise<Literal[]> {
  const found: Literal[] = [];
  for (const path of new Set(suite.writtenIn)) {
    const root = await parse(tree.get(path) ?? '');
    const tests = new Set(
      suite.tests.filter((test, index) => suite.writtenIn[index] === path && test.startsWith(`${path}::`)),
    );
    for (const { id, body } of testFunctions(root, path)) {
      if (!tests.has(id)) continue;
      const literal = [...nodesOf(body)].map((node) => expectedIn(node, body)).find((node) => node !== null);
      if (literal) found.push({ test: id, path, ...changed(literal) });
    }
  }
  return found;
}

function testFunctions(root: Node, path: string): { id: string; body: Node }[] {
  const functionsOf = (scope: Node, prefix: string) =>
    named(scope).flatMap((node) => {
      const body = node.childForFieldName('body');
      const name = node.childForFieldName('name')?.text;
      return node.type === 'function_definition' && body && name ? [{ id: `${prefix}::${name}`, body }] : [];
    });
  const classes = named(root).filter(({ type }) => type === 'class_definition');
  return [
    ...functionsOf(root, path),
    ...classes.flatMap((node) =>
      functionsOf(
        node.childForFieldName('body') as Node,
        `${path}::${node.childForFieldName('name')?.text ?? ''}`,
      ),
    ),
  ];
}

const scalars = ['integer', 'string', 'float', 'true', 'false'];
const containers = [
  'list',
  'tuple',
  'dictionary',
  'pair',
  'set',
  'unary_operator',
  'concatenated_string',
  'parenthesized_expression',
];

/** The last literal on the fixed side of an equality of which the other side is computed. */
function expectedIn(node: Node, body: Node): Node | null {
  const sides = sidesOf(node);
  if (sides.length !== 2) return null;
  const resolved = sides.map((side) => fixedValue(side, body));
  const [fixed] = resolved.filter((side) => side !== null);
  return fixed && resolved.includes(null) ? lastLiteral(fixed) : null;
}

function sidesOf(node: Node): Node[] {
  if (node.type === 'call' && /assert_?equals?$/i.test(node.childForFieldName('function')?.text ?? ''))
    return named(node.childForFieldName('arguments') as Node).slice(0, 2);
  const compared = node.type === 'assert_statement' ? named(node)[0] : undefined;
  return compared?.type === 'comparison_operator' && token(compared, ['==']) ? named(compared) : [];
}

/** The expression if it is made of literals only; for a name, what the test sets it to once; null for what is computed. */
function fixedValue(side: Node, body: Node): Node | null {
  if (isFixed(side)) return side;
  if (side.type !== 'identifier') return null;
  const set = [...nodesOf(body)].filter(
    (node) => node.type === 'assignment' && node.childForFieldName('left')?.text === side.text,
  );
  const value = set.length === 1 ? set[0]?.childForFieldName('right') : null;
  if (!value) return null;
  // Lines of a text: `"\n".join([…])`.
  const callee = value.type === 'call' ? value.childForFieldName('function') : null;
  const joined = callee?.text.endsWith('.join') && named(value.childForFieldName('arguments') as Node)[0];
  return isFixed(value) ? value : joined && isFixed(joined) ? joined : null;
}

function isFixed(node: Node): boolean {
  if (node.type === 'string') return !named(node).some(({ type }) => type === 'interpolation');
  return (
    scalars.includes(node.type) ||
    (containers.includes(node.type) && named(node).length > 0 && named(node).every(isFixed))
  );
}

function lastLiteral(node: Node): Node | null {
  return [...nodesOf(node)].findLast(({ type }) => scalars.includes(type)) ?? null;
}

function changed(literal: Node): Omit<Literal, 'test' | 'path'> {
  const { startIndex: start, endIndex: end, text } = literal;
  if (literal.type === 'true' || literal.type === 'false')
    return { start, end, text: text === 'True' ? 'False' : 'True' };
  if (literal.type !== 'string') return { start, end, text: `(${text} + 1)` };
  const closing = (literal.lastChild as Node).startIndex - start;
  return { start, end, text: `${text.slice(0, closing)}~${text.slice(closing)}` };
}
