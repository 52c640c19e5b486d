/** The smallest part of a release that passes the tests of one entry, and mends that fall short of it. */
import { isRefusal, refusal, type Refusal, type TaskSecret, type Tree } from '@touchstone/contracts';
import type { ReleaseCase } from './entry.ts';
import { edited } from '../toolchain.ts';
import { hunksOf, neededHunks, withHunks } from './hunks.ts';
import { codePatch, type Pair } from './pair.ts';

type Wrong = TaskSecret['trials']['wrong'];

/** Each is a run of the entry's tests; a release of forty hunks is through after about thirty. */
const triesMax = 60;
const halfMendsMax = 4;

/**
 * What of the later release the tests of the entry need, and what the other hidden tests need beside it. The tests of the entry
 * are few and asked alone first; all are asked where that leaves out too much.
 */
export async function neededTree(pair: Pair): Promise<Tree | Refusal> {
  const { before, after, entry } = pair;
  const hunks = hunksOf(codePatch(pair, after));
  if (hunks.length < 2) return after;
  const all = [...pair.failToPass, ...pair.passToPass];
  const mendedIn = entry.mendedIn ?? [];
  const local = hunks.filter((hunk) =>
    mendedIn.some(({ path, saying }) => hunk.startsWith(`--- a/${path}\n`) && hunk.includes(saying ?? '')),
  );
  const start = local.length === 0 ? null : withHunks(before, local);
  if (local.length > 0 && (start === null || !(await passes(pair, start, all))))
    return refusal('mended-elsewhere', `${entry.id}: what it names as the mend does not do it`);
  for (const asked of [pair.failToPass, all]) {
    const enough = (tree: Tree) => passes(pair, tree, asked);
    const needed = await neededHunks(before, local.length > 0 ? local : hunks, enough, triesMax);
    const tree = withHunks(before, needed);
    if (tree !== null && (await passes(pair, tree, all))) return tree;
  }
  return start ?? after;
}

async function passes(pair: Pair, tree: Tree, tests: readonly string[]): Promise<boolean> {
  const { library, toolchain, hidden, game } = pair;
  const seen = await toolchain.run(library, new Map([...tree, ...hidden]), tests, game);
  return !isRefusal(seen) && seen.failed.length === 0 && seen.missing.length === 0;
}

export async function halfMends(
  pair: Pair,
  smallest: Tree,
  cases: readonly ReleaseCase[] | null,
): Promise<Wrong | Refusal> {
  const { before, entry } = pair;
  const hunks = hunksOf(codePatch(pair, smallest));
  const candidates: { how: string; tree: Tree | null }[] =
    hunks.length < 2
      ? []
      : hunks.map((_, index) => ({
          how: `the mend without its part ${index + 1} of ${hunks.length}`,
          tree: withHunks(
            before,
            hunks.filter((__, other) => other !== index),
          ),
        }));
  const { shortcut } = entry;
  if (shortcut) {
    const text = before.get(shortcut.path);
    if (text?.split(shortcut.find).length !== 2)
      return refusal('shortcut-does-not-fit', `${entry.id}: its text must stand in ${shortcut.path} once`);
    const tree = new Map(before).set(
      shortcut.path,
      text.replace(shortcut.find, () => shortcut.replace),
    );
    candidates.unshift({ how: 'only the reported example was mended', tree });
  }
  const emptied = await withEmptied(pair, smallest);
  if (emptied) candidates.push({ how: 'the function that was mended does nothing', tree: emptied });
  const wrong: Wrong = [{ how: 'nothing was changed', submission: { kind: 'tree', patch: '' } }];
  for (const { how, tree } of candidates) {
    if (wrong.length > halfMendsMax) break;
    if (tree === null || (await isRight(pair, tree, cases))) continue;
    wrong.push({ how, submission: { kind: 'tree', patch: codePatch(pair, tree) } });
  }
  if (shortcut && !wrong.some(({ how }) => how.startsWith('only the reported')))
    return refusal('shortcut-passes', `${entry.id}: mending the example alone is enough`);
  return wrong;
}

/** The shortest function that the mend changed or added, emptied. */
async function withEmptied({ before, toolchain }: Pair, smallest: Tree): Promise<Tree | null> {
  const found: { path: string; start: number; end: number; text: string; size: number }[] = [];
  for (const [path, text] of smallest) {
    const old = before.get(path);
    if (old === text || !/\.(py|js)$/.test(path)) continue;
    for (const { node, body } of toolchain.functions(await toolchain.parse(text)))
      if (!(old ?? '').includes(node.text))
        found.push({
          path,
          start: body.startIndex,
          end: body.endIndex,
          text: toolchain.emptied(body),
          size: body.text.length,
        });
  }
  const [first] = found.sort((one, other) => one.size - other.size);
  return first ? edited(smallest, [first]) : null;
}

async function isRight(pair: Pair, tree: Tree, cases: readonly ReleaseCase[] | null): Promise<boolean> {
  if (!(await passes(pair, tree, [...pair.failToPass, ...pair.passToPass]))) return false;
  if (cases === null) return true;
  const { toolchain, library, game } = pair;
  const seen = await toolchain.observe(
    library,
    [tree],
    cases.map(({ input }) => input),
    game,
  );
  return (
    !isRefusal(seen) && JSON.stringify(seen[0]) === JSON.stringify(cases.map(({ expected }) => expected))
  );
}
