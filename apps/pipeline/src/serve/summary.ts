/** A stored episode as it is shown. */
import { apiVerdictSchema, type EpisodeSummary } from '@touchstone/contracts/api';
import type { StoredEpisode } from '@touchstone/db';

export function summaryOf(stored: StoredEpisode): EpisodeSummary {
  return {
    id: stored.id,
    group: stored.groupId,
    task: stored.taskId,
    solver: stored.solver,
    state: stored.state,
    openedAt: stored.openedAt.toISOString(),
    endedAt: stored.endedAt?.toISOString() ?? null,
    toolCalls: stored.toolCalls,
    toolCallsMax: stored.toolCallsMax,
    events: stored.events,
    verdict: stored.verdict === null ? null : apiVerdictSchema.parse(JSON.parse(stored.verdict)),
  };
}
