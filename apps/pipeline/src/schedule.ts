/**
 * Which items of a family are wanted next. A pure function of what is recorded, so that any worker may ask at any time
 * and all get the same answer: nobody coordinates. Which items *enter the corpus* is not decided here: that is always the
 * lowest that pass.
 */
export interface FamilyStanding {
  quota: number;
  published: number;
  /** Lowest item that publication has not passed. */
  nextItem: number;
  /** Items with an outcome, and how many of them passed every gate (published, waiting, surplus). */
  drafted: number;
  passed: number;
}

export interface ItemRange {
  /** First item. */
  start: number;
  /** Behind the last item. */
  end: number;
}

/**
 * Ranges of one family that wait at once: enough for dozens of workers on few families, few enough that an interrupted
 * run leaves no heap behind.
 */
const RANGES_AHEAD_MAX = 16;

/** A pass rate below this asks for so many items ahead that the next look will know better. */
const PASS_RATE_MIN = 0.05;

/** Items from this one on are never drafted: the family is given up there. */
function itemsMax(quota: number, draftsPerTaskMax: number): number {
  return Math.ceil(quota * draftsPerTaskMax);
}

export function isGivenUp(standing: FamilyStanding, draftsPerTaskMax: number): boolean {
  return (
    standing.published < standing.quota && standing.nextItem >= itemsMax(standing.quota, draftsPerTaskMax)
  );
}

export function isSettled(standing: FamilyStanding, draftsPerTaskMax: number): boolean {
  return standing.published >= standing.quota || isGivenUp(standing, draftsPerTaskMax);
}

/**
 * Ranges, aligned to multiples of `itemsPerJob` so that two workers name the same job alike, that reach as far as the
 * missing tasks should lie at the pass rate seen so far (5 of 6 before anything was seen).
 */
export function wantedRanges(
  standing: FamilyStanding,
  { itemsPerJob, draftsPerTaskMax }: { itemsPerJob: number; draftsPerTaskMax: number },
): ItemRange[] {
  if (isSettled(standing, draftsPerTaskMax)) return [];
  const rate = Math.max(PASS_RATE_MIN, (standing.passed + 5) / (standing.drafted + 6));
  const last = Math.min(
    standing.nextItem + Math.ceil((standing.quota - standing.published) / rate),
    itemsMax(standing.quota, draftsPerTaskMax),
  );
  const ranges: ItemRange[] = [];
  const first = standing.nextItem - (standing.nextItem % itemsPerJob);
  for (let start = first; start < last && ranges.length < RANGES_AHEAD_MAX; start += itemsPerJob)
    ranges.push({
      start,
      end: Math.min(start + itemsPerJob, itemsMax(standing.quota, draftsPerTaskMax)),
    });
  return ranges;
}
