/** Pages of task rows by query and sort. The cursor holds the last row's place, so that a page costs the same however deep. */
import { InputFault, type TaskId } from '@touchstone/contracts';
import { taskSorts, type QueryTerm, type TaskRow } from '@touchstone/contracts/api';
import { z } from 'zod';
import { outcomesOf } from '../certificate-summary.ts';
import type { Connection, Sql } from '../connection.ts';
import { allOf, Values } from './condition.ts';
import { conditionOfTerms, type LookedUpTerm } from './terms.ts';
import { lookUpText } from './text-matches.ts';

/** The expressions that the indexes name. Rates that were not measured count as the worst; other absent values come last. */
const sorts = {
  id: { ascending: 'state.task_id', type: 'text' },
  newest: { ascending: 'state.published_at', type: 'timestamptz' },
  far: { ascending: 'coalesce(state.false_accept_high, 1)', type: 'float8' },
  frr: { ascending: 'coalesce(state.false_reject_high, 1)', type: 'float8' },
  risk: { ascending: 'state.risk', type: 'float8' },
  cost: { ascending: 'state.cpu_seconds', type: 'float8' },
  passrate: {
    ascending: 'coalesce(state.pass_rate, 2)',
    descending: 'coalesce(state.pass_rate, -1)',
    type: 'float8',
  },
  reviewed: {
    ascending: `coalesce(state.reviewed_at, 'infinity')`,
    descending: `coalesce(state.reviewed_at, '-infinity')`,
    type: 'timestamptz',
  },
} as const satisfies Record<
  (typeof taskSorts)[number],
  { ascending: string; descending?: string; type: string }
>;

export interface RowsRequest {
  terms: readonly QueryTerm[];
  /** One of `taskSorts`; `-` before it sorts downwards. `newest` is the latest first. */
  sort: string;
  after?: string | undefined;
  limit: number;
}

export interface RowsPage {
  tasks: TaskRow[];
  next: string | null;
}

/** Throws an `InputFault` (`cursor-invalid`) for a cursor of another sort. */
export async function listRows(connection: Connection, request: RowsRequest): Promise<RowsPage> {
  const { sort, limit } = request;
  const order = orderOf(sort);
  const after =
    request.after === undefined ? undefined : parseCursor(request.after, { sort, type: order.type });
  const rows = await connection.run(async (sql) => {
    const { terms } = await lookUpText(sql, request.terms);
    return selectRows(sql, { terms, order, after, limit: limit + 1 });
  });
  const found = rows.slice(0, limit);
  const last = found.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { tasks: found.map(rowOf), next: more ? cursorOf(sort, last.place, last.id) : null };
}

async function selectRows(
  sql: Sql,
  given: {
    terms: readonly LookedUpTerm[];
    order: Order;
    after: { value: string; id: string } | undefined;
    limit: number;
  },
): Promise<(StoredRow & { place: string })[]> {
  const { terms, order, after, limit } = given;
  const { place, type, direction } = order;
  const values = new Values();
  const conditions = [conditionOfTerms(terms, values)];
  if (after !== undefined)
    conditions.push(
      `(${place}, state.task_id) ${direction === 'DESC' ? '<' : '>'} (${values.add(after.value)}::${type}, ${values.add(after.id)})`,
    );
  const { rows } = await sql.$client.query<StoredRow & { place: string }>(
    `SELECT ${rowColumns}, found.place
     FROM (
       SELECT state.*, (${place})::text AS place, row_number() OVER () AS number FROM (
         SELECT state.* FROM touchstone.task_state AS state WHERE ${allOf(conditions)}
         ORDER BY ${place} ${direction}, state.task_id ${direction} LIMIT ${values.add(limit)}
       ) AS state
     ) AS found
     JOIN touchstone.tasks AS task ON task.id = found.task_id
     ORDER BY found.number`,
    values.list,
  );
  return rows;
}

