/**
 * What is learnt about a library once per process: its tree, its suite with coverage, every site where an operator can
 * make a bug in code that tests run, and the literals that controls may change. The lab remembers the runs behind it.
 */
import {
  isRefusal,
  refusal,
  type Game,
  type Lab,
  type Refusal,
  type Source,
  type Tree,
} from '@touchstone/contracts';
import type { Node } from 'web-tree-sitter';
import type { Library } from '../library.ts';
import {
  edited,
  testFileOf as fileOf,
  type Edit,
  type Literal,
  type Mutation,
  type Suite,
  type Toolchain,
} from '../toolchain.ts';
import { within } from '../tree-part.ts';
import { nodesOf } from './nodes.ts';

export interface Site extends Mutation {
  /** Innermost named function that holds it, with the extent of its definition and of its body. */
  within: Place;
  /** Of the place changed, from 1. */
  line: number;
  /** Another right way to write what was there. */
  rewrite: Edit | null;
  /** Indices of the suite's tests that run it. */
  tests: readonly number[];
}

export interface Place {
  name: string;
  path: string;
  start: number;
  end: number;
  body: { start: number; end: number; emptied: string };
  /** Crude mistakes in it. */
  without: readonly Omit<Edit, 'path'>[];
}

export interface Study {
  source: Source;
  /** Code, tests, what they need and what is kept: everything else of the package is left out. */
  tree: Tree;
  suite: Suite;
  sites: readonly Site[];
  /** Tried: with it exactly its own test fails. */
  controls: readonly Literal[];
}

const studies = new WeakMap<Lab, Map<string, Promise<Study | Refusal>>>();

export function studyOf(library: Library, toolchain: Toolchain, game: Game): Promise<Study | Refusal> {
  const known = studies.get(game.lab) ?? new Map<string, Promise<Study | Refusal>>();
  studies.set(game.lab, known);
  const before = known.get(library.source);
  if (before !== undefined) return before;
  const studying = study(library, toolchain, game);
  known.set(library.source, studying);
  studying.catch(() => known.delete(library.source));
  return studying;
}

async function study(library: Library, toolchain: Toolchain, game: Game): Promise<Study | Refusal> {
  const { source, files } = await game.repositories.read(library.source);
  const decoder = new TextDecoder();
  const wanted = [...library.code, ...library.tests.files, ...library.tests.support, ...library.kept];
  const tree: Tree = new Map(
    [...files]
      .filter(([path]) => within(wanted, path))
      .map(([path, bytes]): [string, string] => [path, decoder.decode(bytes)]),
  );
  const suite = await toolchain.suite(library, tree, game);
  if (isRefusal(suite)) return suite;
  if (suite.tests.length < 10)
    return refusal('suite-too-small', `${library.source}: only ${suite.tests.length} tests pass`);
  const sites = await findSites(library, toolchain, tree, suite);
  const controls = await tryControls(library, toolchain, tree, suite, game);
  if (isRefusal(controls)) return controls;
  return { source, tree, suite, sites, controls };
}

/** Tests to run for these sites; where there are too many, every k-th. */
export function coveringTests(
  { suite }: Study,
  sites: readonly Site[],
  testsMax: number,
): { tests: string[]; all: boolean } {
  const covering = [...new Set(sites.flatMap(({ tests }) => tests))].sort((a, b) => a - b);
  const step = Math.ceil(covering.length / testsMax);
  const chosen = covering.filter((_, at) => at % step === 0);
  return { tests: chosen.map((index) => suite.tests[index] as string), all: step <= 1 };
}

/** Only a loop can fail to end, and watching every line of a function is dear. */
export function watchedPlaces({ tree }: Study, sites: readonly Site[]): Place[] {
  return sites
    .map((site) => site.within)
    .filter(({ path, start, end }) => /\b(while|for)\b/.test((tree.get(path) ?? '').slice(start, end)));
}

async function findSites(library: Library, toolchain: Toolchain, tree: Tree, suite: Suite): Promise<Site[]> {
  const sites: Site[] = [];
  for (const [path, lines] of suite.covered) {
    if (within(library.untouched ?? [], path)) continue;
    const text = tree.get(path);
    if (text === undefined) continue;
    const root = await toolchain.parse(text);
    const places = toolchain.functions(root).map(({ name, node, body }) => ({
      first: body.namedChildren[0]?.startPosition.row ?? 0,
      place: placeOf(path, name, node, body, toolchain),
    }));
    for (const node of nodesOf(root)) {
      const holder = places.findLast(
        ({ place }) => place.start <= node.startIndex && node.endIndex <= place.end,
      );
      if (holder === undefined) continue;
      // A parameter's default is read when the function is made; what covers it is a call, so a line of the body.
      const inBody = node.startIndex >= holder.place.body.start;
      const tests = inBody ? testsAt(lines, node) : testsIn(lines, text, holder.place);
      if (tests.length === 0) continue;
      for (const operator of toolchain.operators)
        for (const edit of operator.edits(node))
          if (text.slice(edit.start, edit.end) !== edit.text)
            sites.push({
              ...edit,
              path,
              operator: operator.id,
              line: node.startPosition.row + 1,
              within: holder.place,
              rewrite: atPath(path, operator.rewrite?.(node) ?? null),
              tests,
            });
    }
  }
  return sites;
}

function atPath(path: string, edit: Omit<Edit, 'path'> | null): Edit | null {
  return edit === null ? null : { ...edit, path };
}

function placeOf(path: string, name: string, node: Node, body: Node, toolchain: Toolchain): Place {
  return {
    name,
    path,
    start: node.startIndex,
    end: node.endIndex,
    body: { start: body.startIndex, end: body.endIndex, emptied: toolchain.emptied(body) },
    without: toolchain.withoutEach(body),
  };
}

/** Tests that run the node's first line or, for a statement of several lines, the line on which the statement begins. */
function testsAt(lines: ReadonlyMap<number, readonly number[]>, node: Node): readonly number[] {
  for (let at: Node | null = node; at !== null; at = at.parent) {
    const tests = lines.get(at.startPosition.row + 1);
    if (tests !== undefined) return tests;
    if (at.type.endsWith('statement') || at.type.endsWith('clause') || at.type.endsWith('declaration')) break;
  }
  return [];
}

function testsIn(
  lines: ReadonlyMap<number, readonly number[]>,
  text: string,
  { body }: Place,
): readonly number[] {
  const row = (offset: number) => text.slice(0, offset).split('\n').length;
  const all = new Set<number>();
  for (let line = row(body.start); line <= row(body.end); line++)
    for (const test of lines.get(line) ?? []) all.add(test);
  return [...all].sort((a, b) => a - b);
}

/** All candidates are changed at once: those whose own test fails, and beside whom nothing else in the file does, are controls. */
async function tryControls(
  library: Library,
  toolchain: Toolchain,
  tree: Tree,
  suite: Suite,
  game: Game,
): Promise<Literal[] | Refusal> {
  const literals = await toolchain.literals(library, tree, suite);
  if (literals.length === 0) return [];
  const results = await toolchain.run(library, edited(tree, literals), suite.tests, game);
  if (isRefusal(results)) return results;
  const failed = new Set([...results.failed, ...results.missing]);
  const changed = new Set(literals.map(({ test }) => test));
  const disturbed = new Set([...failed].filter((test) => !changed.has(test)).map(fileOf));
  return literals.filter(
    ({ test, path }) => failed.has(test) && !disturbed.has(fileOf(test)) && !disturbed.has(path),
  );
}
