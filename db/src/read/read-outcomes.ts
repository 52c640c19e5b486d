/** What was counted of attempts: by task and solver, and over a whole corpus for whoever draws from it. */
import type { Split, TaskId } from '@touchstone/contracts';
import type { QueryTerm } from '@touchstone/contracts/api';
import type { Connection } from '../connection.ts';
import type { Outcome } from '../episode-types.ts';
import { pageRowsMax } from '../limits.ts';
import { allOf, Values } from '../query/condition.ts';
import { conditionOfTerms } from '../query/terms.ts';
import type { ReleaseKey } from '../write/write-release.ts';

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

export interface DrawableRequest {
  /** Of a query. */
  terms: readonly QueryTerm[];
  category?: string | undefined;
  split: Split;
  solver: string;
  /** Only tasks of it. */
  release?: ReleaseKey | undefined;
}

/** All that are published, not retired, and meant; in the order of their ids. */
export async function readDrawable(
  connection: Connection,
  { terms, category, split, solver, release }: DrawableRequest,
): Promise<DrawableTask[]> {
  const values = new Values();
  const conditions = [
    `state.status = 'published'`,
    `state.split = ${values.add(split)}`,
    conditionOfTerms(terms, values),
  ];
  if (category !== undefined) conditions.push(`state.category = ${values.add(category)}`);
  if (release !== undefined)
    conditions.push(
      `EXISTS (SELECT FROM touchstone.release_tasks AS released WHERE released.task_id = state.task_id
         AND released.name = ${values.add(release.name)} AND released.version = ${values.add(release.version)})`,
    );
  const { rows } = await connection.run((sql) =>
    sql.$client.query<DrawableTask>(
      `SELECT state.task_id AS id, state.attempts, state.passed,
              coalesce(own.attempts, 0) AS "solverAttempts", coalesce(own.passed, 0) AS "solverPassed"
       FROM touchstone.task_state AS state
       LEFT JOIN touchstone.outcomes AS own ON own.task_id = state.task_id AND own.solver = ${values.add(solver)}
       WHERE ${allOf(conditions)}
       ORDER BY state.task_id COLLATE "C"`,
      values.list,
    ),
  );
  return rows;
}

/** Whether the release has the task. */
export async function isReleased(
  connection: Connection,
  { name, version }: ReleaseKey,
  task: TaskId,
): Promise<boolean> {
  const { rowCount } = await connection.run((sql) =>
    sql.$client.query(
      'SELECT 1 FROM touchstone.release_tasks WHERE name = $1 AND version = $2 AND task_id = $3',
      [name, version, task],
    ),
  );
  return rowCount === 1;
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
