/**
 * Appends to transcripts: many episodes in one statement. Positions are given by whoever holds the episode, so that an
 * append that is repeated after a lost connection changes nothing.
 */
import type { Connection, Sql } from '../connection.ts';
import type { EpisodeEvent } from '../episode-types.ts';

export interface EpisodeProgress {
  id: string;
  events: number;
  toolCalls: number;
}

export async function appendEvents(
  serve: Connection,
  events: readonly EpisodeEvent[],
  progress: readonly EpisodeProgress[],
): Promise<void> {
  await serve.transaction(async (sql) => {
    await insertEvents(sql, events);
    // In the order of ids, so that two such statements cannot wait for each other.
    await sql.$client.query(
      `WITH wanted AS (
         SELECT id FROM touchstone.episodes WHERE id = ANY($1) ORDER BY id FOR UPDATE
       )
       UPDATE touchstone.episodes AS episode
       SET events = greatest(episode.events, now.events), tool_calls = greatest(episode.tool_calls, now.calls)
       FROM unnest($1::text[], $2::int[], $3::int[]) AS now (id, events, calls)
       WHERE episode.id = now.id AND episode.id IN (SELECT id FROM wanted)`,
      [
        progress.map(({ id }) => id),
        progress.map((each) => each.events),
        progress.map((each) => each.toolCalls),
      ],
    );
  });
}

export async function insertEvents(sql: Sql, events: readonly EpisodeEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql.$client.query(
    `INSERT INTO touchstone.episode_events
         (episode_id, index, type, title, is_error, at, request_key, body, bytes)
       SELECT row.*, octet_length(row.body)
       FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::bool[], $6::timestamptz[], $7::text[], $8::text[])
         AS row (episode_id, index, type, title, is_error, at, request_key, body)
       ON CONFLICT (episode_id, index) DO NOTHING`,
    [
      events.map(({ episodeId }) => episodeId),
      events.map(({ index }) => index),
      events.map(({ type }) => type),
      events.map(({ title }) => title),
      events.map(({ isError }) => isError),
      events.map(({ at }) => at.toISOString()),
      events.map(({ requestKey }) => requestKey),
      events.map(({ body }) => body),
    ],
  );
}
