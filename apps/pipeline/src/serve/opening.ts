/** What an opening asks for and what it is answered, also when it is asked again. */
import { randomBytes } from 'node:crypto';
import type { TaskId } from '@touchstone/contracts';
import type { openEpisodesRequestSchema, openEpisodesResponseSchema } from '@touchstone/contracts/api';
import type { NewEpisode, StoredTask } from '@touchstone/db';
import type { z } from 'zod';
import { episodeSecondsMax, idleSecondsDefault, resultBytesMaxDefault } from './limits.ts';
import type { Budget } from './live-episode.ts';

export type OpenRequest = z.output<typeof openEpisodesRequestSchema>;
export type Opened = z.infer<typeof openEpisodesResponseSchema>;

/** What is kept of an answer: the rest is the task's. */
export interface StoredOpening {
  group: string;
  task: TaskId;
  ids: { id: string; expiresAt: string }[];
}

export function budgetOf({ budget }: OpenRequest, { task }: StoredTask): Budget {
  return {
    toolCallsMax: Math.min(task.budget.toolCallsMax, budget.toolCallsMax ?? Infinity),
    secondsMax: Math.min(episodeSecondsMax, budget.secondsMax ?? Infinity),
    resultBytesMax: budget.resultBytesMax ?? resultBytesMaxDefault,
    idleSecondsMax: budget.idleSecondsMax ?? idleSecondsDefault,
  };
}

/** When it ends by itself if nothing more comes. */
export function expiry({ record, budget }: { record: NewEpisode; budget: Budget }): string {
  const seconds = Math.min(budget.secondsMax, budget.idleSecondsMax);
  return new Date(record.openedAt.getTime() + seconds * 1000).toISOString();
}

export function openedResponse({ id, task }: StoredTask, { group, ids }: StoredOpening): Opened {
  const { tools } = task.environment;
  return {
    group,
    task: { id, public: task },
    tools,
    functions: tools.map(({ name, description, inputSchema }) => ({
      type: 'function',
      function: { name, description, parameters: inputSchema },
    })),
    episodes: ids.map((each) => ({ ...each, mcp: `/api/v1/episodes/${each.id}/mcp` })),
  };
}

/** 32 hexadecimal digits: the milliseconds since 1970, then 80 random bits. */
export function timeOrdered(at: Date): string {
  return at.getTime().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
}
