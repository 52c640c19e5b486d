/**
 * Processes that serve episodes say that they live. An episode whose server is gone has ended without a verdict of its
 * own: whoever looks next ends it abstained. Times are the database's, so that clocks of machines need not agree.
 */
import type { Connection } from '../connection.ts';
import { serverLeaseSeconds } from '../limits.ts';

export interface ServerIdentity {
  id: string;
  place: string;
  processId: number;
  processStart: string;
}

export async function registerServer(serve: Connection, server: ServerIdentity): Promise<void> {
  await serve.run((sql) =>
    sql.$client.query(
      `INSERT INTO touchstone.servers (id, place, process_id, process_start) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO NOTHING`,
      [server.id, server.place, server.processId, server.processStart],
    ),
  );
}

/** False where somebody took this server for gone, and has ended its episodes. */
export async function renewServer(serve: Connection, id: string): Promise<boolean> {
  const { rowCount } = await serve.run((sql) =>
    sql.$client.query('UPDATE touchstone.servers SET seen_at = now() WHERE id = $1 AND ended_at IS NULL', [
      id,
    ]),
  );
  return rowCount === 1;
}

/** Whether it has ended, by its own word or by that of whoever saw that it is gone. */
export async function hasServerEnded(serve: Connection, id: string): Promise<boolean> {
  const { rowCount } = await serve.run((sql) =>
    sql.$client.query('SELECT 1 FROM touchstone.servers WHERE id = $1 AND ended_at IS NULL', [id]),
  );
  return rowCount === 0;
}

/** Said by the server itself when it stops, or by whoever saw that it is gone. */
export async function endServer(serve: Connection, id: string): Promise<void> {
  await serve.run((sql) =>
    sql.$client.query('UPDATE touchstone.servers SET ended_at = now() WHERE id = $1 AND ended_at IS NULL', [
      id,
    ]),
  );
}

/** Servers that have not ended; `late` ones were not seen for longer than their lease. */
export async function readServers(serve: Connection): Promise<(ServerIdentity & { late: boolean })[]> {
  const { rows } = await serve.run((sql) =>
    sql.$client.query<ServerIdentity & { late: boolean }>(
      `SELECT id, place, process_id AS "processId", process_start AS "processStart",
              seen_at < now() - make_interval(secs => $1) AS late
       FROM touchstone.servers WHERE ended_at IS NULL`,
      [serverLeaseSeconds],
    ),
  );
  return rows;
}

/** Ends what gone servers left open, with this verdict, which abstains. Returns the ids. */
export async function endLostEpisodes(serve: Connection, verdict: string): Promise<string[]> {
  return serve.transaction(async (sql) => {
    const { rows } = await sql.$client.query<{ id: string }>(
      `UPDATE touchstone.episodes AS episode
       SET state = 'abstained', ended_at = now(), verdict = $1,
           events = coalesce((SELECT max(index) + 1 FROM touchstone.episode_events WHERE episode_id = episode.id), 0) + 1
       WHERE ended_at IS NULL
         AND server_id IN (SELECT id FROM touchstone.servers WHERE ended_at IS NOT NULL)
       RETURNING id`,
      [verdict],
    );
    const ids = rows.map(({ id }) => id);
    await sql.$client.query(
      `INSERT INTO touchstone.episode_events (episode_id, index, type, title, is_error, at, bytes, body)
       SELECT id, events - 1, 'verdict', 'abstained: server-lost', true, now(), octet_length($2), $2
       FROM touchstone.episodes WHERE id = ANY($1)
       ON CONFLICT DO NOTHING`,
      [ids, verdict],
    );
    return ids;
  });
}
