/**
 * Two transcripts side by side: equal events stand on one line; where the two part, each goes on by itself until they say
 * the same again. A greedy search in a window, not the shortest edit script: 10,000 events each must align while a person
 * waits, and after a divergence the nearest meeting point is what a reader looks for.
 */

export interface Pair {
  /** Index of the event, null where only the other has one. */
  left: number | null;
  right: number | null;
  same: boolean;
}

export interface Alignment {
  pairs: Pair[];
  /** Place in `pairs` of the first that differs; null where the two are the same. */
  firstDivergence: number | null;
}

/** Events that are looked ahead on either side for a place to meet again. */
const windowEvents = 48;

/** `left` and `right` hold what makes an event the same, one string an event. */
export function align(left: readonly string[], right: readonly string[]): Alignment {
  const pairs: Pair[] = [];
  let firstDivergence: number | null = null;
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    if (left[l] === right[r]) {
      pairs.push({ left: l++, right: r++, same: true });
      continue;
    }
    firstDivergence ??= pairs.length;
    const meeting = nextMeeting(left, right, { l, r });
    // What differs in the same place stands on one line, the rest alone.
    while (l < meeting.l || r < meeting.r)
      pairs.push({ left: l < meeting.l ? l++ : null, right: r < meeting.r ? r++ : null, same: false });
  }
  if (l < left.length || r < right.length) firstDivergence ??= pairs.length;
  while (l < left.length) pairs.push({ left: l++, right: null, same: false });
  while (r < right.length) pairs.push({ left: null, right: r++, same: false });
  return { pairs, firstDivergence };
}

/** The nearest place after `from` where both say the same; a step on where the window holds none. */
function nextMeeting(left: readonly string[], right: readonly string[], from: { l: number; r: number }) {
  for (let distance = 1; distance <= windowEvents; distance++)
    for (let ahead = 0; ahead <= distance; ahead++) {
      const meeting = { l: from.l + ahead, r: from.r + distance - ahead };
      const same =
        meeting.l < left.length && meeting.r < right.length && left[meeting.l] === right[meeting.r];
      if (same) return meeting;
    }
  return { l: from.l + 1, r: from.r + 1 };
}
