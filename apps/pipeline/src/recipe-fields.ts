/** What a recipe may say, read off contracts' schema, so that documentation cannot drift; and the recipe to begin with. */
import { recipeSchema, type AnyFamily } from '@touchstone/contracts';
import { z } from 'zod';
import { existingCategories } from './recipe.ts';

export interface RecipeField {
  /** Dotted; `*` stands for any key. */
  field: string;
  type: string;
  required: boolean;
  /** JSON text, or null without one. */
  default: string | null;
  doc: string;
}

interface Node {
  type?: string;
  enum?: string[];
  pattern?: string;
  description?: string;
  default?: unknown;
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  propertyNames?: Node;
  required?: string[];
  items?: Node;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
}

/** Every field in the order of the schema. */
export function describeRecipe(): RecipeField[] {
  return fieldsOf(z.toJSONSchema(recipeSchema, { io: 'input' }) as Node, []);
}

function fieldsOf(node: Node, path: string[]): RecipeField[] {
  const named = Object.entries(node.properties ?? {}).map(([name, child]) => ({
    name,
    child,
    required: node.required?.includes(name) ?? false,
  }));
  if (typeof node.additionalProperties === 'object')
    named.push({ name: '*', child: node.additionalProperties, required: false });
  return named.flatMap(({ name, child, required }) => {
    const field: RecipeField = {
      field: [...path, name].join('.'),
      type: typeOf(child, node.propertyNames, name),
      required,
      default: child.default === undefined ? null : JSON.stringify(child.default),
      doc: child.description ?? '',
    };
    const isLeaf = field.doc === '' && typeof child.properties !== 'object';
    return [...(isLeaf ? [] : [field]), ...fieldsOf(child, [...path, name])];
  });
}

function typeOf(node: Node, keys: Node | undefined, name: string): string {
  if (name === '*' && keys?.enum) return `one block per key: ${keys.enum.join(' | ')}`;
  if (node.enum) return node.enum.join(' | ');
  if (node.type === 'array') return `list of ${node.items ? typeOf(node.items, undefined, '') : 'values'}`;
  if (node.type === 'object') return 'block';
  if (node.pattern) return `text like ${node.pattern}`;
  if (node.type === 'integer' || node.type === 'number') {
    const least = node.exclusiveMinimum !== undefined ? `> ${node.exclusiveMinimum}` : atLeast(node);
    return [node.type === 'integer' ? 'whole number' : 'number', least].filter(Boolean).join(' ');
  }
  return node.type === 'string' ? 'text' : (node.type ?? 'any');
}

function atLeast(node: Node): string {
  if (node.minimum === undefined || node.minimum <= Number.MIN_SAFE_INTEGER) return '';
  return node.maximum === undefined || node.maximum >= Number.MAX_SAFE_INTEGER
    ? `>= ${node.minimum}`
    : `${node.minimum} to ${node.maximum}`;
}

/** A recipe that runs as it stands, with every optional field in a comment beside its meaning. */
export function recipeTemplate(name: string, families: readonly AnyFamily[]): string {
  const fields = describeRecipe();
  const doc = (field: string) => fields.find((each) => each.field === field)?.doc ?? '';
  const byCategory = existingCategories(families).flatMap((category) => [
    `  ${category}:`,
    `    tasks: 20`,
    `    # ${doc('categories.*.families')}`,
    `    # families:`,
    ...families
      .filter((family) => family.category === category)
      .map((family) => `    #   ${family.id}: 1 # ${family.title}`),
  ]);
  return `${[
    `# ${doc('name')}`,
    `name: ${name}`,
    `# description: ${doc('description')}`,
    '',
    `# ${doc('randomSeed')}`,
    'randomSeed: 1',
    '',
    `# ${doc('categories')} ${doc('categories.*.tasks')}`,
    'categories:',
    ...byCategory,
    ...['splits', 'driver', 'saltKeyEnv', 'itemsPerJob'].flatMap((field) => ['', ...optional(fields, field)]),
    '',
    `# ${doc('gates')}`,
    '# gates:',
    ...['mayBeNotMeasured', 'referenceRuns'].flatMap((field) => optional(fields, `gates.${field}`)),
    '',
    `# ${doc('budgets')}`,
    '# budgets:',
    ...['wallMinutesMax', 'draftsPerTaskMax'].flatMap((field) => optional(fields, `budgets.${field}`)),
  ].join('\n')}\n`;
}

/** An example where there is no default. */
const examples: Record<string, string> = { splits: '["train"]', 'budgets.wallMinutesMax': '30' };

function optional(fields: readonly RecipeField[], path: string): string[] {
  const field = fields.find((each) => each.field === path);
  const indent = path.includes('.') ? '  ' : '';
  const name = path.slice(path.lastIndexOf('.') + 1);
  const value = (field?.default ?? examples[path] ?? '').replaceAll('"', '').replaceAll(',', ', ');
  return [`# ${indent}${name}: ${value} # ${field?.doc ?? ''}`];
}
