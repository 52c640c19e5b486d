/**
 * What a language must bring: how its code is parsed and mutated, and programs that run tests and observe scenarios in the
 * lab. Implementations: `toolchains/python`, `toolchains/javascript`. Everything that runs, runs through `game.lab`.
 */
import type { Game, Refusal, RuntimeRequirement, SandboxFile, Tree } from '@touchstone/contracts';
import type { Node } from 'web-tree-sitter';
import type { Library, Scenario, Seen } from './library.ts';

/** One change of one file. Offsets in UTF-16 code units of the unchanged text. */
export interface Edit {
  path: string;
  start: number;
  end: number;
  text: string;
}

/** An edit that makes a bug of a known kind. */
export interface Mutation extends Edit {
  operator: string;
}

export interface Operator {
  /** Kebab-case kind of the mistake: `boundary`, `dropped-condition`. */
  id: string;
  /** How often people make it, and how much there is to find: weight in the draw. */
  weight: number;
  /** Changes of this kind at this node, without the path. */
  edits: (node: Node) => Omit<Edit, 'path'>[];
  /** The node as somebody else would have written it, alike in every case: another right repair. Null where there is none. */
  rewrite?: (node: Node) => Omit<Edit, 'path'> | null;
}

/** The suite of a library as it stands, run once per source. */
export interface Suite {
  /** Ids of the tests that pass, in the order in which they ran (form: see `verifierSchema`). */
  tests: readonly string[];
  /** Path of the file in which each test's function is written (a mixin's own file), by index of `tests`. */
  writtenIn: readonly string[];
  /** Path → line (1-based) → indices of the tests that run it. */
  covered: ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>;
}

export interface TestResults {
  passed: string[];
  failed: string[];
  /** Ids asked for that never ran: their file did not load. */
  missing: string[];
}

/** A function in which a changed loop may never end. */
export interface Watched {
  path: string;
  name: string;
}

/** Observations of one variant; the list of a scenario is null where the variant did not load, never ended or broke the harness. */
export type Observed = (readonly Seen[] | null)[];

export interface Toolchain {
  runtime: RuntimeRequirement;
  parse(text: string): Promise<Node>;
  operators: readonly Operator[];
  /** Named functions of a file with their extents, outermost first, for choosing neighbours and for deletion. */
  functions(root: Node): { name: string; body: Node; node: Node }[];
  /** A body of a function that does nothing, for `body` of `functions`. */
  emptied(body: Node): string;
  /** The body with one of its statements left out, for each that can be: crude mistakes beside those of `operators`. */
  withoutEach(body: Node): Omit<Edit, 'path'>[];
  /** The suite with the lines each test covers. */
  suite(library: Library, tree: Tree, game: Game): Promise<Suite | Refusal>;
  /** These tests over this tree. A test that does not end counts as failed; a loop in a watched function is noticed early. */
  run(
    library: Library,
    tree: Tree,
    tests: readonly string[],
    game: Game,
    watch?: readonly Watched[],
  ): Promise<TestResults | Refusal>;
  /** What the harness sees of each scenario over each variant of the code, in one run, made twice (`repeat`): refused where they differ. */
  observe(
    library: Library,
    variants: readonly Tree[],
    scenarios: readonly Scenario[],
    game: Game,
    repeat?: number,
  ): Promise<Observed[] | Refusal>;
  /** `program` of the harness as the verifier runs it: JSON lines `{id, input}` in, `{id, value}` out, in the tree's root. */
  differential(library: Library): string;
  /** One expected literal of each test that has one: candidates for controls, not yet tried. */
  literals(library: Library, tree: Tree, suite: Suite): Promise<Literal[]>;
}

/** An expected literal of an asserted comparison, and another value of its type. */
export interface Literal extends Edit {
  test: string;
}

/** `tests/test_x.py::TestC::test_m` and `test/x.js > name > #1` both begin with the path of their file. */
export function testFileOf(test: string): string {
  return test.split(/::| > /)[0] as string;
}

/** The files of a tree as the lab takes them. */
export function labFiles(tree: Tree, folder = ''): SandboxFile[] {
  return [...tree].map(([path, text]) => ({ path: folder + path, bytes: new TextEncoder().encode(text) }));
}

/** The tree after these edits, which must not overlap. */
export function edited(tree: Tree, edits: readonly Edit[]): Tree {
  const after = new Map(tree);
  for (const { path, start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
    const before = after.get(path) ?? '';
    after.set(path, before.slice(0, start) + text + before.slice(end));
  }
  return after;
}
