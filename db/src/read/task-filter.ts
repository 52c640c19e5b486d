/** Which published tasks are meant. Every field narrows. */
import type { Category, Split } from '@touchstone/contracts';
import { and, gte, inArray, isNotNull, lt, sql as raw, type SQL } from 'drizzle-orm';
import type { RunId } from '../run-types.ts';
import { runTasks } from '../schema/run-tasks.ts';
import { taskState } from '../schema/task-state.ts';
import { tasks } from '../schema/tasks.ts';

export interface TaskFilter {
  categories?: readonly Category[] | undefined;
  splits?: readonly Split[] | undefined;
  /** SPDX expressions, any of which the task's own must equal. */
  licences?: readonly string[] | undefined;
  run?: RunId | undefined;
  /** Hexadecimal digits, with or without `task_`. */
  idPrefix?: string | undefined;
  /** Occurs in the public half, whatever its case. */
  text?: string | undefined;
  /** False: without what a curator has retired or rejected. Left out: with it. */
  withdrawn?: false | undefined;
}

export function conditionOf(filter: TaskFilter): SQL | undefined {
  const { categories, splits, licences, run, idPrefix, text, withdrawn } = filter;
  return and(
    isNotNull(tasks.publishedAt),
    categories && inArray(tasks.category, [...categories]),
    splits && inArray(tasks.split, [...splits]),
    licences && inArray(tasks.spdx, [...licences]),
    run !== undefined
      ? raw`EXISTS (SELECT FROM ${runTasks} WHERE ${runTasks.taskId} = ${tasks.id} AND ${runTasks.runId} = ${run})`
      : undefined,
    idPrefix !== undefined ? withPrefix(idPrefix) : undefined,
    withdrawn === false
      ? raw`NOT EXISTS (SELECT FROM ${taskState} WHERE ${taskState.taskId} = ${tasks.id}
          AND (${taskState.status} = 'retired' OR ${taskState.review} = 'rejected'))`
      : undefined,
    text !== undefined ? raw`${tasks.document} ILIKE ${`%${escapeLike(text)}%`}` : undefined,
  );
}

/** A range, so that the primary key serves it: `g` follows every hexadecimal digit, in any collation. */
export function withPrefix(prefix: string): SQL | undefined {
  const full = prefix.startsWith('task_') ? prefix : `task_${prefix}`;
  return and(gte(tasks.id, full), lt(tasks.id, `${full}g`));
}

/** As it stands inside JSON text, with the wildcards of LIKE taken literally. */
function escapeLike(text: string): string {
  return JSON.stringify(text.toWellFormed())
    .slice(1, -1)
    .replace(/[\\%_]/g, (character) => `\\${character}`);
}
