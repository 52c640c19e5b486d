/** The one task that an id, or the beginning of one, means. */
import { InputFault, type TaskId } from '@touchstone/contracts';
import { and, asc, isNotNull } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { tasks } from '../schema/tasks.ts';
import { withPrefix } from './task-filter.ts';

/** Throws an `InputFault`: `task-id` (malformed), `task-unknown`, `task-ambiguous` (with the first of those it could be). */
export async function findTask(connection: Connection, idOrPrefix: string): Promise<TaskId> {
  if (!/^(task_)?[0-9a-f]{1,64}$/.test(idOrPrefix)) {
    throw new InputFault(
      `Expected a task id (task_ and 64 hexadecimal digits, or the beginning of it), got "${idOrPrefix}".`,
      {
        code: 'task-id',
        hint: 'List ids with: touchstone tasks list',
      },
    );
  }
  const found = await connection.run((sql) =>
    sql
      .select({ id: tasks.id })
      .from(tasks)
      .where(and(isNotNull(tasks.publishedAt), withPrefix(idOrPrefix)))
      .orderBy(asc(tasks.id))
      .limit(4),
  );
  const [first] = found;
  if (first === undefined) {
    throw new InputFault(`There is no task whose id begins with "${idOrPrefix}".`, {
      code: 'task-unknown',
      hint: 'List ids with: touchstone tasks list',
    });
  }
  if (found.length === 1) return first.id;
  throw new InputFault(
    `"${idOrPrefix}" is the beginning of several task ids: ${found.map(({ id }) => id.slice(0, 21)).join(', ')}, …`,
    { code: 'task-ambiguous', hint: 'Give more digits.' },
  );
}
