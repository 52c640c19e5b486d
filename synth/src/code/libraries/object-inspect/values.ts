/** Values that end up in logs and test reports. */
import type { Json, Rng } from '@touchstone/contracts';
import type { Call } from '../javascript-calls/calls.ts';

const js = (code: string): Json => ({ $js: code });

const leaves: readonly string[] = [
  '7',
  '-0',
  '1234567.891',
  '0.5',
  '1e21',
  'NaN',
  'Infinity',
  '12345678901234567890n',
  '42n',
  'true',
  'null',
  'undefined',
  `'plain'`,
  `'it\\'s'`,
  `'say "hi"'`,
  `"both ' and \\""`,
  `'line\\nbreak'`,
  `'tab\\tback\\\\slash'`,
  `'\\u0000\\u001b[31m'`,
  `''`,
  `'a long line of text that goes on and on until it is cut'`,
  `Symbol('id')`,
  'Symbol.iterator',
  `Object(Symbol('boxed'))`,
  'function add(a, b) { return a + b }',
  '() => 1',
  'class Point {}',
  'async function load() {}',
  'new Date(0)',
  '/ab+c/gi',
  `new RegExp('/')`,
  `new Error('it broke')`,
  `new TypeError('no such user')`,
  `Object.assign(new Error('late'), { code: 'ETIMEDOUT' })`,
  `new Error('outer', { cause: 'inner' })`,
  `new Map([['a', 1], ['b', [2]]])`,
  'new Set([1, 2, 3])',
  'new Map()',
  'new Set()',
  'new WeakMap()',
  'new WeakSet()',
  'Object(7)',
  `Object('text')`,
  'Object(false)',
  'Object(7n)',
  'Object.create(null)',
  `Object.assign(Object.create(null), { a: 1 })`,
  'new (class Point { constructor() { this.x = 1 } })()',
  '[1, , 3]',
  '[,]',
  'Object.assign([1, 2], { named: true })',
  `({ [Symbol.toStringTag]: 'Custom', a: 1 })`,
  `({ inspect() { return 'custom!' } })`,
  `({ [Symbol.for('nodejs.util.inspect.custom')]() { return 'by symbol' } })`,
  `(() => { const loop = { name: 'loop' }; loop.self = loop; return loop })()`,
  `(() => { const list = [1]; list.push({ list }); return list })()`,
  `({ 'needs-quotes': 1, ok: 2, "it's": 3 })`,
  `({ [Symbol('key')]: 'value' })`,
  '{ constructor: 1 }',
  'new Promise(() => {})',
  'Object.freeze([])',
  '{}',
  '[]',
];
const names = ['id', 'name', 'items', 'user', 'meta', 'a-b', 'next', 'when'] as const;

function source(rng: Rng, depth: number): string {
  if (depth === 0 || rng.chance(0.35)) return rng.pick(leaves);
  const inside = () => source(rng, depth - 1);
  const count = rng.integer(1, 3);
  if (rng.chance(0.4)) return `[${Array.from({ length: count }, inside).join(', ')}]`;
  if (rng.chance(0.12)) return `new Map([['key', ${inside()}]])`;
  if (rng.chance(0.12)) return `new Set([${inside()}])`;
  return `{ ${rng
    .sample(names, count)
    .map((name) => `${/-/.test(name) ? `'${name}'` : name}: ${inside()}`)
    .join(', ')} }`;
}

export function draw(rng: Rng): Call {
  const options: Record<string, Json> = {};
  const set = (chance: number, name: string, values: readonly Json[]) => {
    if (rng.chance(chance)) options[name] = rng.pick(values);
  };
  const depth = rng.integer(0, 3);
  set(0.2, 'depth', [0, 1, 2, js('Infinity')]);
  set(0.25, 'quoteStyle', ['double', 'single']);
  set(0.2, 'maxStringLength', [0, 5, 12, 30]);
  set(0.3, 'indent', [2, 4, '\t', 1]);
  set(0.2, 'numericSeparator', [true, false]);
  set(0.15, 'customInspect', [false, true, 'symbol']);
  set(0.06, 'indent', [0, 'x', -1]);
  const code = rng.chance(0.12) ? nested(rng) : source(rng, depth);
  return Object.keys(options).length === 0 ? ['inspect', js(code)] : ['inspect', js(code), options];
}

function nested(rng: Rng): string {
  const depth = rng.integer(4, 8);
  return `${'[1, '.repeat(depth)}2${']'.repeat(depth)}`;
}

/** A member of the outermost array or object alone, and its value alone. */
export function cuts([name, value, ...rest]: Call): Call[] {
  const code = (value as { $js: string }).$js;
  const inner = /^\[(.*)\]$/s.exec(code)?.[1] ?? /^\{ (.*) \}$/s.exec(code)?.[1];
  if (inner === undefined) return [];
  const members = split(inner);
  const isArray = code.startsWith('[');
  const wrapped = (list: readonly string[]) => (isArray ? `[${list.join(', ')}]` : `{ ${list.join(', ')} }`);
  const fewer =
    members.length > 1
      ? members.map((_, index) => wrapped(members.filter((__, other) => other !== index)))
      : [];
  const bare = members.map((member) => (isArray ? member : member.replace(/^('[\w-]+'|\w+): /, '')));
  return [...bare, ...fewer].filter((one) => one.trim() !== '').map((one): Call => [name, js(one), ...rest]);
}

/** At commas outside of brackets and quotes. */
function split(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (letter === '\\') at += 1;
    else if (quote !== '') quote = letter === quote ? '' : quote;
    else if (`'"`.includes(letter)) quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    else if (depth === 0 && letter === ',' && text[at + 1] === ' ') {
      found.push(text.slice(start, at));
      start = at + 2;
    }
  }
  return [...found, text.slice(start)];
}
