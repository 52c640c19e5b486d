/**
 * Verdicts without an episode, many at once: submissions to one task are judged together, so that those that are data share
 * a verifier's process. With a solver's name they count as its attempts, once.
 */
import { hashJson, type Json, type Verdict } from '@touchstone/contracts';
import type { ApiVerdict, verifyRequestSchema } from '@touchstone/contracts/api';
import { recordOutcomes, type Database, type Outcome } from '@touchstone/db';
import type { z } from 'zod';
import { apiVerdict } from './api-verdict.ts';
import type { Caller } from './house.ts';
import type { IdempotentRequests } from './idempotent.ts';
import type { Judge } from './judge.ts';
import type { TaskShelf } from './task-shelf.ts';

export type VerifyBatch = z.output<typeof verifyRequestSchema>;

export interface VerifyBatchParts {
  database: Database;
  shelf: TaskShelf;
  judge: Judge;
  requests: IdempotentRequests;
  counted: (task: string) => void;
}

/** In the order of the items. An unknown task refuses the whole batch before anything is judged. */
export async function verifyBatch(
  { database, shelf, judge, requests, counted }: VerifyBatchParts,
  { batch, caller, key }: { batch: VerifyBatch; caller: Caller; key: string | null },
): Promise<ApiVerdict[]> {
  const name = key === null ? null : { keyId: caller.id, operation: 'verify', idempotencyKey: key };
  return requests.once(name, hashJson(batch as unknown as Json), {
    async execute(record) {
      const verdicts = await judgeAll({ shelf, judge }, batch, caller);
      const told = verdicts.map(apiVerdict);
      const outcomes = batch.solver === undefined ? [] : outcomesOf(batch, told, batch.solver);
      const answer = record?.(JSON.stringify(told)) ?? null;
      if (outcomes.length > 0 || answer !== null) await recordOutcomes(database.serve, outcomes, answer);
      for (const task of new Set(outcomes.map((outcome) => outcome.task))) counted(task);
      return told;
    },
    replay: (answer) => Promise.resolve(JSON.parse(answer) as ApiVerdict[]),
  });
}

async function judgeAll(
  { shelf, judge }: Pick<VerifyBatchParts, 'shelf' | 'judge'>,
  { items }: VerifyBatch,
  caller: Caller,
): Promise<Verdict[]> {
  const places = new Map<string, number[]>();
  items.forEach(({ task }, index) => places.set(task, [...(places.get(task) ?? []), index]));
  const tasks = await Promise.all([...places.keys()].map((id) => shelf.get(id)));
  const verdicts = new Array<Verdict>(items.length);
  await Promise.all(
    tasks.map(async (task) => {
      const indexes = places.get(task.id) ?? [];
      const submissions = indexes.flatMap((index) => items[index]?.submission ?? []);
      const judged = await judge.judge(task, submissions, caller.id);
      indexes.forEach((index, position) => {
        verdicts[index] = judged[position] as Verdict;
      });
    }),
  );
  return verdicts;
}

function outcomesOf({ items }: VerifyBatch, told: readonly ApiVerdict[], solver: string): Outcome[] {
  return items.flatMap(({ task }, index) => {
    const outcome = told[index]?.outcome;
    if (outcome === undefined || outcome === 'abstained') return [];
    return [{ task, solver, attempts: 1, passed: outcome === 'accepted' ? 1 : 0 }];
  });
}
