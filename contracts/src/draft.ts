/** A task not yet proven, with the bytes it refers to. */
import type { Hash } from './hash.ts';
import { taskId, type TaskId, type TaskPublic, type TaskSecret } from './task.ts';

export interface Draft {
  task: TaskPublic;
  secret: TaskSecret;
  /** Every blob that the task names. */
  blobs: ReadonlyMap<Hash, Uint8Array>;
}

/** Why a draft was not made; an expected outcome. */
export interface Refusal {
  refused: true;
  /** Kebab-case, counted in summaries. */
  code: string;
  reason: string;
}

export function refusal(code: string, reason: string): Refusal {
  return { refused: true, code, reason };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

export function draftId(draft: Draft): TaskId {
  return taskId(draft.task, draft.secret);
}
