/** Episodes as this room keeps them. */
import type { TaskId } from '@touchstone/contracts';

export type EpisodeState = 'open' | 'verifying' | 'accepted' | 'rejected' | 'abstained' | 'cancelled';

export interface NewEpisode {
  id: string;
  groupId: string;
  taskId: TaskId;
  solver: string;
  /** Of the API key whose episode it is. */
  keyId: string;
  serverId: string;
  openedAt: Date;
  toolCallsMax: number;
}

export interface StoredEpisode extends NewEpisode {
  state: EpisodeState;
  endedAt: Date | null;
  toolCalls: number;
  events: number;
  submitKey: string | null;
  submitHash: string | null;
  /** JSON, as told. */
  verdict: string | null;
}

export interface EpisodeEvent {
  episodeId: string;
  index: number;
  type: 'message' | 'tool-called' | 'submitted' | 'verdict';
  title: string;
  isError: boolean;
  at: Date;
  requestKey: string | null;
  /** JSON. */
  body: string;
}

/** How an episode ends, once. */
export interface EpisodeEnding {
  id: string;
  serverId: string;
  state: Exclude<EpisodeState, 'open' | 'verifying'>;
  endedAt: Date;
  toolCalls: number;
  /** Events in all, the last of them included. */
  events: number;
  /** JSON, as told. */
  verdict: string;
  /** What is not yet stored, in order. */
  lastEvents: readonly EpisodeEvent[];
  /** Of the submission; null where there was none, or it came without a key. */
  submitKey: string | null;
  submitHash: string | null;
}

/** Attempts that ended with a reward. */
export interface Outcome {
  task: TaskId;
  solver: string;
  attempts: number;
  passed: number;
}
