/** Two releases of a library as trees, and how the tests of the later one end on both. Knows no report. */
import {
  isRefusal,
  patchBetween,
  refusal,
  type Game,
  type Refusal,
  type Source,
  type Tree,
} from '@touchstone/contracts';
import type { Library } from '../library.ts';
import { testFileOf, type Suite, type Toolchain } from '../toolchain.ts';
import { partOf } from '../tree-part.ts';
import type { ReleaseEntry } from './entry.ts';
import { withoutTests } from './prune.ts';

export interface Pair {
  entry: ReleaseEntry;
  library: Library;
  toolchain: Toolchain;
  game: Game;
  sources: { before: Source; after: Source };
  /** Code and kept files of the release before, without tests. */
  before: Tree;
  /** The same with the code of the release after. */
  after: Tree;
  /** Test files of the release before that the release after passes as well. */
  oldTests: Tree;
  /** Test files of the release after, without tests of other entries where these could end the file. */
  hidden: Tree;
  failToPass: string[];
  passToPass: string[];
  /** Of the release after. */
  suite: Suite;
}

export async function pairOf(
  { entry, toolchain, game }: Pick<Pair, 'entry' | 'toolchain' | 'game'>,
  program: string,
): Promise<Pair | Refusal> {
  const [earlier, later] = await Promise.all([
    game.repositories.read(entry.before),
    game.repositories.read(entry.after),
  ]);
  const library: Library = {
    ...entry.library,
    source: entry.before,
    harness: { program, draw: notDrawn, smaller: () => [], show: notDrawn, tell: notDrawn },
  };
  const [old, young] = [textsOf(earlier.files), textsOf(later.files)];
  const log = young.get(entry.changeLog.path) ?? '';
  if (!oneSpace(log).includes(oneSpace(entry.changeLog.quote)))
    return refusal('change-log-differs', `${entry.changeLog.path} of ${entry.after} does not say so`);
  const tests = [...library.tests.files, ...library.tests.support];
  const before = partOf(old, [...library.code, ...library.kept]);
  const after = new Map([...partOf(old, library.kept), ...partOf(young, library.code)]);
  const pair = { entry, library, toolchain, game, sources: { before: earlier.source, after: later.source } };
  const split = await splitTests({ ...pair, before, after }, partOf(young, tests));
  if (isRefusal(split)) return split;
  // A file that says what must begin to pass is no part of what an attempt sees, even where it stood there before.
  const failing = new Set(split.failToPass.map(testFileOf));
  const shown = new Map(
    [...partOf(old, tests)].filter(([path, text]) => !failing.has(path) || split.hidden.get(path) !== text),
  );
  const oldTests = await agreeing({ ...pair, after }, shown);
  return isRefusal(oldTests) ? oldTests : { ...pair, before, after, oldTests, ...split };
}

const notDrawn = (): never => {
  throw new Error('the examples of a release are written, not drawn');
};

type Split = Pick<Pair, 'hidden' | 'failToPass' | 'passToPass' | 'suite'>;

async function splitTests(
  pair: Pick<Pair, 'entry' | 'library' | 'toolchain' | 'game' | 'before' | 'after'>,
  hidden: Tree,
): Promise<Split | Refusal> {
  const { entry, library, toolchain, game, before, after } = pair;
  const suite = await toolchain.suite(library, new Map([...after, ...hidden]), game);
  if (isRefusal(suite)) return suite;
  const seen = await toolchain.run(library, new Map([...before, ...hidden]), library.tests.files, game);
  if (isRefusal(seen)) return seen;
  const passed = new Set(seen.passed);
  const failing = suite.tests.filter((test) => !passed.has(test));
  const belongs = (test: string) => entry.failToPass.some((start) => test.startsWith(start));
  const group = failing.filter(belongs);
  const foreign = failing.filter((test) => !belongs(test));
  if (library.tests.runner === 'tape' && foreign.length > 0) {
    const comments = new Set(foreign.map(commentOf));
    for (const test of [...group, ...seen.passed]) comments.delete(commentOf(test));
    const pruned = await withoutTests(hidden, comments, toolchain);
    if ([...pruned].some(([path, text]) => text !== hidden.get(path))) return splitTests(pair, pruned);
  }
  for (const start of entry.failToPass)
    if (!group.some((test) => test.startsWith(start)))
      return refusal('nothing-fails', `no test that begins with ${start} fails before and passes after`);
  const passToPass = suite.tests.filter((test) => passed.has(test));
  if (group.length * 2 > passToPass.length)
    return refusal('fails-to-load', `${group.length} tests fail before where only ${passToPass.length} pass`);
  return { hidden, failToPass: group, passToPass, suite };
}

function commentOf(test: string): string {
  return test.split(' > ').slice(0, 2).join(' > ');
}

/** Old test files without a test that contradicts the release after. */
async function agreeing(
  { library, toolchain, game, after }: Pick<Pair, 'library' | 'toolchain' | 'game' | 'after'>,
  tests: Tree,
): Promise<Tree | Refusal> {
  const files = library.tests.files.filter((path) => tests.has(path));
  const own = { ...library, tests: { ...library.tests, files } };
  const seen = await toolchain.run(own, new Map([...after, ...tests]), files, game);
  if (isRefusal(seen)) return seen;
  const contradicting = new Set(seen.failed.map(testFileOf));
  return new Map([...tests].filter(([path]) => !contradicting.has(path)));
}

function textsOf(files: ReadonlyMap<string, Uint8Array>): Tree {
  const decoder = new TextDecoder();
  return new Map([...files].map(([path, bytes]) => [path, decoder.decode(bytes)]));
}

function oneSpace(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** The change that leads from the release before to a tree, of its code alone. */
export function codePatch({ library, before }: Pair, tree: Tree): string {
  return patchBetween(partOf(before, library.code), partOf(tree, library.code));
}
