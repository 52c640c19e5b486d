/** Colourings of numbered places up to a group of permutations, by the colourings that each permutation leaves alone. */

/** place → place. */
export type Permutation = readonly number[];

/**
 * How many colourings with `counts` pieces of each colour and accepted by `obeys` are unchanged by the permutation: one
 * colour for each of its cycles.
 */
function countFixed(
  permutation: Permutation,
  counts: readonly number[],
  obeys: (colours: readonly number[]) => boolean,
): number {
  const cycles = cyclesOf(permutation);
  const left = [...counts];
  const colours = permutation.map(() => -1);
  let found = 0;
  const paint = (at: number): void => {
    const cycle = cycles[at];
    if (cycle === undefined) {
      if (obeys(colours)) found++;
      return;
    }
    for (let colour = 0; colour < left.length; colour++) {
      if ((left[colour] as number) < cycle.length) continue;
      left[colour] = (left[colour] as number) - cycle.length;
      for (const place of cycle) colours[place] = colour;
      paint(at + 1);
      left[colour] = (left[colour] as number) + cycle.length;
    }
    for (const place of cycle) colours[place] = -1;
  };
  paint(0);
  return found;
}

/** Burnside's lemma: the number of colourings that no permutation of the group carries into each other. */
export function countOrbits(
  group: readonly Permutation[],
  counts: readonly number[],
  obeys: (colours: readonly number[]) => boolean,
): number {
  const sum = group.reduce((total, permutation) => total + countFixed(permutation, counts, obeys), 0);
  if (sum % group.length !== 0) throw new Error(`Burnside's sum ${sum} is not divisible by ${group.length}.`);
  return sum / group.length;
}

/** Number of ways to colour without any rule or symmetry. */
export function multinomial(counts: readonly number[]): number {
  let ways = 1;
  let placed = 0;
  for (const count of counts) for (let i = 1; i <= count; i++) ways = (ways * ++placed) / i;
  return Math.round(ways);
}

function cyclesOf(permutation: Permutation): number[][] {
  const seen = new Set<number>();
  const cycles: number[][] = [];
  for (const start of permutation.keys()) {
    const cycle: number[] = [];
    for (let place = start; !seen.has(place); place = permutation[place] as number) {
      seen.add(place);
      cycle.push(place);
    }
    if (cycle.length > 0) cycles.push(cycle);
  }
  return cycles;
}
