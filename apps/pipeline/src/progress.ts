/** How far a run is: counts read from the database, so that they are the same whichever process asks. */
import type { Category } from '@touchstone/contracts';

export interface FamilyProgress {
  family: string;
  category: Category;
  quota: number;
  published: number;
  /** Certified and waiting for lower item numbers. */
  waiting: number;
  /** Items that have an outcome. */
  drafted: number;
  /** Gate id, or the code of a drafting refusal → count. */
  refused: Record<string, number>;
  parked: number;
  /** Certified after the quota was met. */
  surplus: number;
  /** Of every item with an outcome, together. */
  cost: { sandboxRuns: number; cpuSeconds: number; wallSeconds: number };
  /** Its last possible item has an outcome and the quota is not met. */
  givenUp: boolean;
}

export interface RunProgress {
  run: string;
  name: string;
  families: FamilyProgress[];
  /** Every family has met its quota or was given up. */
  ended: boolean;
}

export type CategoryProgress = Omit<FamilyProgress, 'family' | 'givenUp'>;

/** Families summed up by category, in the order in which they come. */
export function byCategory(families: readonly FamilyProgress[]): CategoryProgress[] {
  const sums = new Map<Category, CategoryProgress>();
  for (const each of families) {
    const sum = sums.get(each.category);
    if (sum === undefined) {
      sums.set(each.category, { ...structuredClone(each), category: each.category });
      continue;
    }
    for (const field of ['quota', 'published', 'waiting', 'drafted', 'parked', 'surplus'] as const)
      sum[field] += each[field];
    for (const [gate, count] of Object.entries(each.refused))
      sum.refused[gate] = (sum.refused[gate] ?? 0) + count;
    for (const field of ['sandboxRuns', 'cpuSeconds', 'wallSeconds'] as const)
      sum.cost[field] += each.cost[field];
  }
  return [...sums.values()];
}

/** Tasks that count: published ones, and those waiting for their turn as far as the quota reaches. */
export function proven(progress: Pick<FamilyProgress, 'quota' | 'published' | 'waiting'>): number {
  return Math.min(progress.quota, progress.published + progress.waiting);
}
