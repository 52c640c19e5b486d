/**
 * Finds the arrangements that clues allow: backtracking on the thing with fewest places left for what is said of it, with the last open thing of
 * every clue filtered ahead. Counts no further than asked. Twin: `puzzle.py`, which plainly tries things in a fixed order.
 */
import { holds, type Clue } from './clue.ts';

export interface Frame {
  /** Values of the places, rising. */
  values: readonly number[];
  /** Categories besides the places, each with as many things as there are places. */
  categories: number;
}

/** Place of each thing by category; category 0 is the places in order. */
export type Arrangement = number[][];

/** Up to `limit` arrangements in which all clues hold and, if one is given, `broken` does not. */
export function arrangements(
  { values, categories }: Frame,
  clues: readonly Clue[],
  limit: number,
  broken: Clue | null = null,
): Arrangement[] {
  const n = values.length;
  const all = (1 << n) - 1;
  const checks = [
    ...clues.map((clue) => ({ clue, wanted: true })),
    ...(broken ? [{ clue: broken, wanted: false }] : []),
  ].map(({ clue, wanted }) => ({
    clue,
    wanted,
    things: clue.things.map(([category, index]) => category * n + index),
  }));
  // A thing of which no clue speaks is placed last: placed early, a dead end elsewhere is met once for each of its places.
  const named = checks.flatMap(({ things }) => things);
  const spoken = Array.from(
    { length: (categories + 1) * n },
    (_, thing) => 0.1 + named.filter((other) => other === thing).length,
  );
  const said = (thing: number) => spoken[thing] as number;
  const found: Arrangement[] = [];
  const first = Array.from({ length: (categories + 1) * n }, (_, thing) => (thing < n ? 1 << thing : all));

  const search = (domains: number[]): boolean => {
    if (!narrow(domains)) return true;
    let open = -1;
    for (let thing = n; thing < domains.length; thing++) {
      const size = bits(domains[thing] as number);
      if (size > 1 && (open < 0 || size / said(thing) < bits(domains[open] as number) / said(open)))
        open = thing;
    }
    if (open < 0) {
      found.push(arrangementOf(domains));
      return found.length < limit;
    }
    for (let place = 0; place < n; place++)
      if ((domains[open] as number) & (1 << place)) {
        const next = [...domains];
        next[open] = 1 << place;
        if (!search(next)) return false;
      }
    return true;
  };

  /** Removes taken places and values that a clue's last open thing cannot have, until nothing changes; false at a dead end. */
  const narrow = (domains: number[]): boolean => {
    for (let changed = true; changed;) {
      changed = false;
      for (let thing = n; thing < domains.length; thing++) {
        const domain = domains[thing] as number;
        if (domain === 0) return false;
        if (bits(domain) > 1) continue;
        const start = Math.floor(thing / n) * n;
        for (let other = start; other < start + n; other++)
          if (other !== thing && (domains[other] as number) & domain) {
            domains[other] = (domains[other] as number) & ~domain;
            changed = true;
          }
      }
      for (const { clue, wanted, things } of checks) {
        const openThings = things.filter((thing) => bits(domains[thing] as number) !== 1);
        if (openThings.length > 1) continue;
        const last = openThings[0] ?? things[0] ?? 0;
        const places = things.map((thing) => Math.log2(domains[thing] as number));
        let kept = 0;
        for (let place = 0; place < n; place++)
          if ((domains[last] as number) & (1 << place)) {
            const tried = places.map((known, i) => (things[i] === last ? place : known));
            if (holds(clue, tried, values) === wanted) kept |= 1 << place;
          }
        if (kept !== domains[last]) {
          if (kept === 0) return false;
          domains[last] = kept;
          changed = true;
        }
      }
    }
    return true;
  };

  const arrangementOf = (domains: readonly number[]): Arrangement =>
    Array.from({ length: categories + 1 }, (_, category) =>
      domains.slice(category * n, (category + 1) * n).map((domain) => Math.log2(domain)),
    );

  search(first);
  return found;
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
}
