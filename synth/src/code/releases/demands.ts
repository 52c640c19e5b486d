/**
 * What tests ask for by name: attributes, options, functions, exceptions, and sentences that must come out word by word. A task
 * whose tests demand what neither the report nor anything that stood there before gives can only be guessed.
 */
import type { Tree } from '@touchstone/contracts';
import type { Node } from 'web-tree-sitter';
import type { Language } from '../library.ts';
import { named, nodesOf } from '../mutate/nodes.ts';
import { testFileOf, type Toolchain } from '../toolchain.ts';
import { testBodies } from '../toolchains/javascript/literals.ts';

export interface Demand {
  kind: 'name' | 'sentence';
  text: string;
  test: string;
}

/** Demands of these tests that stand nowhere in `given`. */
export async function ungivenDemands(
  tests: readonly string[],
  hidden: Tree,
  given: readonly string[],
  toolchain: Toolchain,
  language: Language,
): Promise<Demand[]> {
  const words = new Set(given.flatMap((text) => text.match(/[\p{L}\p{N}_$]+/gu) ?? []));
  const whole = plain(given.join('\n'));
  const found = new Map<string, Demand>();
  for (const path of new Set(tests.map(testFileOf))) {
    const root = await toolchain.parse(hidden.get(path) ?? '');
    for (const test of tests.filter((one) => testFileOf(one) === path)) {
      const body = language === 'python' ? pythonTest(root, test) : javascriptTest(root, test);
      if (body === null) continue;
      const own = new Set(definedIn(body));
      for (const text of namesIn(body))
        if (!words.has(text) && !own.has(text)) found.set(text, { kind: 'name', text, test });
      for (const text of sentencesIn(body))
        if (!whole.includes(plain(text))) found.set(text, { kind: 'sentence', text, test });
    }
  }
  return [...found.values()];
}

function plain(text: string): string {
  return text.replaceAll(/[\s\\'"`]+/g, ' ');
}

function pythonTest(root: Node, test: string): Node | null {
  const name = test.split('::').at(-1)?.replace(/\[.*$/s, '');
  return (
    [...nodesOf(root)].find(
      (node) => node.type === 'function_definition' && node.childForFieldName('name')?.text === name,
    ) ?? null
  );
}

function javascriptTest(root: Node, test: string): Node | null {
  const comment = test.split(' > ')[1];
  return testBodies(root).find(({ name }) => name === comment)?.body ?? null;
}

const bindings = [
  'assignment',
  'variable_declarator',
  'for_statement',
  'default_parameter',
  'function_definition',
  'class_definition',
  'as_pattern_target',
];

/** What the test itself defines, and the strings in it: keys and words of its own input. */
function definedIn(body: Node): string[] {
  return [...nodesOf(body)].flatMap((node) => {
    if (node.type === 'string' || node.type === 'template_string')
      return node.text.match(/[\p{L}\p{N}_$]+/gu) ?? [];
    if (['formal_parameters', 'parameters', 'lambda_parameters'].includes(node.type))
      return node.text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
    if (!bindings.includes(node.type)) return [];
    const target = node.childForFieldName('left') ?? node.childForFieldName('name');
    return target?.text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  });
}

function namesIn(body: Node): string[] {
  return [...nodesOf(body)].flatMap((node) => {
    if (/^(self|t|s+t|s2t|tt|assert)\b\s*[.[]/.test(node.text) && isAssertion(node)) return [];
    if (node.type === 'attribute') return [node.childForFieldName('attribute')?.text ?? ''];
    if (node.type === 'keyword_argument') return [node.childForFieldName('name')?.text ?? ''];
    if (node.type === 'member_expression') return [node.childForFieldName('property')?.text ?? ''];
    if (node.type === 'call' || node.type === 'call_expression' || node.type === 'new_expression') {
      const callee = node.childForFieldName('function') ?? node.childForFieldName('constructor');
      // Keys of the object given last are options.
      const last = named(node.childForFieldName('arguments') ?? node).at(-1);
      const keys =
        last?.type === 'object'
          ? named(last).flatMap((pair) => pair.childForFieldName('key')?.text ?? [])
          : [];
      return [
        ...(callee?.type === 'identifier' ? [callee.text] : []),
        ...keys.filter((key) => /^[A-Za-z_$][\w$]*$/.test(key)),
      ];
    }
    return [];
  });
}

/** `t.deepEqual`, `self.assertIn`: the words of the tests, not of the library. */
function isAssertion(node: Node): boolean {
  return (
    ['attribute', 'member_expression', 'subscript_expression'].includes(node.type) &&
    node.text.split('.').length === 2
  );
}

/** Of three words and more: expected as the message of an error, or compared with whole. */
function sentencesIn(body: Node): string[] {
  return [...nodesOf(body)].flatMap((node) => {
    if (node.type !== 'string' || (node.text.match(/[A-Za-z]{2,}/g) ?? []).length < 3) return [];
    return saysMessage(node) ? [node.text.slice(1, -1)] : [];
  });
}

/** `new RangeError('…')`, `{ message: '…' }`, `match='…'`, `assertRaisesRegex(X, '…')`, `assert str(error.value) == '…'`. */
function saysMessage(text: Node): boolean {
  const within = text.parent;
  if (within === null) return false;
  if (within.type === 'pair') return within.childForFieldName('key')?.text === 'message';
  if (within.type === 'keyword_argument') return within.childForFieldName('name')?.text === 'match';
  if (within.type === 'comparison_operator') return /\b(str\(|message|err\b|stderr)/.test(within.text);
  const call = within.parent;
  const callee =
    call?.childForFieldName('function')?.text ?? call?.childForFieldName('constructor')?.text ?? '';
  return /Error$|RaisesRegex$|\.startswith$/.test(callee);
}
