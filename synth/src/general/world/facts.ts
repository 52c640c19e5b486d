/**
 * Facts of a task that is judged by its final state: every act leaves one behind, `verify.py` reads them off the rows, and
 * each group of facts has two criteria, that nothing asked for is missing and that nothing else was done.
 */
import type { Criterion } from '@touchstone/contracts';
import { veto } from './draft.ts';

export interface Fact<G extends string> {
  group: G;
  /** As `verify.py` writes it. */
  fact: string;
}

/** Sorted; every group is there. */
export function byGroup<G extends string>(
  groups: readonly G[],
  facts: readonly Fact<G>[],
): Record<G, string[]> {
  const sorted = (group: G) => facts.flatMap((found) => (found.group === group ? [found.fact] : [])).sort();
  return Object.fromEntries(groups.map((group) => [group, sorted(group)])) as Record<G, string[]>;
}

/** Whether some fact occurs more often among those wanted than among those found. */
export function lacking(wanted: readonly string[], found: readonly string[]): boolean {
  const rest = [...found];
  return wanted.some((fact) => {
    const at = rest.indexOf(fact);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** What each group asks for and what it forbids; null where too much does no harm. */
export type GroupTexts<G extends string> = Readonly<Record<G, readonly [asked: string, only: string | null]>>;

/** `<group>` and `<group>-only` for each group, then `nothing-else`. */
export function factCriteria<G extends string>(
  groups: readonly G[],
  texts: GroupTexts<G>,
  nothingElse: string,
): Criterion[] {
  return [
    ...groups.flatMap((group) => {
      const [asked, only] = texts[group];
      return [veto(group, asked), ...(only === null ? [] : [veto(`${group}-only`, only)])];
    }),
    veto('nothing-else', nothingElse),
  ];
}
