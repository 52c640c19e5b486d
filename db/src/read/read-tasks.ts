/** Public halves by id, many a statement. */
import {
  taskPublicSchema,
  type Category,
  type Split,
  type TaskId,
  type TaskPublic,
} from '@touchstone/contracts';
import { and, inArray, isNotNull } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { parseDocument } from '../documents.ts';
import { tasks } from '../schema/tasks.ts';
import { inBatches, inOrder } from './by-id.ts';

export interface StoredTask {
  id: TaskId;
  category: Category;
  split: Split;
  task: TaskPublic;
}

/** In the order of `ids`; throws a `Fault` (`task-missing`) when one is not published. */
export async function readTasks(connection: Connection, ids: readonly TaskId[]): Promise<StoredTask[]> {
  const rows = await inBatches(ids, (batch) =>
    connection.run((sql) =>
      sql
        .select({ id: tasks.id, split: tasks.split, document: tasks.document })
        .from(tasks)
        .where(and(isNotNull(tasks.publishedAt), inArray(tasks.id, batch))),
    ),
  );
  const parsed = rows.map((row) => {
    const task = parseDocument(taskPublicSchema, row.document, row.id);
    return { id: row.id, category: task.category, split: row.split as Split, task };
  });
  return inOrder(ids, parsed, 'task');
}
