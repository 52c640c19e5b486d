/** Runs and yields on the wire. */
import { z } from 'zod';
import { categorySchema } from '../category.ts';

export const runStates = ['running', 'paused', 'stopped', 'done', 'incomplete'] as const;

const countsSchema = z.strictObject({
  drafted: z.number().int().nonnegative(),
  certified: z.number().int().nonnegative(),
  published: z.number().int().nonnegative(),
  refused: z.number().int().nonnegative(),
  parked: z.number().int().nonnegative(),
  surplus: z.number().int().nonnegative(),
});

export const runSummarySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  startedAt: z.iso.datetime(),
  state: z.enum(runStates),
  quota: z.number().int().nonnegative(),
  counts: countsSchema,
  sandboxRuns: z.number().int().nonnegative(),
  cpuSeconds: z.number().nonnegative(),
  costUsd: z.number().nonnegative(),
  /** Seconds left at the pace of the last items; null under twenty published. */
  secondsLeft: z.number().nonnegative().nullable(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** The curator's: families are secret beside a task, not beside a run. */
export const runDetailSchema = z.strictObject({
  run: runSummarySchema,
  families: z.array(
    z.strictObject({
      family: z.string(),
      category: categorySchema,
      quota: z.number().int(),
      nextItem: z.number().int(),
      counts: countsSchema,
      cpuSeconds: z.number(),
    }),
  ),
  /** Most frequent first. */
  faults: z.array(
    z.strictObject({
      gate: z.string().nullable(),
      code: z.string(),
      count: z.number().int(),
      example: z.string(),
    }),
  ),
  jobs: z.strictObject({ waiting: z.number().int(), active: z.number().int(), failed: z.number().int() }),
});

/** An event of a run as server-sent events carry it; `id` is the SSE id to resume from. */
export const runEventSchema = z.strictObject({
  id: z.number().int(),
  at: z.iso.datetime(),
  run: z.string(),
  family: z.string(),
  item: z.number().int(),
  status: z.enum(['certified', 'published', 'refused', 'parked', 'surplus']),
  gate: z.string().nullable(),
  code: z.string(),
  reason: z.string(),
  task: z.string().nullable(),
});

/** A step of the way from item to published task. Each step holds at most what the one before held. */
export const yieldsSchema = z.strictObject({
  steps: z.array(
    z.strictObject({
      step: z.string(),
      title: z.string(),
      count: z.number().int().nonnegative(),
      lost: z.number().int().nonnegative(),
      cpuSeconds: z.number().nonnegative(),
      reasons: z.array(z.strictObject({ code: z.string(), count: z.number().int(), example: z.string() })),
    }),
  ),
  /** Parked for faults of our own: beside the funnel, not in it. */
  parked: z.number().int().nonnegative(),
  cpuSecondsPerTask: z.number().nullable(),
  costUsdPerTask: z.number().nullable(),
  tasksPerHour: z.number().nullable(),
});
