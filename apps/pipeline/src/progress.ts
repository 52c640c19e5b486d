/** How far a run is: counts read from the database, so that they are the same whichever process asks. */
import type { Category } from '@touchstone/contracts';
import {
  readRun,
  readRunProgress,
  type Database,
  type FamilyProgress as StoredProgress,
} from '@touchstone/db';
import { isGivenUp, isSettled, type FamilyStanding } from './schedule.ts';

export interface FamilyProgress extends StoredProgress {
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

export async function readProgress(database: Database, run: string): Promise<RunProgress> {
  const { name, recipe } = await readRun(database.verify, run);
  const { draftsPerTaskMax } = recipe.budgets;
  const stored = await readRunProgress(database.verify, run);
  return {
    run,
    name,
    families: stored.map((family) => ({
      ...family,
      givenUp: isGivenUp(standingOf(family), draftsPerTaskMax),
    })),
    ended: stored.every((family) => isSettled(standingOf(family), draftsPerTaskMax)),
  };
}

export function standingOf(family: StoredProgress): FamilyStanding {
  const { quota, published, nextItem, drafted, waiting, surplus } = family;
  return { quota, published, nextItem, drafted, passed: published + waiting + surplus };
}

export interface CategoryProgress {
  category: Category;
  quota: number;
  published: number;
  waiting: number;
  drafted: number;
  refused: Record<string, number>;
  parked: number;
  surplus: number;
  cost: StoredProgress['cost'];
}

/** Families summed up by category, in the order in which they come. */
export function byCategory(families: readonly FamilyProgress[]): CategoryProgress[] {
  const sums = new Map<Category, CategoryProgress>();
  for (const each of families) {
    const sum = sums.get(each.category);
    if (sum === undefined) {
      const { category, quota, published, waiting, drafted, refused, parked, surplus, cost } = each;
      sums.set(category, {
        ...{ category, quota, published, waiting, drafted, parked, surplus },
        refused: { ...refused },
        cost: { ...cost },
      });
      continue;
    }
    for (const field of ['quota', 'published', 'waiting', 'drafted', 'parked', 'surplus'] as const)
      sum[field] += each[field];
    for (const [gate, count] of Object.entries(each.refused))
      sum.refused[gate] = (sum.refused[gate] ?? 0) + count;
    for (const field of ['sandboxRuns', 'cpuSeconds', 'wallSeconds', 'costUsd'] as const)
      sum.cost[field] += each.cost[field];
  }
  return [...sums.values()];
}

/** Tasks that count: published ones, and those waiting for their turn as far as the quota reaches. */
export function proven(progress: Pick<FamilyProgress, 'quota' | 'published' | 'waiting'>): number {
  return Math.min(progress.quota, progress.published + progress.waiting);
}
