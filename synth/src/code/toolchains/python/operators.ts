/** Mistakes that people make in Python, as changes at a node of the syntax tree (tree-sitter-python's names). */
import type { Node } from 'web-tree-sitter';
import { ancestor, named, nodesOf, replaced, span, token, type Replacement } from '../../mutate/nodes.ts';
import type { Operator } from '../../toolchain.ts';
import { removed } from './statements.ts';

const functions = ['function_definition', 'lambda'];

export const pythonOperators: readonly Operator[] = [
  { id: 'boundary', weight: 3, edits: boundary, rewrite: turnedRound },
  { id: 'off-by-one', weight: 3, edits: offByOne, rewrite: addedTheOtherWay },
  { id: 'dropped-condition', weight: 4, edits: droppedCondition },
  { id: 'lost-guard', weight: 4, edits: lostGuard },
  { id: 'wrong-default', weight: 3, edits: wrongDefault },
  { id: 'dropped-argument', weight: 3, edits: droppedArgument },
  { id: 'falsy-for-none', weight: 5, edits: falsyForNone, rewrite: noneFirst },
  { id: 'swapped-arguments', weight: 2, edits: swappedArguments },
  { id: 'missing-copy', weight: 5, edits: missingCopy, rewrite: copiedOtherwise },
  { id: 'forgotten-update', weight: 6, edits: forgottenUpdate },
  { id: 'lost-reset', weight: 6, edits: lostReset },
  { id: 'missing-case', weight: 4, edits: missingCase },
  { id: 'lost-order', weight: 4, edits: lostOrder },
  { id: 'exception-handling', weight: 4, edits: exceptionHandling },
  { id: 'text-edges', weight: 3, edits: textEdges },
  { id: 'wrong-variable', weight: 2, edits: wrongVariable },
  { id: 'division', weight: 3, edits: division },
  { id: 'dropped-not', weight: 1, edits: droppedNot },
  { id: 'loop-exit', weight: 4, edits: loopExit },
  { id: 'shared-default', weight: 6, edits: sharedDefault },
];

function swapTokens(node: Node, pairs: Readonly<Record<string, string>>): Replacement[] {
  const found = token(node, Object.keys(pairs));
  return found === null ? [] : [replaced(found, pairs[found.type] as string)];
}

function boundary(node: Node): Replacement[] {
  if (node.type !== 'comparison_operator') return [];
  return swapTokens(node, { '<': '<=', '<=': '<', '>': '>=', '>=': '>' });
}

function offByOne(node: Node): Replacement[] {
  if (node.type === 'binary_operator') {
    const [left, right] = named(node);
    const isOne = right?.type === 'integer' && right.text === '1';
    return left && isOne && token(node, ['+', '-']) ? [replaced(node, left.text)] : [];
  }
  if (node.type === 'call' && node.childForFieldName('function')?.text === 'range') {
    const bounds = named(node.childForFieldName('arguments') as Node);
    const stop = bounds[bounds.length === 1 ? 0 : 1];
    const first = bounds.length > 1 && bounds[0]?.type === 'integer' ? bounds[0] : undefined;
    return [
      ...(stop ? [replaced(stop, `${stop.text} - 1`)] : []),
      ...(first ? [replaced(first, first.text === '0' ? '1' : '0')] : []),
    ];
  }
  if (node.type === 'integer' && ancestor(node, ['slice', 'subscript'])?.id === node.parent?.id)
    return [replaced(node, String(Number(node.text) + 1))];
  if (node.type === 'slice' && named(node).length === 1 && named(node)[0]?.type !== 'integer') {
    const bound = named(node)[0] as Node;
    return [replaced(bound, `${bound.text} + 1`), replaced(bound, `${bound.text} - 1`)];
  }
  return [];
}

function droppedCondition(node: Node): Replacement[] {
  if (node.type !== 'boolean_operator') return [];
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (!left || !right) return [];
  // `x or default` is no condition: what stays would be another mistake (a lost default), also one that people make.
  return token(node, ['or']) && !isCondition(node)
    ? [replaced(node, left.text)]
    : [replaced(node, left.text), replaced(node, right.text)];
}

function isCondition(node: Node): boolean {
  const within = node.parent;
  if (within === null) return false;
  if (['boolean_operator', 'not_operator', 'parenthesized_expression'].includes(within.type))
    return isCondition(within);
  return ['if_statement', 'elif_clause', 'while_statement', 'if_clause', 'conditional_expression'].includes(
    within.type,
  );
}

const leaving = ['return_statement', 'raise_statement', 'continue_statement', 'break_statement'];

