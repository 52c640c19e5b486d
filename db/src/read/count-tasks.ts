/** How many published tasks there are, by category, split and licence. */
import type { Category, Split } from '@touchstone/contracts';
import { asc, count, sql as raw } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { tasks } from '../schema/tasks.ts';
import { conditionOf, type TaskFilter } from './task-filter.ts';

export interface TaskCount {
  category: Category;
  split: Split;
  /** SPDX expression. */
  licence: string;
  count: number;
}

export async function countTasks(connection: Connection, filter: TaskFilter): Promise<TaskCount[]> {
  return connection.run((sql) =>
    sql
      .select({
        category: raw<Category>`${tasks.category}`,
        split: raw<Split>`${tasks.split}`,
        licence: tasks.spdx,
        count: count(),
      })
      .from(tasks)
      .where(conditionOf(filter))
      .groupBy(tasks.category, tasks.split, tasks.spdx)
      .orderBy(asc(tasks.category), asc(tasks.split), asc(tasks.spdx)),
  );
}
