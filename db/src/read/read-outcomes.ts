/** What was counted of attempts: by task and solver, and over a whole corpus for whoever draws from it. */
import type { Split, TaskId } from '@touchstone/contracts';
import type { Connection } from '../connection.ts';
import type { Outcome } from '../episode-types.ts';
import { pageRowsMax } from '../limits.ts';

export async function readOutcomes(
  connection: Connection,
  {
    tasks,
    solver,
    after,
    limit = pageRowsMax,
  }: {
    tasks?: readonly TaskId[] | undefined;
    solver?: string | undefined;
    after?: { task: string; solver: string } | undefined;
    limit?: number;
  },
): Promise<Outcome[]> {
  const { rows } = await connection.run((sql) =>
    sql.$client.query<Outcome>(
      `SELECT task_id AS task, solver, attempts, passed FROM touchstone.outcomes
       WHERE ($1::text[] IS NULL OR task_id = ANY($1)) AND ($2::text IS NULL OR solver = $2)
         AND ($3::text IS NULL OR (task_id, solver) > ($3, $4))
       ORDER BY task_id, solver LIMIT $5`,
      [
        tasks ?? null,
        solver ?? null,
        after?.task ?? null,
        after?.solver ?? null,
        Math.min(limit, pageRowsMax),
      ],
    ),
  );
  return rows;
}

/** A published task that could be drawn, with what one solver's attempts and those of all have shown. */
export interface DrawableTask {
  id: TaskId;
  attempts: number;
  passed: number;
  solverAttempts: number;
  solverPassed: number;
}

/** All of a category and split that are published and not retired, in the order of their ids. */
export async function readDrawable(
  connection: Connection,
  {
    category,
    split,
    solver,
    ids,
  }: {
    category?: string | undefined;
    split: Split;
    solver: string;
    /** Only these. */
    ids?: readonly TaskId[] | undefined;
  },
): Promise<DrawableTask[]> {
  const { rows } = await connection.run((sql) =>
    sql.$client.query<DrawableTask>(
      `SELECT task.id, state.attempts, state.passed,
              coalesce(own.attempts, 0) AS "solverAttempts", coalesce(own.passed, 0) AS "solverPassed"
       FROM touchstone.tasks AS task
       JOIN touchstone.task_state AS state ON state.task_id = task.id AND state.status = 'published'
       LEFT JOIN touchstone.outcomes AS own ON own.task_id = task.id AND own.solver = $3
       WHERE task.published_at IS NOT NULL AND task.split = $2 AND ($1::text IS NULL OR task.category = $1)
         AND ($4::text[] IS NULL OR task.id = ANY($4))
       ORDER BY task.id COLLATE "C"`,
      [category ?? null, split, solver, ids ?? null],
    ),
  );
  return rows;
}

/** How a solver fared on the tasks of each category, all together. */
export async function readSolverRecord(
  connection: Connection,
  { category, solvers, exceptTask }: { category: string; solvers: readonly string[]; exceptTask: TaskId },
): Promise<{ solver: string; attempts: number; passed: number }[]> {
  const { rows } = await connection.run((sql) =>
    sql.$client.query<{ solver: string; attempts: number; passed: number }>(
      `SELECT solver, sum(attempts)::int AS attempts, sum(passed)::int AS passed
       FROM touchstone.outcomes JOIN touchstone.tasks AS task ON task.id = task_id
       WHERE solver = ANY($2) AND task.category = $1 AND task_id <> $3
       GROUP BY solver ORDER BY solver`,
      [category, solvers, exceptTask],
    ),
  );
  return rows;
}
