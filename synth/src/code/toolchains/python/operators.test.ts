import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodesOf } from '../../mutate/nodes.ts';
import { createParser } from '../../mutate/parser.ts';
import { pythonOperators } from './operators.ts';

const parse = createParser('tree-sitter-python');

/** Every text that an operator makes of this one. */
async function made(operator: string, text: string): Promise<string[]> {
  const found = pythonOperators.find(({ id }) => id === operator);
  assert.ok(found, `no operator ${operator}`);
  return [...nodesOf(await parse(text))]
    .flatMap((node) => found.edits(node))
    .map(({ start, end, text: other }) => text.slice(0, start) + other + text.slice(end));
}

test('a strict comparison becomes one that is not, and back', async () => {
  assert.deepEqual(await made('boundary', 'a < b'), ['a <= b']);
  assert.deepEqual(await made('boundary', 'a >= b'), ['a > b']);
  assert.deepEqual(await made('boundary', 'a == b'), []);
});

test('one of two conditions is dropped', async () => {
  assert.deepEqual(await made('dropped-condition', 'if a and not b: pass'), ['if a: pass', 'if not b: pass']);
});

test('a guard is taken out with its lines, and an empty block gets a pass', async () => {
  assert.deepEqual(await made('lost-guard', 'def f(x):\n    if x:\n        return 1\n    return 2\n'), [
    'def f(x):\n    return 2\n',
  ]);
  assert.deepEqual(await made('lost-guard', 'def f(x):\n    if x:\n        return 1\n'), [
    'def f(x):\n    pass\n',
  ]);
});

test('a copy is left out, a call that copies nothing is not touched', async () => {
  assert.deepEqual(await made('missing-copy', 'y = list(x)'), ['y = x']);
  assert.deepEqual(await made('missing-copy', 'y = x[:]'), ['y = x']);
  assert.deepEqual(await made('missing-copy', 'y = list(f(x))'), []);
});

test('a variable set back in a loop keeps what the last round left', async () => {
  const text = 'def f(rows):\n    line = ""\n    for row in rows:\n        line += row\n        line = ""\n';
  assert.deepEqual(await made('lost-reset', text), [
    'def f(rows):\n    line = ""\n    for row in rows:\n        line += row\n',
  ]);
});

test('a test for None becomes a test of truth', async () => {
  assert.deepEqual(await made('falsy-for-none', 'x is None'), ['not x']);
  assert.deepEqual(await made('falsy-for-none', 'x is not None'), ['x']);
});

test('a default that each call made anew is shared by all calls', async () => {
  const text = 'def f(a, seen=None):\n    if seen is None:\n        seen = []\n    return seen\n';
  assert.deepEqual(await made('shared-default', text), [text.replace('seen=None', 'seen=[]')]);
});

test('whatever an operator makes still parses', async () => {
  const text = [
    'class A:',
    '    def f(self, key, value=1, *rest):',
    '        for left, right in zip(rest, sorted(rest)):',
    '            if left is None or right > 1:',
    '                continue',
    '            elif left in ("a", "b"):',
    '                del self.items[key]',
    '            else:',
    '                self.count += 1',
    '                break',
    '        try:',
    '            self.move(key, value)',
    '        except KeyError:',
    '            pass',
    '        return self.text[1:].strip(), len(rest) // 2, range(0, key)',
    '',
  ].join('\n');
  for (const { id } of pythonOperators)
    for (const other of await made(id, text))
      assert.equal((await parse(other)).hasError, false, `${id}:\n${other}`);
});
