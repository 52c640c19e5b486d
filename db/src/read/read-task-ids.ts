/** The ids that a filter keeps, in their order, by one statement: one snapshot, which an export then follows. */
import type { TaskId } from '@touchstone/contracts';
import { asc } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { tasks } from '../schema/tasks.ts';
import { conditionOf, type TaskFilter } from './task-filter.ts';

/** Every id that the filter keeps when the call begins; about 100 bytes each in memory. */
export async function readTaskIds(connection: Connection, filter: TaskFilter): Promise<TaskId[]> {
  const rows = await connection.run((sql) =>
    sql.select({ id: tasks.id }).from(tasks).where(conditionOf(filter)).orderBy(asc(tasks.id)),
  );
  return rows.map((row) => row.id);
}
