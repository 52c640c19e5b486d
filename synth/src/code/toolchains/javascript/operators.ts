/** Mistakes that people make in JavaScript, as changes at a node of the syntax tree (tree-sitter-javascript's names). */
import type { Node } from 'web-tree-sitter';
import { ancestor, named, nodesOf, replaced, span, token, type Replacement } from '../../mutate/nodes.ts';
import type { Operator } from '../../toolchain.ts';
import { functionTypes, removed } from './statements.ts';

export const javascriptOperators: readonly Operator[] = [
  { id: 'boundary', weight: 3, edits: boundary },
  { id: 'off-by-one', weight: 4, edits: offByOne },
  { id: 'dropped-condition', weight: 4, edits: droppedCondition },
  { id: 'lost-guard', weight: 5, edits: lostGuard },
  { id: 'loose-equality', weight: 3, edits: looseEquality },
  { id: 'falsy-for-missing', weight: 5, edits: falsyForMissing },
  { id: 'inherited-key', weight: 5, edits: inheritedKey },
  { id: 'pattern-flag', weight: 5, edits: patternFlag },
  { id: 'pattern-anchor', weight: 4, edits: patternAnchor },
  { id: 'pattern-class', weight: 4, edits: patternClass },
  { id: 'missing-break', weight: 5, edits: missingBreak },
  { id: 'missing-case', weight: 4, edits: missingCase },
  { id: 'wrong-default', weight: 4, edits: wrongDefault },
  { id: 'shared-default', weight: 5, edits: sharedDefault },
  { id: 'missing-copy', weight: 5, edits: missingCopy },
  { id: 'missing-await', weight: 6, edits: missingAwait },
  { id: 'missing-return', weight: 3, edits: missingReturn },
  { id: 'forgotten-update', weight: 5, edits: forgottenUpdate },
  { id: 'lost-reset', weight: 6, edits: lostReset },
  { id: 'dropped-argument', weight: 3, edits: droppedArgument },
  { id: 'text-edges', weight: 4, edits: textEdges },
  { id: 'lost-order', weight: 2, edits: lostOrder },
  { id: 'loop-exit', weight: 4, edits: loopExit },
  { id: 'dropped-not', weight: 1, edits: droppedNot },
  { id: 'wrong-variable', weight: 2, edits: wrongVariable },
];

function binary(node: Node, operators: readonly string[]): { left: Node; right: Node; sign: Node } | null {
  if (node.type !== 'binary_expression') return null;
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  const sign = token(node, operators);
  return left && right && sign ? { left, right, sign } : null;
}

function boundary(node: Node): Replacement[] {
  const other: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
  const found = binary(node, Object.keys(other));
  return found ? [replaced(found.sign, other[found.sign.type] as string)] : [];
}

function offByOne(node: Node): Replacement[] {
  const sum = binary(node, ['+', '-']);
  if (sum?.right.type === 'number' && sum.right.text === '1') return [replaced(node, sum.left.text)];
  if (node.type === 'subscript_expression') {
    const index = node.childForFieldName('index');
    return index?.type === 'number' ? [replaced(index, String(Number(index.text) + 1))] : [];
  }
  if (node.type === 'call_expression' && /\.(slice|substring|substr|charAt)$/.test(calleeOf(node)))
    return argumentsOf(node).flatMap((argument) =>
      argument.type === 'number' ? [replaced(argument, String(Number(argument.text) + 1))] : [],
    );
  if (node.type !== 'for_statement') return [];
  const start = node.childForFieldName('initializer');
  const zero = start && [...nodesOf(start)].find((one) => one.type === 'number' && one.text === '0');
  return zero ? [replaced(zero, '1')] : [];
}

function droppedCondition(node: Node): Replacement[] {
  const found = binary(node, ['&&', '||']);
  if (!found) return [];
  // `x || fallback` is no condition: only the fallback can be lost there.
  return found.sign.type === '||' && !isCondition(node)
    ? [replaced(node, found.left.text)]
    : [replaced(node, found.left.text), replaced(node, found.right.text)];
}

function isCondition(node: Node): boolean {
  const within = node.parent;
  if (within === null) return false;
  if (['parenthesized_expression', 'binary_expression', 'unary_expression'].includes(within.type))
    return isCondition(within);
  if (within.type === 'ternary_expression') return within.childForFieldName('condition')?.id === node.id;
  return ['if_statement', 'while_statement', 'for_statement', 'do_statement'].includes(within.type);
}

const leaving = ['return_statement', 'throw_statement', 'continue_statement', 'break_statement'];

