/** What a trainer adds to an episode: its messages and tokens. Twice with one request key is once. */
import type { Connection } from '../connection.ts';
import { insertEvents } from './append-events.ts';

export interface TranscriptChunk {
  episodeId: string;
  requestKey: string;
  at: Date;
  messages: readonly { title: string; body: string }[];
  tokens: { ids: Uint8Array; logProbabilities: Uint8Array | null; mask: Uint8Array } | null;
}

/** For an episode that nobody holds any more. Returns how many events it has then. */
export async function appendTranscript(serve: Connection, chunk: TranscriptChunk): Promise<number> {
  return serve.transaction(async (sql) => {
    const { rows } = await sql.$client.query<{ events: number }>(
      'SELECT events FROM touchstone.episodes WHERE id = $1 FOR UPDATE',
      [chunk.episodeId],
    );
    const events = rows[0]?.events ?? 0;
    const before = await sql.$client.query(
      'SELECT 1 FROM touchstone.episode_events WHERE episode_id = $1 AND request_key = $2',
      [chunk.episodeId, `${chunk.requestKey}/0`],
    );
    if (before.rowCount !== 0 || chunk.messages.length === 0) return events;
    const { episodeId, requestKey, at, messages } = chunk;
    await insertEvents(
      sql,
      messages.map((message, position) => ({
        episodeId,
        index: events + position,
        type: 'message',
        isError: false,
        at,
        requestKey: `${requestKey}/${position}`,
        ...message,
      })),
    );
    await sql.$client.query('UPDATE touchstone.episodes SET events = $2 WHERE id = $1', [
      episodeId,
      events + messages.length,
    ]);
    return events + messages.length;
  });
}

export async function appendTokens(
  serve: Connection,
  chunk: Pick<TranscriptChunk, 'episodeId' | 'requestKey'> & {
    tokens: NonNullable<TranscriptChunk['tokens']>;
  },
): Promise<void> {
  const { episodeId, requestKey, tokens } = chunk;
  await serve.transaction(async (sql) => {
    // The row is locked, so that two chunks do not take one number.
    await sql.$client.query('SELECT 1 FROM touchstone.episodes WHERE id = $1 FOR UPDATE', [episodeId]);
    await sql.$client.query(
      `INSERT INTO touchstone.episode_tokens (episode_id, chunk, ids, log_probabilities, mask, request_key)
       SELECT $1, coalesce(max(chunk) + 1, 0), $2, $3, $4, $5 FROM touchstone.episode_tokens WHERE episode_id = $1
       ON CONFLICT (episode_id, request_key) WHERE request_key IS NOT NULL DO NOTHING`,
      [episodeId, tokens.ids, tokens.logProbabilities, tokens.mask, requestKey],
    );
  });
}
