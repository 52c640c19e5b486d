/** Maximum bipartite matching by augmenting paths (Kuhn 1955, Hall 1935); n³ at worst, for n of a few hundred. */

/** How many of n left elements can be paired with different right ones at once. */
export function perfectMatching(n: number, fits: (left: number, right: number) => boolean): number {
  const edges = Array.from({ length: n }, (_, left) =>
    Array.from({ length: n }, (_, right) => right).filter((right) => fits(left, right)),
  );
  const leftOf = new Array<number>(n).fill(-1);
  const augment = (left: number, seen: Set<number>): boolean => {
    for (const right of edges[left] ?? []) {
      if (seen.has(right)) continue;
      seen.add(right);
      const current = leftOf[right] ?? -1;
      if (current < 0 || augment(current, seen)) {
        leftOf[right] = left;
        return true;
      }
    }
    return false;
  };
  let matched = 0;
  for (let left = 0; left < n; left++) if (augment(left, new Set())) matched++;
  return matched;
}
