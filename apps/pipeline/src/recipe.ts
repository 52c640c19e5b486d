/**
 * Reads a recipe: YAML in, contracts' `Recipe` out, or an `InputFault` that names the line, the field, what was expected
 * and what came. Checks it against the families that exist; does not run it.
 */
import { readFile } from 'node:fs/promises';
import type { Fault } from '@touchstone/contracts';
import {
  InputFault,
  categories,
  recipeSchema,
  type AnyFamily,
  type Category,
  type Recipe,
} from '@touchstone/contracts';
import { LineCounter, isNode, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { splitQuota } from './quota.ts';

/** A recipe is written by hand; a larger file is something else. */
const RECIPE_BYTES_MAX = 1_000_000;

interface FamilyQuota {
  family: AnyFamily;
  /** Certified tasks wanted. */
  tasks: number;
}

export interface LoadedRecipe {
  recipe: Recipe;
  /** In order of family id; families whose share is 0 are absent. */
  quotas: FamilyQuota[];
}

export async function loadRecipe(path: string, families: readonly AnyFamily[]): Promise<LoadedRecipe> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputFault(
      error.code === 'ENOENT' ? `There is no recipe ${path}.` : `Cannot read ${path}: ${error.message}.`,
      {
        code: 'recipe-unreadable',
        hint: '"touchstone init" writes a commented recipe to begin with.',
        cause: error,
      },
    );
  });
  return parseRecipe(text, path, families);
}

/** `name` stands in messages. */
export function parseRecipe(text: string, name: string, families: readonly AnyFamily[]): LoadedRecipe {
  if (text.length > RECIPE_BYTES_MAX)
    throw badRecipe(name, [`expected at most ${RECIPE_BYTES_MAX} characters, got ${text.length}`]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0)
    throw badRecipe(
      name,
      document.errors.map((error) => `line ${lines.linePos(error.pos[0]).line}: ${error.message}`),
    );
  const at = (path: readonly PropertyKey[]) => `line ${lineOf(document, lines, path)}: `;
  const value = unfolded(document, name);
  const parsed = recipeSchema.safeParse(value);
  if (!parsed.success)
    throw badRecipe(
      name,
      parsed.error.issues.map((issue) => at(issue.path) + describeIssue(issue, value)),
    );
  const { quotas, problems } = quotasOf(parsed.data, families);
  if (problems.length > 0)
    throw badRecipe(
      name,
      problems.map((problem) => at(problem.path) + problem.message),
    );
  return { recipe: parsed.data, quotas };
}

/** Aliases may multiply a small text into gigabytes; the parser counts them and refuses. */
function unfolded(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw badRecipe(name, [(error as Error).message]);
  }
}

interface Problem {
  path: string[];
  message: string;
}

/** Every worker computes the same quotas from the same recipe and version. */
function quotasOf(recipe: Recipe, families: readonly AnyFamily[]) {
  const problems: Problem[] = [];
  const quotas: FamilyQuota[] = [];
  for (const category of categories) {
    const wanted = recipe.categories[category];
    if (wanted === undefined) continue;
    const ofCategory = families.filter((family) => family.category === category);
    const path = ['categories', category];
    if (ofCategory.length === 0) {
      problems.push({
        path,
        message: `${path.join('.')}: no family makes ${category} tasks in this version; there are ${existing(families)}`,
      });
      continue;
    }
    const weights =
      wanted.families ?? Object.fromEntries(ofCategory.map((family): [string, number] => [family.id, 1]));
    for (const id of Object.keys(weights))
      if (!ofCategory.some((family) => family.id === id))
        problems.push({
          path: [...path, 'families', id],
          message: `${path.join('.')}.families: there is no ${category} family "${id}"; there are ${ofCategory.map((family) => family.id).join(', ')}`,
        });
    const split = splitQuota(wanted.tasks, weights);
    for (const family of ofCategory)
      if ((split[family.id] ?? 0) > 0) quotas.push({ family, tasks: split[family.id] ?? 0 });
  }
  quotas.sort((a, b) => (a.family.id < b.family.id ? -1 : 1));
  return { quotas, problems };
}

/** Categories with at least one family, in the report's order. */
export function existingCategories(families: readonly AnyFamily[]): Category[] {
  return categories.filter((category) => families.some((family) => family.category === category));
}

function existing(families: readonly AnyFamily[]): string {
  return existingCategories(families).join(', ') || 'none';
}

function describeIssue(issue: z.core.$ZodIssue, recipe: unknown): string {
  const field = issue.path.map(String).join('.') || 'the recipe';
  if (issue.code === 'unrecognized_keys')
    return `${field}: there is no field ${issue.keys.map((key) => `"${key}"`).join(', ')} (see "touchstone recipe fields")`;
  const value = issue.path.reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null
        ? (inside as Record<PropertyKey, unknown>)[key]
        : undefined,
    recipe,
  );
  const got = value === undefined ? 'nothing' : shorten(JSON.stringify(value));
  return `${field}: ${expectation(issue)}, got ${got}`;
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type')
    return `expected ${issue.expected === 'int' ? 'a whole number' : issue.expected}`;
  if (issue.code === 'invalid_value') return `expected one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small')
    return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
  if (issue.code === 'too_big') return `expected at most ${issue.maximum}`;
  if (issue.code === 'invalid_format')
    return `expected text like ${'pattern' in issue ? String(issue.pattern) : issue.format}`;
  return issue.message.replace(/^Invalid input: /, '');
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The line of the deepest part of the path that is really there: a missing field is reported at its parent. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function badRecipe(name: string, problems: string[]): Fault {
  const shown = problems.slice(0, 10).map((problem) => `  ${problem}`);
  return new InputFault(
    `${name} is not a usable recipe:\n${shown.join('\n')}${problems.length > 10 ? `\n  and ${problems.length - 10} more` : ''}`,
    {
      code: 'bad-recipe',
      hint: '"touchstone recipe fields" prints every field with its meaning.',
    },
  );
}