/** An `if` that only leaves: the special case is forgotten. */
function lostGuard(node: Node): Replacement[] {
  if (node.type !== 'if_statement' || node.childForFieldName('alternative')) return [];
  const consequence = node.childForFieldName('consequence') as Node;
  const body = consequence.type === 'statement_block' ? named(consequence) : [consequence];
  return body.length === 1 && leaving.includes(body[0]?.type ?? '') ? [removed(node)] : [];
}

function looseEquality(node: Node): Replacement[] {
  const other: Readonly<Record<string, string>> = { '===': '==', '!==': '!=' };
  const found = binary(node, Object.keys(other));
  // Beside `typeof x === 'string'` both kinds of equality are the same.
  if (!found || found.left.text.startsWith('typeof') || found.right.type === 'string') return [];
  return [replaced(found.sign, other[found.sign.type] as string)];
}

/** Asking for truth where only what is missing was meant: right until the value is 0, '' or false. */
function falsyForMissing(node: Node): Replacement[] {
  const fallback = binary(node, ['??']);
  if (fallback) return [replaced(fallback.sign, '||')];
  const compared = binary(node, ['===', '!==', '==', '!=']);
  if (!compared) return [];
  const missing = ['undefined', 'null'].includes(compared.right.text);
  const untyped = compared.left.text.startsWith('typeof ') && /^['"]undefined['"]$/.test(compared.right.text);
  if (!missing && !untyped) return [];
  const value = untyped ? compared.left.text.replace(/^typeof\s+/, '') : compared.left.text;
  return [replaced(node, compared.sign.type.startsWith('!') ? value : `!${value}`)];
}

/** `hasOwnProperty` written as `in` or as a test of truth: what objects inherit then counts as their own. */
function inheritedKey(node: Node): Replacement[] {
  if (node.type !== 'call_expression') return [];
  const given = argumentsOf(node);
  const callee = calleeOf(node);
  const owned = /^(has|hasOwn|hasOwnProperty|Object\.hasOwn|.*hasOwnProperty\.call)$/.test(callee);
  const [object, key] = given;
  if (!owned || given.length !== 2 || !object || !key) return [];
  const negated = node.parent?.type === 'unary_expression';
  return [replaced(node, negated ? `(${key.text} in ${object.text})` : `${key.text} in ${object.text}`)];
}

function patternFlag(node: Node): Replacement[] {
  if (node.type !== 'regex') return [];
  const flags = node.childForFieldName('flags');
  if (!flags) return [];
  return [...flags.text]
    .filter((flag) => flag === 'g' || flag === 'i')
    .map((flag) => replaced(flags, flags.text.replace(flag, '')));
}

function patternOf(node: Node): Node | null {
  return node.type === 'regex' ? node.childForFieldName('pattern') : null;
}

function patternAnchor(node: Node): Replacement[] {
  const pattern = patternOf(node);
  if (!pattern) return [];
  const { text } = pattern;
  const bare = (left: string) => (left === '' ? [] : [replaced(pattern, left)]);
  return [
    ...(text.startsWith('^') ? bare(text.slice(1)) : []),
    ...(/(^|[^\\])\$$/.test(text) ? bare(text.slice(0, -1)) : []),
  ];
}

/** One character of a class forgotten, a repetition that no longer takes none, or takes as much as it can. */
function patternClass(node: Node): Replacement[] {
  const pattern = patternOf(node);
  if (!pattern) return [];
  const { text } = pattern;
  const changed = new Set<string>();
  for (const { 0: found, index } of text.matchAll(/\[\^?(?:\\.|[^\]\\])+\]/g)) {
    const parts = [
      ...found.slice(1, -1).matchAll(/\\u[0-9a-fA-F]{4}(?:-\\u[0-9a-fA-F]{4})?|\\x..|\\.|.-.|./g),
    ];
    const last = parts.at(-1)?.[0] ?? '';
    const left = found.slice(0, -1 - last.length);
    if (parts.length > 1 && left !== '[^' && left !== '[')
      changed.add(`${text.slice(0, index)}${left}]${text.slice(index + found.length)}`);
  }
  if (/[^\\(]\*(?!\?)/.test(text)) changed.add(text.replace(/([^\\(])\*(?!\?)/, '$1+'));
  if (/[*+]\?/.test(text)) changed.add(text.replace(/([*+])\?/, '$1'));
  return [...changed].map((other) => replaced(pattern, other));
}

function missingBreak(node: Node): Replacement[] {
  return node.type === 'break_statement' && node.parent?.type === 'switch_case' ? [removed(node)] : [];
}

function missingCase(node: Node): Replacement[] {
  if (node.type === 'switch_case' && node.childForFieldName('body')) return [removed(node)];
  if (node.type === 'else_clause') return [{ start: node.startIndex, end: node.endIndex, text: '' }];
  const within = node.parent;
  const listed = node.type === 'array' && within?.type === 'member_expression';
  const cases = named(node);
  if (!listed || !/\.(includes|indexOf)$/.test(within.text) || cases.length < 2) return [];
  const kept = cases.slice(0, -1).map(({ text }) => text);
  return [span(cases[0] as Node, cases.at(-1) as Node, kept.join(', '))];
}

function otherValue(value: Node): string {
  if (value.type === 'true') return 'false';
  if (value.type === 'false') return 'true';
  return value.type === 'number' && Number.isInteger(Number(value.text))
    ? String(Number(value.text) + 1)
    : '';
}

/** Defaults of parameters, of options (`defaults = { depth: 5 }`) and behind `||` or `? :`. */
function wrongDefault(node: Node): Replacement[] {
  const inDefaults = /default/i.test(
    ancestor(node, ['variable_declarator'])?.childForFieldName('name')?.text ?? '',
  );
  const value =
    node.type === 'assignment_pattern'
      ? node.childForFieldName('right')
      : node.type === 'pair' && inDefaults
        ? node.childForFieldName('value')
        : (binary(node, ['||', '??'])?.right ??
          (node.type === 'ternary_expression' ? node.childForFieldName('alternative') : null));
  const other = value ? otherValue(value) : '';
  return value && other !== '' ? [replaced(value, other)] : [];
}

/** A fresh object made in a call becomes one that all calls share. */
function sharedDefault(node: Node): Replacement[] {
  if (node.type !== 'variable_declarator') return [];
  const value = node.childForFieldName('value');
  const owner = ancestor(node, functionTypes);
  if (!value || !owner || !/^(\[\]|\{\}|\{ __proto__: null \})$/.test(value.text)) return [];
  const name = ownName(owner);
  return name === null ? [] : [replaced(value, `${name}.shared = ${name}.shared || ${value.text}`)];
}

/** By which its own body can reach a function. */
function ownName(owner: Node): string | null {
  const name = owner.childForFieldName('name');
  if (name) return owner.type === 'method_definition' ? null : name.text;
  const within = owner.parent;
  return within?.type === 'variable_declarator' ? (within.childForFieldName('name')?.text ?? null) : null;
}

function missingCopy(node: Node): Replacement[] {
  if (node.type !== 'call_expression') return [];
  const callee = node.childForFieldName('function') as Node;
  const given = argumentsOf(node);
  const object = callee.childForFieldName('object')?.text ?? '';
  if (/\.slice$/.test(callee.text) && (given.length === 0 || (given.length === 1 && given[0]?.text === '0')))
    return [replaced(node, object)];
  if (/\.concat$/.test(callee.text) && object === '[]' && given.length === 1)
    return [replaced(node, given[0]?.text ?? '')];
  if (callee.text === 'Object.assign' && given[0]?.text === '{}' && given.length === 2)
    return [replaced(node, given[1]?.text ?? '')];
  return [];
}

function missingAwait(node: Node): Replacement[] {
  return node.type === 'await_expression' ? [replaced(node, named(node)[0]?.text ?? '')] : [];
}

function missingReturn(node: Node): Replacement[] {
  const [value] = node.type === 'return_statement' ? named(node) : [];
  return value?.type === 'call_expression' || value?.type === 'assignment_expression'
    ? [replaced(node, `${value.text};`)]
    : [];
}

/** A statement that only changes state: left out. */
function forgottenUpdate(node: Node): Replacement[] {
  if (node.type !== 'expression_statement' || !ancestor(node, functionTypes)) return [];
  const [expression] = named(node);
  if (!expression || expression.text === `'use strict'`) return [];
  const target = expression.childForFieldName('left');
  const stateful =
    expression.type === 'call_expression' ||
    expression.type === 'augmented_assignment_expression' ||
    (expression.type === 'unary_expression' && expression.text.startsWith('delete ')) ||
    (expression.type === 'assignment_expression' &&
      ['member_expression', 'subscript_expression'].includes(target?.type ?? ''));
  return stateful ? [removed(node)] : [];
}

/** A variable set back inside a loop that was also set before it: what one round left leaks into the next. */
function lostReset(node: Node): Replacement[] {
  if (node.type !== 'expression_statement') return [];
  const [assignment] = named(node);
  const owner = ancestor(node, functionTypes);
  const loop = ancestor(node, ['for_statement', 'for_in_statement', 'while_statement', ...functionTypes]);
  const target = assignment?.type === 'assignment_expression' ? assignment.childForFieldName('left') : null;
  if (target?.type !== 'identifier' || !owner || !loop || functionTypes.includes(loop.type)) return [];
  const before = [...nodesOf(owner)].some(
    (other) =>
      other.type === 'variable_declarator' &&
      other.endIndex < loop.startIndex &&
      other.childForFieldName('name')?.text === target.text,
  );
  return before ? [removed(node)] : [];
}

function droppedArgument(node: Node): Replacement[] {
  if (node.type !== 'arguments' || node.parent?.type !== 'call_expression') return [];
  const all = named(node);
  const [before, last] = all.slice(-2);
  if (all.length < 2 || !before || !last || functionTypes.includes(last.type)) return [];
  return /\.(call|apply|push|replace|splice|test)$/.test(calleeOf(node.parent))
    ? []
    : [{ start: before.endIndex, end: last.endIndex, text: '' }];
}

/** Without a prototype: names in code may be `toString`. */
const edges: Readonly<Record<string, readonly string[]>> = {
  __proto__: null as never,
  indexOf: ['lastIndexOf'],
  lastIndexOf: ['indexOf'],
  trim: ['trimStart', 'trimEnd'],
  startsWith: ['includes'],
  endsWith: ['includes'],
  padStart: ['padEnd'],
  replaceAll: ['replace'],
};

function textEdges(node: Node): Replacement[] {
  if (node.type !== 'call_expression') return [];
  const callee = node.childForFieldName('function') as Node;
  const method = callee.type === 'member_expression' ? callee.childForFieldName('property') : null;
  if (!method) return [];
  const dropped = ['toLowerCase', 'toUpperCase', 'trim'].includes(method.text);
  return [
    ...(edges[method.text] ?? []).map((other) => replaced(method, other)),
    ...(dropped ? [replaced(node, callee.childForFieldName('object')?.text ?? '')] : []),
  ];
}

function lostOrder(node: Node): Replacement[] {
  if (node.type !== 'call_expression') return [];
  const callee = node.childForFieldName('function') as Node;
  const method = callee.type === 'member_expression' ? callee.childForFieldName('property') : null;
  const opposite: Readonly<Record<string, string>> = {
    __proto__: null as never,
    push: 'unshift',
    unshift: 'push',
    shift: 'pop',
    pop: 'shift',
    some: 'every',
    every: 'some',
  };
  const other = method ? opposite[method.text] : undefined;
  if (method && other !== undefined) return [replaced(method, other)];
  return method && ['sort', 'reverse'].includes(method.text)
    ? [replaced(node, callee.childForFieldName('object')?.text ?? '')]
    : [];
}

function loopExit(node: Node): Replacement[] {
  const inLoop = ancestor(node, ['for_statement', 'for_in_statement', 'while_statement', 'switch_statement']);
  if (!inLoop || inLoop.type === 'switch_statement') return [];
  if (node.type === 'continue_statement') return [replaced(node, 'break;')];
  return node.type === 'break_statement' ? [removed(node)] : [];
}

function droppedNot(node: Node): Replacement[] {
  if (node.type !== 'unary_expression' || !node.text.startsWith('!')) return [];
  const argument = node.childForFieldName('argument');
  return argument ? [replaced(node, argument.text)] : [];
}

/** Another parameter or local of the same function whose name begins or ends alike, or the other half of a known pair. */
function wrongVariable(node: Node): Replacement[] {
  const reads = ['arguments', 'binary_expression', 'return_statement', 'subscript_expression'];
  const owner = ancestor(node, functionTypes);
  if (node.type !== 'identifier' || !owner || !reads.includes(node.parent?.type ?? '')) return [];
  if (node.parent?.childForFieldName('object')?.id === node.id) return [];
  const names = new Set(
    [...nodesOf(owner)].flatMap((other) =>
      other.type === 'identifier' &&
      (other.parent?.type === 'formal_parameters' ||
        (other.parent?.type === 'variable_declarator' &&
          other.parent.childForFieldName('name')?.id === other.id))
        ? [other.text]
        : [],
    ),
  );
  return [...names].filter((name) => alike(name, node.text)).map((name) => replaced(node, name));
}

const pairs = [
  'next prev',
  'left right',
  'start end',
  'first last',
  'key value',
  'i j',
  'base relative',
  'a b',
];

function alike(name: string, other: string): boolean {
  if (name === other) return false;
  if (pairs.some((pair) => pair.split(' ').sort().join() === [name, other].sort().join())) return true;
  const short = Math.min(name.length, other.length);
  return short >= 4 && (name.slice(0, 4) === other.slice(0, 4) || name.slice(-4) === other.slice(-4));
}

function calleeOf(call: Node): string {
  return call.childForFieldName('function')?.text ?? '';
}

function argumentsOf(call: Node): Node[] {
  const given = call.childForFieldName('arguments');
  return given?.type === 'arguments' ? named(given) : [];
}
