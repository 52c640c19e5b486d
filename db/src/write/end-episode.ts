/** The end of an episode: verdict, last events and the count of its outcome in one transaction, once. */
import type { Connection, Sql } from '../connection.ts';
import type { EpisodeEnding, EpisodeEvent, Outcome, StoredEpisode } from '../episode-types.ts';
import { readEpisodeRow } from '../read/read-episodes.ts';
import { insertEvents } from './append-events.ts';
import { addOutcomes } from './add-outcomes.ts';

/** Without a verdict of a verifier: cancelled, or abstained. Returns the episode as it is stored now. */
export function endEpisode(serve: Connection, ending: EpisodeEnding): Promise<StoredEpisode | null> {
  return serve.transaction((sql) => end(sql, ending));
}

/** With what the verifier said in full. An episode that somebody has ended before keeps that end; it is returned. */
export function recordVerdict(
  verify: Connection<'verify'>,
  ending: EpisodeEnding,
  { document, outcome }: { document: string; outcome: Outcome | null },
): Promise<StoredEpisode | null> {
  return verify.transaction((sql) =>
    end(sql, ending, async () => {
      await sql.$client.query(
        `INSERT INTO touchstone.verdicts (episode_id, document) VALUES ($1, $2)
         ON CONFLICT (episode_id) DO UPDATE SET document = excluded.document, given_at = now()`,
        [ending.id, document],
      );
      if (outcome !== null) await addOutcomes(sql, [outcome]);
    }),
  );
}

async function end(
  sql: Sql,
  ending: EpisodeEnding,
  withIt: () => Promise<void> = () => Promise.resolve(),
): Promise<StoredEpisode | null> {
  const { rowCount } = await sql.$client.query(
    `UPDATE touchstone.episodes SET state = $3, ended_at = $4, tool_calls = $5, events = $6, verdict = $7,
       submit_key = coalesce(submit_key, $8), submit_hash = coalesce(submit_hash, $9)
     WHERE id = $1 AND server_id = $2 AND ended_at IS NULL`,
    [
      ending.id,
      ending.serverId,
      ending.state,
      ending.endedAt,
      ending.toolCalls,
      ending.events,
      ending.verdict,
      ending.submitKey,
      ending.submitHash,
    ],
  );
  if (rowCount === 1) {
    await insertEvents(sql, ending.lastEvents);
    await withIt();
  }
  return readEpisodeRow(sql, ending.id);
}

/** The submission is in: from now on a verdict is looked for. */
export async function markSubmitted(
  serve: Connection,
  submitted: { serverId: string; submitKey: string | null; submitHash: string; event: EpisodeEvent },
): Promise<void> {
  const { serverId, submitKey, submitHash, event } = submitted;
  await serve.transaction(async (sql) => {
    await insertEvents(sql, [event]);
    await sql.$client.query(
      `UPDATE touchstone.episodes SET state = 'verifying', submit_key = $3, submit_hash = $4
       WHERE id = $1 AND server_id = $2 AND ended_at IS NULL`,
      [event.episodeId, serverId, submitKey, submitHash],
    );
  });
}

/** Takes an abandoned episode up again, to judge the submission that it has. False where somebody was quicker. */
export async function reopenForVerdict(
  serve: Connection,
  { id, from, to }: { id: string; from: string; to: string },
): Promise<boolean> {
  const { rowCount } = await serve.run((sql) =>
    sql.$client.query(
      `UPDATE touchstone.episodes SET state = 'verifying', server_id = $3, ended_at = NULL, verdict = NULL
       WHERE id = $1 AND (server_id = $2 AND state = 'abstained' OR server_id = $3 AND state = 'verifying')`,
      [id, from, to],
    ),
  );
  return rowCount === 1;
}