/** An `if` that only leaves: the special case is forgotten. */
function lostGuard(node: Node): Replacement[] {
  if (node.type !== 'if_statement' || node.childForFieldName('alternative')) return [];
  const body = named(node.childForFieldName('consequence') as Node);
  return body.length === 1 && leaving.includes(body[0]?.type ?? '') ? [removed(node)] : [];
}

const otherValue: Readonly<Record<string, (text: string) => string>> = {
  true: () => 'False',
  false: () => 'True',
  integer: (text) => String(Number(text) + 1),
  string: (text) => (/^(['"])\1$/.test(text) ? "' '" : /^(['"]) \1$/.test(text) ? "''" : ''),
};

function wrongDefault(node: Node): Replacement[] {
  if (node.type !== 'default_parameter' && node.type !== 'typed_default_parameter') return [];
  const value = node.childForFieldName('value');
  const other = value ? (otherValue[value.type]?.(value.text) ?? '') : '';
  return value && other !== '' && other !== 'NaN' ? [replaced(value, other)] : [];
}

function droppedArgument(node: Node): Replacement[] {
  if (node.type !== 'argument_list') return [];
  const all = named(node);
  return all.flatMap((argument, index) => {
    const before = all[index - 1];
    if (argument.type !== 'keyword_argument' || !before) return [];
    return [{ start: before.endIndex, end: argument.endIndex, text: '' }];
  });
}

/** `x is None` written as a test of truth: right until the value is 0, empty or False. */
function falsyForNone(node: Node): Replacement[] {
  if (node.type !== 'comparison_operator') return [];
  const [left, right] = named(node);
  if (!left || right?.type !== 'none') return [];
  if (token(node, ['is'])) return [replaced(node, `not ${left.text}`)];
  return token(node, ['is not']) ? [replaced(node, left.text)] : [];
}

function swappedArguments(node: Node): Replacement[] {
  if (node.type !== 'argument_list') return [];
  const plain = ['identifier', 'attribute', 'integer', 'string', 'subscript'];
  const positional = named(node).filter(({ type }) => type !== 'keyword_argument');
  const [first, second] = positional;
  if (!first || !second || !plain.includes(first.type) || !plain.includes(second.type)) return [];
  return first.text === second.text ? [] : [span(first, second, `${second.text}, ${first.text}`)];
}

function missingCopy(node: Node): Replacement[] {
  if (node.type === 'call') {
    const callee = node.childForFieldName('function') as Node;
    const given = named(node.childForFieldName('arguments') as Node);
    if (callee.type === 'attribute' && callee.text.endsWith('.copy') && given.length === 0)
      return [replaced(node, (callee.childForFieldName('object') as Node).text)];
    const copies = ['list', 'dict', 'set', 'tuple', 'copy.copy', 'copy', 'deepcopy', 'copy.deepcopy'];
    const plain =
      given.length === 1 && ['identifier', 'attribute', 'subscript'].includes(given[0]?.type ?? '');
    return copies.includes(callee.text) && plain ? [replaced(node, (given[0] as Node).text)] : [];
  }
  if (node.type === 'subscript' && named(node).length === 2 && named(node)[1]?.text === ':')
    return [replaced(node, (named(node)[0] as Node).text)];
  return [];
}

/** A statement that only changes state: left out. */
function forgottenUpdate(node: Node): Replacement[] {
  if (node.type === 'delete_statement') return [removed(node)];
  if (node.type !== 'expression_statement') return [];
  const [expression] = named(node);
  if (!expression || !ancestor(node, functions)) return [];
  if (expression.type === 'call') {
    const callee = expression.childForFieldName('function')?.text ?? '';
    return /(^|\.)(super\(\)|__init__|warn|warnings)/.test(callee) ? [] : [removed(node)];
  }
  if (expression.type === 'augmented_assignment') return [removed(node)];
  if (expression.type !== 'assignment') return [];
  const target = expression.childForFieldName('left');
  const inConstructor = ancestor(node, functions)?.childForFieldName('name')?.text === '__init__';
  return target && ['attribute', 'subscript'].includes(target.type) && !inConstructor ? [removed(node)] : [];
}

/** A variable set back inside a loop that was also set before it: what one round left leaks into the next. */
function lostReset(node: Node): Replacement[] {
  if (node.type !== 'expression_statement') return [];
  const [assignment] = named(node);
  const loop = ancestor(node, ['for_statement', 'while_statement', ...functions]);
  if (assignment?.type !== 'assignment' || !loop || functions.includes(loop.type)) return [];
  const target = assignment.childForFieldName('left');
  const owner = ancestor(node, functions);
  if (target?.type !== 'identifier' || !owner) return [];
  const before = [...nodesOf(owner)].some(
    (other) =>
      other.type === 'assignment' &&
      other.endIndex < loop.startIndex &&
      (other.childForFieldName('left')?.text ?? '').split(/\W+/).includes(target.text),
  );
  return before ? [removed(node)] : [];
}

function missingCase(node: Node): Replacement[] {
  if (node.type === 'elif_clause') return [removed(node)];
  if (node.type !== 'tuple' && node.type !== 'list' && node.type !== 'set') return [];
  // One of the cases of `x in ("a", "b", "c")`.
  const within = node.parent;
  const cases = named(node);
  if (within?.type !== 'comparison_operator' || !token(within, ['in', 'not in']) || cases.length < 2)
    return [];
  const last = cases[cases.length - 1] as Node;
  const kept = cases.slice(0, -1).map(({ text }) => text);
  const tail = node.type === 'tuple' && kept.length === 1 ? ',' : '';
  const first = cases[0] as Node;
  return [span(first, last, kept.join(', ') + tail)];
}

function lostOrder(node: Node): Replacement[] {
  if (node.type !== 'call') return [];
  const callee = node.childForFieldName('function') as Node;
  const given = named(node.childForFieldName('arguments') as Node);
  if (callee.text === 'sorted' && given[0]) return [replaced(node, `list(${given[0].text})`)];
  if (callee.text === 'reversed' && given.length === 1) return [replaced(node, `iter(${given[0]?.text})`)];
  const method = callee.type === 'attribute' ? callee.childForFieldName('attribute') : null;
  if (method?.text === 'append' && given.length === 1)
    return [span(method, node, `insert(0, ${given[0]?.text})`)];
  const opposite: Readonly<Record<string, string>> = {
    appendleft: 'append',
    popleft: 'pop',
    extendleft: 'extend',
    max: 'min',
    min: 'max',
    any: 'all',
    all: 'any',
  };
  const name = method ?? (callee.type === 'identifier' ? callee : null);
  const other = name ? opposite[name.text] : undefined;
  return name && other !== undefined ? [replaced(name, other)] : [];
}

function exceptionHandling(node: Node): Replacement[] {
  if (node.type === 'except_clause') {
    const value = node.childForFieldName('value') ?? named(node)[0];
    if (value?.type === 'tuple' && named(value).length > 1)
      return named(value).map((_, index) => {
        const left = named(value).filter((__, other) => other !== index);
        return replaced(
          value,
          left.length === 1 ? (left[0] as Node).text : `(${left.map(({ text }) => text).join(', ')})`,
        );
      });
    return value?.type === 'identifier' && value.text !== 'Exception' ? [replaced(value, 'Exception')] : [];
  }
  if (node.type !== 'try_statement' || named(node).length !== 2) return [];
  // A handler that passes: without it the exception reaches the caller.
  const handler = named(node)[1] as Node;
  const body = node.childForFieldName('body') as Node;
  const harmless =
    handler.type === 'except_clause' && named(handler.lastNamedChild as Node)[0]?.type === 'pass_statement';
  const single = named(body).length === 1;
  return harmless && single ? [replaced(node, (named(body)[0] as Node).text)] : [];
}

const edges: Readonly<Record<string, readonly string[]>> = {
  strip: ['lstrip', 'rstrip'],
  lstrip: ['strip'],
  rstrip: ['strip'],
  find: ['rfind'],
  rfind: ['find'],
  split: ['rsplit'],
  rsplit: ['split'],
  partition: ['rpartition'],
  rpartition: ['partition'],
  ljust: ['rjust'],
  rjust: ['ljust'],
  startswith: ['endswith'],
};

function textEdges(node: Node): Replacement[] {
  if (node.type !== 'call') return [];
  const callee = node.childForFieldName('function') as Node;
  const method = callee.type === 'attribute' ? callee.childForFieldName('attribute') : null;
  if (!method) return [];
  const object = callee.childForFieldName('object') as Node;
  const noArguments = named(node.childForFieldName('arguments') as Node).length === 0;
  const dropped = ['lower', 'upper', 'strip', 'lstrip', 'rstrip'].includes(method.text) && noArguments;
  return [
    ...(edges[method.text] ?? []).map((other) => replaced(method, other)),
    ...(dropped ? [replaced(node, object.text)] : []),
  ];
}

/** Another parameter or local of the same function whose name begins or ends alike, or the other half of a known pair. */
function wrongVariable(node: Node): Replacement[] {
  if (node.type !== 'identifier' || !node.parent) return [];
  const reads = ['argument_list', 'binary_operator', 'comparison_operator', 'return_statement', 'subscript'];
  const owner = ancestor(node, ['function_definition']);
  if (!owner || !reads.includes(node.parent.type)) return [];
  if (node.parent.type === 'subscript' && node.parent.childForFieldName('value')?.id === node.id) return [];
  return [...namesOf(owner)].filter((name) => alike(name, node.text)).map((name) => replaced(node, name));
}

function namesOf(owner: Node): Set<string> {
  const names = new Set<string>();
  for (const node of nodesOf(owner)) {
    if (node.type !== 'identifier') continue;
    const within = node.parent;
    const bound =
      within?.type === 'parameters' ||
      (within?.type === 'default_parameter' && within.childForFieldName('name')?.id === node.id) ||
      ((within?.type === 'assignment' || within?.type === 'for_statement') &&
        within.childForFieldName('left')?.id === node.id) ||
      within?.type === 'pattern_list';
    if (bound) names.add(node.text);
  }
  return names;
}

const pairs = [
  'next prev',
  'left right',
  'start end',
  'start stop',
  'first last',
  'key value',
  'min max',
  'old new',
];

function alike(name: string, other: string): boolean {
  if (name === other || name === 'self' || other === 'self') return false;
  if (pairs.some((pair) => pair.split(' ').sort().join() === [name, other].sort().join())) return true;
  const short = Math.min(name.length, other.length);
  return short >= 4 && (name.slice(0, 4) === other.slice(0, 4) || name.slice(-4) === other.slice(-4));
}

function division(node: Node): Replacement[] {
  if (node.type !== 'binary_operator') return [];
  return swapTokens(node, { '//': '/', '/': '//' });
}

function droppedNot(node: Node): Replacement[] {
  if (node.type !== 'not_operator') return [];
  const argument = node.childForFieldName('argument');
  return argument ? [replaced(node, argument.text)] : [];
}

function loopExit(node: Node): Replacement[] {
  if (node.type === 'continue_statement') return [replaced(node, 'break')];
  if (node.type === 'break_statement') return [removed(node), replaced(node, 'continue')];
  return [];
}

/** `if x is None: x = []` written as a default that all calls share. */
function sharedDefault(node: Node): Replacement[] {
  if (node.type !== 'default_parameter' || node.childForFieldName('value')?.type !== 'none') return [];
  const name = node.childForFieldName('name')?.text ?? '';
  const body = ancestor(node, functions)?.childForFieldName('body');
  if (!body) return [];
  const made = [...nodesOf(body)].find(
    (other) =>
      other.type === 'assignment' &&
      other.childForFieldName('left')?.text === name &&
      /^(\[\]|\{\}|dict\(\)|list\(\)|set\(\))$/.test(other.childForFieldName('right')?.text ?? ''),
  );
  const value = node.childForFieldName('value') as Node;
  return made ? [replaced(value, (made.childForFieldName('right') as Node).text)] : [];
}

/** `a < b` as `b > a`. */
function turnedRound(node: Node): Replacement | null {
  const [left, right] = named(node);
  const turned: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
  const sign = token(node, Object.keys(turned));
  const plain = ['identifier', 'attribute', 'integer', 'subscript'];
  if (!left || !right || !sign || named(node).length !== 2) return null;
  if (![left, right].every(({ type }) => plain.includes(type))) return null;
  return replaced(node, `${right.text} ${turned[sign.type] ?? ''} ${left.text}`);
}

/** `x + 1` as `1 + x`. */
function addedTheOtherWay(node: Node): Replacement | null {
  const [left, right] = named(node);
  const isSum = node.type === 'binary_operator' && token(node, ['+']) && left?.type === 'identifier';
  return isSum && right?.text === '1' ? replaced(node, `1 + ${left.text}`) : null;
}

/** `list(x)` as `[*x]`, `x[:]` as `x[0:]`. */
function copiedOtherwise(node: Node): Replacement | null {
  const [first, second] = named(node);
  if (node.type === 'subscript' && second?.text === ':' && first) return replaced(node, `${first.text}[0:]`);
  const given = node.type === 'call' ? named(node.childForFieldName('arguments') as Node)[0] : undefined;
  const callee = node.childForFieldName('function')?.text;
  if (!given) return null;
  return callee === 'list'
    ? replaced(node, `[*${given.text}]`)
    : callee === 'dict'
      ? replaced(node, `{**${given.text}}`)
      : null;
}

function noneFirst(node: Node): Replacement | null {
  const [left] = named(node);
  const sign = token(node, ['is', 'is not']);
  return left && sign ? replaced(node, `None ${sign.type} ${left.text}`) : null;
}
