/** Test and bench only: serving over a corpus of real drafts, and an agent that knows the answers. */
import { readSecrets, type Database } from '@touchstone/db';
import type { Json, Submission, TaskId } from '@touchstone/contracts';
import type { ApiVerdict } from '@touchstone/contracts/api';
import type { Parts } from '../../src/compose.ts';
import type { Caller } from '../../src/serve/house.ts';
import { driverOrReason } from './driver-or-reason.ts';
import { openServing, type Serving, type ServingOptions } from '../../src/serve/open-serving.ts';

export const trainer: Caller = { id: 'key_000000000001', role: 'trainer', episodesMax: 1_000 };
export const otherTrainer: Caller = { id: 'key_000000000002', role: 'trainer', episodesMax: 1_000 };
export const curator: Caller = { id: 'key_000000000003', role: 'curator', episodesMax: 1_000 };

/** Every turn at once: fairness has tests of its own. */
const freeTurns = { enter: () => Promise.resolve({ [Symbol.dispose]() {} }) };

export function serve(parts: Parts, options: Partial<ServingOptions> = {}): Promise<Serving> {
  return openServing(parts, { driver: 'auto', turns: freeTurns, ...options });
}

export async function rightSubmission({ verify }: Database, task: TaskId): Promise<Submission> {
  const [secret] = await readSecrets(verify, [task]);
  if (secret === undefined) throw new Error(`no secret half of ${task}`);
  const { verifier, trials } = secret;
  const [right] = trials.right;
  if (right !== undefined) return right;
  // Without citations, what is expected is itself an answer.
  if (verifier.executor === 'typed-answer') return { kind: 'answer', answer: verifier.expected };
  throw new Error(`${task} has no right trial`);
}

/** Does what the right submission does, and hands it in. */
export async function solve(
  { house }: Serving,
  episode: string,
  right: Submission,
  caller: Caller = trainer,
): Promise<ApiVerdict> {
  if (right.kind === 'state') for (const call of right.calls) await house.call(episode, call, caller, null);
  return house.submit(episode, answerOf(right), caller, `submit ${episode}`);
}

export function answerOf(right: Submission): Json {
  return right.kind === 'tree' ? null : right.answer;
}

/** One whose sandboxes are processes below this one, so that a test can kill them. */
export async function killableDriver(): Promise<'bwrap' | 'embedded'> {
  const driver = await driverOrReason('bwrap');
  if (typeof driver === 'string') return 'embedded';
  await driver[Symbol.asyncDispose]();
  return 'bwrap';
}
