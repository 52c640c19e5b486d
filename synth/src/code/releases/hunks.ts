/** Takes a patch apart into its hunks, and puts some of them together again. */
import { applyPatch, isRefusal, type Tree } from '@touchstone/contracts';

/** A patch with one hunk. */
export type Hunk = string;

export function hunksOf(patch: string): Hunk[] {
  const files = patch.split(/^(?=--- )/m).filter((part) => part.startsWith('--- '));
  return files.flatMap((file) => {
    const [head = '', ...hunks] = file.split(/^(?=@@ )/m);
    return hunks.map((hunk) => head + hunk);
  });
}

/** The tree with these hunks of its change, or null where one does not fit without the others. */
export function withHunks(before: Tree, hunks: readonly Hunk[]): Tree | null {
  let tree = before;
  for (const hunk of hunks) {
    const after = applyPatch(tree, hunk);
    if (isRefusal(after)) return null;
    tree = after;
  }
  return tree;
}

/** The hunks without which `enough` still holds for the others, left out one after the other; at most `triesMax` questions. */
export async function neededHunks(
  before: Tree,
  hunks: readonly Hunk[],
  enough: (tree: Tree) => Promise<boolean>,
  triesMax: number,
): Promise<Hunk[]> {
  let kept = [...hunks];
  let tries = 0;
  // Blocks first: most of a release has nothing to do with one entry of its change log.
  for (
    let size = Math.ceil(hunks.length / 2);
    size >= 1 && tries < triesMax;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at < kept.length && tries < triesMax;) {
      const left = [...kept.slice(0, at), ...kept.slice(at + size)];
      const tree = left.length === 0 ? null : withHunks(before, left);
      if (tree !== null) tries += 1;
      if (tree !== null && (await enough(tree))) kept = left;
      else at += size;
    }
  }
  return kept;
}
