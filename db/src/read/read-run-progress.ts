/** How far a run is: counts, the same whichever process asks. Costs one scan of the run's drafts. */
import { categorySchema, type Category } from '@touchstone/contracts';
import { z } from 'zod';
import type { Connection } from '../connection.ts';
import type { Cost, FamilyFrontier, RunId } from '../run-types.ts';

export interface FamilyProgress extends FamilyFrontier {
  family: string;
  category: Category;
  /** Items that have an outcome. */
  drafted: number;
  /** Certified, waiting for lower items. */
  waiting: number;
  /** Certified after the quota was met. */
  surplus: number;
  parked: number;
  /** Gate id, or the code of a drafting refusal → count. */
  refused: Record<string, number>;
  /** Of every item with an outcome, together. */
  cost: Cost;
}

const rowSchema = z.object({
  family: z.string(),
  category: categorySchema,
  quota: z.number(),
  published: z.number(),
  nextItem: z.number(),
  status: z.enum(['certified', 'published', 'refused', 'parked', 'surplus']).nullable(),
  why: z.string().nullable(),
  count: z.coerce.number(),
  sandboxRuns: z.coerce.number(),
  cpuSeconds: z.number(),
  wallSeconds: z.number(),
  costUsd: z.number(),
});
type Row = z.infer<typeof rowSchema>;

/** Families in the order of their ids; empty for an unknown run. */
export async function readRunProgress(verify: Connection<'verify'>, run: RunId): Promise<FamilyProgress[]> {
  const { rows } = await verify.run((sql) =>
    sql.$client.query(
      `SELECT family.family, family.category, family.quota, family.published, family.next_item AS "nextItem",
         draft.status, coalesce(draft.gate, draft.code) AS why, count(draft.item) AS count,
         coalesce(sum(draft.sandbox_runs), 0) AS "sandboxRuns", coalesce(sum(draft.cpu_seconds), 0) AS "cpuSeconds",
         coalesce(sum(draft.wall_seconds), 0) AS "wallSeconds", coalesce(sum(draft.cost_usd), 0) AS "costUsd"
       FROM touchstone.run_families AS family
       LEFT JOIN touchstone.drafts AS draft ON draft.run_id = family.run_id AND draft.family = family.family
       WHERE family.run_id = $1
       GROUP BY family.family, family.category, family.quota, family.published, family.next_item, draft.status, why
       ORDER BY family.family, draft.status, why`,
      [run],
    ),
  );
  const families = new Map<string, FamilyProgress>();
  for (const row of z.array(rowSchema).parse(rows)) {
    const progress = families.get(row.family) ?? emptyProgress(row);
    families.set(row.family, progress);
    addRow(progress, row);
  }
  return [...families.values()];
}

function emptyProgress({ family, category, quota, published, nextItem }: Row): FamilyProgress {
  return {
    family,
    category,
    quota,
    published,
    nextItem,
    drafted: 0,
    waiting: 0,
    surplus: 0,
    parked: 0,
    refused: {},
    cost: { sandboxRuns: 0, cpuSeconds: 0, wallSeconds: 0, costUsd: 0 },
  };
}

function addRow(progress: FamilyProgress, row: Row): void {
  progress.drafted += row.count;
  if (row.status === 'certified') progress.waiting += row.count;
  if (row.status === 'surplus') progress.surplus += row.count;
  if (row.status === 'parked') progress.parked += row.count;
  if (row.status === 'refused') {
    const why = row.why ?? '';
    progress.refused[why] = (progress.refused[why] ?? 0) + row.count;
  }
  for (const field of ['sandboxRuns', 'cpuSeconds', 'wallSeconds', 'costUsd'] as const) {
    progress.cost[field] += row[field];
  }
}
