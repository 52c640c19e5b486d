/** A range of a transcript; without bodies it is an outline. */
import type { Connection } from '../connection.ts';
import type { EpisodeEvent } from '../episode-types.ts';
import { eventsPageMax } from '../limits.ts';

export type StoredEvent = Omit<EpisodeEvent, 'body' | 'requestKey'> & { bytes: number; body: string | null };

/** Positions `from` up to but not including `to`, at most `eventsPageMax` of them. Bodies above `bodyBytesMax` are null. */
export async function readEvents(
  connection: Connection,
  { episode, from, to, bodyBytesMax }: { episode: string; from: number; to: number; bodyBytesMax: number },
): Promise<StoredEvent[]> {
  const body = bodyBytesMax > 0 ? 'CASE WHEN bytes <= $4 THEN body END' : 'NULL::text';
  const { rows } = await connection.run((sql) =>
    sql.$client.query<StoredEvent>(
      `SELECT episode_id AS "episodeId", index, type, title, is_error AS "isError", at, bytes, ${body} AS body
       FROM touchstone.episode_events WHERE episode_id = $1 AND index >= $2 AND index < $3 ORDER BY index`,
      [episode, from, Math.min(to, from + eventsPageMax), ...(bodyBytesMax > 0 ? [bodyBytesMax] : [])],
    ),
  );
  return rows;
}

/** The event that a request with this key became, and the tool calls up to it. */
export async function readEventOfRequest(
  connection: Connection,
  episode: string,
  requestKey: string,
): Promise<(StoredEvent & { callsUpTo: number }) | null> {
  const { rows } = await connection.run((sql) =>
    sql.$client.query<StoredEvent & { callsUpTo: number }>(
      `SELECT episode_id AS "episodeId", index, type, title, is_error AS "isError", at, bytes, body,
         (SELECT count(*)::int FROM touchstone.episode_events AS earlier
          WHERE earlier.episode_id = event.episode_id AND earlier.index <= event.index AND earlier.type = 'tool-called') AS "callsUpTo"
       FROM touchstone.episode_events AS event WHERE episode_id = $1 AND request_key = $2`,
      [episode, requestKey],
    ),
  );
  return rows[0] ?? null;
}

/** What was handed in, JSON of a `Submission`; null where nothing was. */
export async function readSubmission(connection: Connection, episode: string): Promise<string | null> {
  const { rows } = await connection.run((sql) =>
    sql.$client.query<{ body: string }>(
      `SELECT body FROM touchstone.episode_events WHERE episode_id = $1 AND type = 'submitted' ORDER BY index LIMIT 1`,
      [episode],
    ),
  );
  return rows[0]?.body ?? null;
}
