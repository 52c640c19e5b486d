/** What curators do, on the wire: decisions, queues with reservations, bulk acts with preview, receipt and undo, the audit log. */
import { z } from 'zod';
import { categorySchema } from '../category.ts';
import { taskIdSchema } from '../task.ts';
import { taskDetailSchema, taskRowSchema } from './corpus.ts';
import { queryCharactersMax, reviewStates, taskStatuses } from './query.ts';

/** `clear` takes a decision back; `retire` takes a task out of circulation, `restore` puts it back. */
export const actKinds = ['approve', 'reject', 'hold', 'clear', 'retire', 'restore'] as const;
export type ActKind = (typeof actKinds)[number];

/** On keys 1 to 9 of the page, in this order. */
export const reasonCodes = [
  'ambiguous',
  'wrong-answer',
  'too-easy',
  'impossible',
  'leaks-answer',
  'unnatural',
  'verifier-too-strict',
  'verifier-too-lax',
  'duplicate',
] as const;

const reasonSchema = z.string().max(2_000).nullable().default(null);

/** On one task. Refused (409 `revision-moved`) where the task has moved on since `revision`. */
export const decisionRequestSchema = z.strictObject({
  act: z.enum(actKinds),
  revision: z.number().int().min(0).max(2_147_483_647),
  reasonCode: z.enum(reasonCodes).nullable().default(null),
  comment: reasonSchema,
});

export const opStates = ['previewed', 'running', 'done', 'undoing', 'undone', 'failed'] as const;

/** A bulk act, from preview to undo: the same object. Acted on is exactly the set that was counted. */
export const opSchema = z.strictObject({
  id: z.string(),
  act: z.enum(actKinds),
  /** Empty for a decision on one task. */
  q: z.string(),
  reason: z.string().nullable(),
  actor: z.string(),
  state: z.enum(opStates),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** Tasks in the frozen set. */
  total: z.number().int().nonnegative(),
  applied: z.number().int().nonnegative(),
  /** Their revision had moved between preview and act, or act and undo. */
  skipped: z.number().int().nonnegative(),
  undone: z.number().int().nonnegative(),
  /** Whether undo is still offered: not undone yet and not in a release. */
  undoable: z.boolean(),
});
export type Op = z.infer<typeof opSchema>;

export const previewRequestSchema = z.strictObject({
  act: z.enum(actKinds),
  q: z.string().max(queryCharactersMax),
  reason: reasonSchema,
});

/** Acts on the set that was previewed. A reason given here takes the place of that of the preview. */
export const applyRequestSchema = z.strictObject({ reason: reasonSchema });

export const previewResponseSchema = z.strictObject({
  op: opSchema,
  byCategory: z.array(z.strictObject({ category: categorySchema, count: z.number().int() })),
  byReview: z.array(z.strictObject({ review: z.enum(reviewStates), count: z.number().int() })),
  byStatus: z.array(z.strictObject({ status: z.enum(taskStatuses), count: z.number().int() })),
  /** Ten at random and the five with the weakest certificates. */
  random: z.array(taskRowSchema),
  weakest: z.array(taskRowSchema),
  /** Already in the state that the act would bring: left out of the set. */
  unchanged: z.number().int().nonnegative(),
});

export const opRowSchema = z.strictObject({
  task: taskIdSchema,
  outcome: z.enum(['pending', 'applied', 'skipped', 'undone', 'undo-skipped']),
  why: z.string().nullable(),
});

/** Saved queries with an order; `risk` first shows what was shown least well. */
export const queueSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  q: z.string(),
  sort: z.string(),
  waiting: z.number().int().nonnegative(),
  reservedByOthers: z.number().int().nonnegative(),
});

/** Reserved for whoever asks, for ten minutes; `count` for prefetching, `skip` for those put to the end of one's own queue. */
export const reservationRequestSchema = z.strictObject({
  count: z.number().int().min(1).max(10).default(4),
  skip: z.array(taskIdSchema).max(500).default([]),
});
export const reservationResponseSchema = z.strictObject({
  items: z.array(z.strictObject({ detail: taskDetailSchema, reservedUntil: z.iso.datetime() })),
  waiting: z.number().int().nonnegative(),
});

export const auditEntrySchema = z.strictObject({
  id: z.number().int(),
  at: z.iso.datetime(),
  actor: z.string(),
  /** For example `decision`, `bulk`, `undo`, `key-made`, `run-paused`. */
  act: z.string(),
  task: taskIdSchema.nullable(),
  op: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.string(),
});