/** In the order of `ids`; those that are not published are left out. */
export async function readRows(connection: Connection, ids: readonly TaskId[]): Promise<TaskRow[]> {
  const { rows } = await connection.run((sql) =>
    sql.$client.query<StoredRow>(
      `SELECT ${rowColumns}
       FROM unnest($1::text[]) WITH ORDINALITY AS wanted (id, number)
       JOIN touchstone.task_state AS found ON found.task_id = wanted.id
       JOIN touchstone.tasks AS task ON task.id = found.task_id
       ORDER BY wanted.number`,
      [ids],
    ),
  );
  return rows.map(rowOf);
}

/** How a query's rows are ordered, for whoever selects from `task_state AS state`. */
export function orderBy(sort: string): string {
  const { place, direction } = orderOf(sort);
  return `${place} ${direction}, state.task_id ${direction}`;
}

interface Order {
  place: string;
  type: string;
  direction: 'ASC' | 'DESC';
}

function orderOf(sort: string): Order {
  const reversed = sort.startsWith('-');
  const name = z.enum(taskSorts).parse(reversed ? sort.slice(1) : sort);
  const downwards = name === 'newest' ? !reversed : reversed;
  const { ascending, type, ...other } = sorts[name];
  const place = downwards && 'descending' in other ? other.descending : ascending;
  return { place, type, direction: downwards ? 'DESC' : 'ASC' };
}

const rowColumns = `found.task_id AS id, found.category, found.split, found.language, found.licence, task.preview,
  found.published_at AS "publishedAt", found.revision, found.status, found.review, found.reviewed_by AS "reviewedBy",
  found.reviewed_at AS "reviewedAt", found.reason, found.attempts, found.passed, found.stale, found.driver, found.gates,
  found.false_accept_high AS "falseAcceptHigh", found.false_reject_high AS "falseRejectHigh",
  found.sandbox_runs AS "sandboxRuns", found.cpu_seconds AS "cpuSeconds"`;

type State = TaskRow['state'];
type StoredRow = Omit<TaskRow, 'state' | 'gates' | 'publishedAt'> &
  Omit<State, 'reviewedAt'> & { gates: string; publishedAt: Date; reviewedAt: Date | null };

function rowOf(row: StoredRow): TaskRow {
  const { id, category, split, language, licence, preview, stale, driver } = row;
  const { falseAcceptHigh, falseRejectHigh, sandboxRuns, cpuSeconds } = row;
  return {
    ...{ id, category, split, language, licence, preview, stale, driver },
    ...{ falseAcceptHigh, falseRejectHigh, sandboxRuns, cpuSeconds },
    publishedAt: row.publishedAt.toISOString(),
    state: {
      revision: row.revision,
      status: row.status,
      review: row.review,
      reviewedBy: row.reviewedBy,
      reviewedAt: row.reviewedAt?.toISOString() ?? null,
      reason: row.reason,
      attempts: row.attempts,
      passed: row.passed,
    },
    gates: outcomesOf(row.gates),
  };
}

const forms: Readonly<Record<string, RegExp>> = {
  text: /^task_[0-9a-f]{64}$/,
  float8: /^-?\d+(\.\d+)?(e-?\d+)?$/,
  timestamptz: /^(-?infinity|\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?)$/,
};
const cursorSchema = z.tuple([z.string(), z.string(), z.string()]);

function cursorOf(sort: string, value: string, id: TaskId): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

function parseCursor(
  cursor: string,
  { sort, type }: { sort: string; type: string },
): { value: string; id: string } {
  try {
    const [of, value, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (of === sort && forms[type]?.test(value) && /^task_[0-9a-f]{64}$/.test(id)) return { value, id };
  } catch {
    // Said below.
  }
  throw new InputFault('The cursor is not one that a page of this query and sort gave.', {
    code: 'cursor-invalid',
    hint: 'Take "next" of the page before as it came, with the same sort; or begin without a cursor.',
  });
}
