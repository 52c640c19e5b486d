/** Records newly opened episodes, together with the answer to the request that opened them. Twice is once. */
import type { Connection } from '../connection.ts';
import type { NewEpisode } from '../episode-types.ts';
import { episodes } from '../schema/episodes.ts';
import { storeAnswer, type RequestName } from './idempotent-request.ts';

export async function insertEpisodes(
  serve: Connection,
  opened: readonly NewEpisode[],
  request: { name: RequestName; answer: string } | null,
): Promise<void> {
  await serve.transaction(async (sql) => {
    await sql
      .insert(episodes)
      .values(opened.map((episode) => ({ ...episode, state: 'open' as const })))
      .onConflictDoNothing();
    if (request !== null) await storeAnswer(sql, request.name, request.answer);
  });
}
