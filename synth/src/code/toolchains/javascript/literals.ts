/**
 * Expected literals in tests of tape: `t.equal(parse('a'), 1)`, `t.deepEqual(f(), { a: 'b' })`. Only in test functions whose
 * assertions stand one after the other, since their number is part of the test's id, and whose name the file uses once.
 */
import type { Tree } from '@touchstone/contracts';
import type { Node } from 'web-tree-sitter';
import { named, nodesOf } from '../../mutate/nodes.ts';
import type { Literal, Suite } from '../../toolchain.ts';
import { functionTypes } from './statements.ts';

const compared = /\.(equal|equals|same|deepEqual|deepEquals|is|strictEqual|isEqual|looseEqual)$/;
const asserted =
  /\.(equal|equals|same|deepEqual|deepEquals|is|strictEqual|isEqual|looseEqual|notEqual|notDeepEqual|ok|notOk|true|false|error|ifError|pass|fail|throws|doesNotThrow|match|doesNotMatch)$/;

/** One literal for each assertion that has one. */
export async function expectedLiterals(
  parse: (text: string) => Promise<Node>,
  tree: Tree,
  suite: Suite,
): Promise<Literal[]> {
  const found: Literal[] = [];
  for (const path of new Set(suite.tests.map((test) => test.split(' > ')[0] as string))) {
    const root = await parse(tree.get(path) ?? '');
    const bodies = testBodies(root);
    for (const { name, body } of bodies) {
      if (bodies.filter((other) => other.name === name).length > 1) continue;
      for (const [index, call] of assertionsOf(body).entries()) {
        const prefix = `${path} > ${name} > #${index + 1} `;
        const test = suite.tests.find((one) => `${one} `.startsWith(prefix));
        const literal = test === undefined ? null : expectedIn(call);
        if (test !== undefined && literal)
          found.push({ test, path, start: literal.startIndex, end: literal.endIndex, text: other(literal) });
      }
    }
  }
  return found;
}

/** Functions given to `test('name', …)` or `t.test('name', …)`. */
export function testBodies(root: Node): { name: string; body: Node; call: Node }[] {
  return [...nodesOf(root)].flatMap((node) => {
    if (node.type !== 'call_expression') return [];
    const callee = node.childForFieldName('function')?.text ?? '';
    const given = node.childForFieldName('arguments');
    const all = given?.type === 'arguments' ? named(given) : [];
    const name = all[0];
    const body = all.at(-1);
    const isTest = /^(\w+\.)?(test|tape)(\.only)?$/.test(callee) && name?.type === 'string';
    return isTest && body && functionTypes.includes(body.type)
      ? [{ name: unquoted(name.text), body: body.childForFieldName('body') as Node, call: node }]
      : [];
  });
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(['"\\])/g, '$1');
}

/** Empty where something but plain statements decides how many there are. */
function assertionsOf(body: Node): Node[] {
  const statements = named(body);
  const calls = statements.flatMap((statement) => {
    const [expression] = statement.type === 'expression_statement' ? named(statement) : [];
    const callee =
      expression?.type === 'call_expression' ? expression.childForFieldName('function')?.text : '';
    return expression && asserted.test(callee ?? '') ? [expression] : [];
  });
  const all = [...nodesOf(body)].filter(
    (node) =>
      node.type === 'call_expression' &&
      asserted.test(node.childForFieldName('function')?.text ?? '') &&
      /^(t|st|s2t|test|assert)\./.test(node.text),
  );
  return all.length === calls.length ? calls : [];
}

const literals = ['number', 'string', 'true', 'false'];

function expectedIn(call: Node): Node | null {
  if (!compared.test(call.childForFieldName('function')?.text ?? '')) return null;
  const [actual, expected] = named(call.childForFieldName('arguments') as Node);
  // Both sides fixed: nothing of the library is asked.
  if (!actual || !expected || ![...nodesOf(actual)].some(({ type }) => type === 'identifier')) return null;
  return [...nodesOf(expected)].find((node) => isValue(node, expected)) ?? null;
}

/** The value itself, or one inside of arrays and objects, or the text of a `JSON.parse`; never a key, nor what a call is given. */
function isValue(node: Node, expected: Node): boolean {
  if (!literals.includes(node.type)) return false;
  if (node.type === 'string' && !/^(['"])[^'"\\\n]+\1$/.test(node.text)) return isParsedText(node);
  for (let at = node; at.id !== expected.id; at = at.parent as Node) {
    const within = at.parent as Node;
    if (within.type === 'pair' && within.childForFieldName('key')?.id === at.id) return false;
    if (!['pair', 'array', 'object'].includes(within.type)) return isParsedText(node);
  }
  return true;
}

function isParsedText(node: Node): boolean {
  const call = node.parent?.parent;
  return (
    node.type === 'string' &&
    /: ?\d/.test(node.text) &&
    call?.childForFieldName('function')?.text === 'JSON.parse'
  );
}

function other(literal: Node): string {
  if (isParsedText(literal))
    return literal.text.replace(
      /(: ?)(\d)/,
      (_, before: string, digit: string) => `${before}${(Number(digit) + 1) % 9}`,
    );
  if (literal.type === 'true') return 'false';
  if (literal.type === 'false') return 'true';
  if (literal.type === 'string') return `${literal.text.slice(0, -1)}~${literal.text.slice(-1)}`;
  return `(${literal.text} + 1)`;
}
