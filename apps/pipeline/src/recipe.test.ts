import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault, type AnyFamily, type Category } from '@touchstone/contracts';
import { describeRecipe, recipeTemplate } from './recipe-fields.ts';
import { loadRecipe, parseRecipe } from './recipe.ts';

const family = (id: string, category: Category): AnyFamily => ({
  id,
  version: 1,
  category,
  title: `Tasks of ${id}`,
  needs: [],
  sources: [],
  kinds: {},
  begin: () => Promise.reject(new Error('not played here')),
  apply: () => Promise.reject(new Error('not played here')),
  finish: () => Promise.reject(new Error('not played here')),
});
const families = [
  family('interpreter.a', 'interpreter'),
  family('interpreter.b', 'interpreter'),
  family('general.c', 'general'),
];

function refusalOf(text: string): string {
  try {
    parseRecipe(text, 'mine.yaml', families);
  } catch (error) {
    assert.ok(error instanceof Fault);
    assert.equal(error.code, 'bad-recipe');
    return error.message;
  }
  return assert.fail('expected a refusal');
}

test('a recipe without families spreads each category over all of its families', () => {
  const { quotas } = parseRecipe(
    'name: n\nrandomSeed: 1\ncategories: { interpreter: { tasks: 3 }, general: { tasks: 2 } }',
    'mine.yaml',
    families,
  );
  assert.deepEqual(
    quotas.map((quota) => [quota.family.id, quota.tasks]),
    [
      ['general.c', 2],
      ['interpreter.a', 2],
      ['interpreter.b', 1],
    ],
  );
});

test('a wrong value is refused with its line, field, what was expected and what came', () => {
  const message = refusalOf('name: n\nrandomSeed: 1\ncategories:\n  interpreter:\n    tasks: many\n');
  assert.match(message, /mine\.yaml is not a usable recipe/);
  assert.match(message, /line 5: categories\.interpreter\.tasks: expected number, got "many"/);
});

test('every problem of a recipe is reported at once', () => {
  const message = refusalOf('name: Not A Name\nrandomSeed: 1.5\ncategories:\n  interpreter:\n    tasks: 0\n');
  assert.match(message, /line 1: name: expected text like/);
  assert.match(message, /line 2: randomSeed: expected a whole number, got 1\.5/);
  assert.match(message, /line 5: categories\.interpreter\.tasks: expected at least 1, got 0/);
});

test('a misspelt field is named', () => {
  const message = refusalOf('name: n\nrandomseed: 1\nrandomSeed: 1\ncategories: { general: { tasks: 1 } }\n');
  assert.match(message, /there is no field "randomseed"/);
});

test('text that is not YAML is refused with its line', () => {
  assert.match(refusalOf('name: n\ncategories: [\n'), /line \d: /);
});

test('an empty file and a list are refused', () => {
  assert.match(refusalOf(''), /expected object, got null/);
  assert.match(refusalOf('- a\n'), /expected object, got \["a"\]/);
});

test('a category that no family serves is refused and the existing ones are named', () => {
  const message = refusalOf('name: n\nrandomSeed: 1\ncategories:\n  search:\n    tasks: 5\n');
  assert.match(
    message,
    /line 5: categories\.search: no family makes search tasks in this version; there are interpreter, general/,
  );
});

test('an unknown family is refused and the existing ones of its category are named', () => {
  const message = refusalOf(
    'name: n\nrandomSeed: 1\ncategories:\n  interpreter:\n    tasks: 5\n    families:\n      interpreter.z: 1\n',
  );
  assert.match(
    message,
    /line 7: .*no interpreter family "interpreter\.z"; there are interpreter\.a, interpreter\.b/,
  );
});

test('a recipe bomb of aliases is refused, not expanded', () => {
  const bomb =
    'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n';
  assert.match(refusalOf(bomb), /alias/i);
});

test('a missing recipe says that it is missing', async () => {
  await assert.rejects(loadRecipe('/nowhere/recipe.yaml', families), /There is no recipe \/nowhere/);
});

test('the recipe that init writes is itself a usable recipe', () => {
  const { recipe, quotas } = parseRecipe(recipeTemplate('mine', families), 'mine.yaml', families);
  assert.equal(recipe.name, 'mine');
  assert.equal(quotas.length, 3);
});

test('every optional line of the recipe that init writes is usable too', () => {
  const uncommented = recipeTemplate('mine', families)
    .split('\n')
    .map((line) => line.replace(/^(\s*)# (\s*[A-Za-z.-]+: )/, '$1$2').replace(/^(\s*)# (\s*\w+:)$/, '$1$2'))
    .filter((line) => !line.startsWith('#'))
    .join('\n');
  const { recipe } = parseRecipe(uncommented, 'mine.yaml', families);
  assert.deepEqual(recipe.splits, ['train']);
  assert.equal(recipe.budgets.wallMinutesMax, 30);
  assert.equal(recipe.gates.referenceRuns, 3);
});

test('every field that a recipe can have is documented', () => {
  const fields = describeRecipe();
  assert.ok(fields.some((field) => field.field === 'categories.*.tasks'));
  for (const field of fields.filter((each) => each.field !== 'categories.*')) assert.notEqual(field.doc, '');
});
