/** Lists published tasks a page at a time, in the order of their ids: stable whatever is inserted meanwhile. */
import type { Category, GateOutcome, Split, TaskId } from '@touchstone/contracts';
import { and, asc, eq, gt, sql as raw } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { pageRowsMax } from '../limits.ts';
import { taskState } from '../schema/task-state.ts';
import { tasks } from '../schema/tasks.ts';
import { certificates } from '../schema/certificates.ts';
import { conditionOf, type TaskFilter } from './task-filter.ts';

export interface TaskSummary {
  id: TaskId;
  category: Category;
  split: Split;
  language: string;
  /** SPDX expression. */
  licence: string;
  /** Beginning of the instruction, without control characters. */
  preview: string;
  status: 'published' | 'retired';
  /** Of each driver's current certificate: gate id → outcome. */
  certificates: { driver: string; outcomes: Record<string, GateOutcome> }[];
}

export interface TaskPage {
  tasks: TaskSummary[];
  /** Pass as `after` for the next page; null on the last. */
  next: TaskId | null;
}

/** `limit` is at most 1,000. */
export async function listTasks(
  connection: Connection,
  filter: TaskFilter,
  page: { after?: TaskId | undefined; limit: number },
): Promise<TaskPage> {
  const limit = Math.max(1, Math.min(page.limit, pageRowsMax));
  const rows = await connection.run((sql) =>
    sql
      .select({
        id: tasks.id,
        category: raw<Category>`${tasks.category}`,
        split: raw<Split>`${tasks.split}`,
        language: tasks.language,
        licence: tasks.spdx,
        preview: tasks.preview,
        status: taskState.status,
        certificates: raw<TaskSummary['certificates']>`(
          SELECT coalesce(jsonb_agg(jsonb_build_object('driver', ${certificates.driver}, 'outcomes', ${certificates.outcomes})
            ORDER BY ${certificates.driver}), '[]'::jsonb)
          FROM ${certificates} WHERE ${certificates.taskId} = ${tasks.id})`,
      })
      .from(tasks)
      .innerJoin(taskState, eq(taskState.taskId, tasks.id))
      .where(and(conditionOf(filter), page.after === undefined ? undefined : gt(tasks.id, page.after)))
      .orderBy(asc(tasks.id))
      .limit(limit + 1),
  );
  const found = rows.slice(0, limit);
  return { tasks: found, next: rows.length > limit ? (found.at(-1)?.id ?? null) : null };
}
