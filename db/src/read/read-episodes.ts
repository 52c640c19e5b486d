/** Episodes: one, or a page of them, newest first. */
import type { Connection, Sql } from '../connection.ts';
import type { EpisodeState, StoredEpisode } from '../episode-types.ts';
import { pageRowsMax } from '../limits.ts';

const columns = `id, group_id AS "groupId", task_id AS "taskId", solver, key_id AS "keyId", server_id AS "serverId",
  state, opened_at AS "openedAt", ended_at AS "endedAt", tool_calls AS "toolCalls", tool_calls_max AS "toolCallsMax",
  events, submit_key AS "submitKey", submit_hash AS "submitHash", verdict`;

export interface EpisodeFilter {
  keyId?: string | undefined;
  task?: string | undefined;
  group?: string | undefined;
  solver?: string | undefined;
  state?: EpisodeState | undefined;
  /** An id: those before it in time. */
  before?: string | undefined;
  limit: number;
}

export async function readEpisode(connection: Connection, id: string): Promise<StoredEpisode | null> {
  return connection.run((sql) => readEpisodeRow(sql, id));
}

export async function readEpisodeRow(sql: Sql, id: string): Promise<StoredEpisode | null> {
  const { rows } = await sql.$client.query<StoredEpisode>(
    `SELECT ${columns} FROM touchstone.episodes WHERE id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** Those of the ids that there are. */
export async function readEpisodesById(
  connection: Connection,
  ids: readonly string[],
): Promise<StoredEpisode[]> {
  const { rows } = await connection.run((sql) =>
    sql.$client.query<StoredEpisode>(`SELECT ${columns} FROM touchstone.episodes WHERE id = ANY($1)`, [ids]),
  );
  return rows;
}

export async function listEpisodes(connection: Connection, filter: EpisodeFilter): Promise<StoredEpisode[]> {
  const { keyId, task, group, solver, state, before, limit } = filter;
  const wanted: [string, string | undefined][] = [
    ['key_id =', keyId],
    ['task_id =', task],
    ['group_id =', group],
    ['solver =', solver],
    ['state =', state],
    ['id <', before],
  ];
  const given = wanted.filter(([, value]) => value !== undefined);
  const where = given.map(([condition], index) => `${condition} $${index + 2}`).join(' AND ');
  const { rows } = await connection.run((sql) =>
    sql.$client.query<StoredEpisode>(
      `SELECT ${columns} FROM touchstone.episodes ${where && `WHERE ${where}`} ORDER BY id DESC LIMIT $1`,
      [Math.min(limit, pageRowsMax), ...given.map(([, value]) => value)],
    ),
  );
  return rows;
}
