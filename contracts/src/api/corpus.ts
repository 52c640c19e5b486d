/** The corpus on the wire: rows, facets, one task. The secret half is a curator's and has a schema of its own. */
import { z } from 'zod';
import { categorySchema } from '../category.ts';
import { certificateSchema, gateIdSchema, gateOutcomeSchema } from '../certificate.ts';
import { splitSchema } from '../source.ts';
import { jsonObjectSchema } from '../json.ts';
import { taskIdSchema, taskPublicSchema, taskSecretSchema } from '../task.ts';
import { queryCharactersMax, reviewStates, taskStatuses } from './query.ts';
import { certificateStripSchema } from './strip.ts';

export const pageRowsMax = 500;

/** `risk`: the weaker of the two bounds. Those not measured count as 1. `newest` is the latest first. */
export const taskSorts = ['id', 'newest', 'far', 'frr', 'risk', 'cost', 'passrate', 'reviewed'] as const;

/** A query by the language of `query.ts`; `after` is the `next` of the page before, for the same `q` and `sort`. */
export const taskListRequestSchema = z.object({
  q: z.string().max(queryCharactersMax).default(''),
  /** `-far` sorts downwards. Ties are broken by id. */
  sort: z
    .string()
    .regex(new RegExp(`^-?(${taskSorts.join('|')})$`))
    .default('id'),
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(pageRowsMax).default(100),
});

/** What changes about a task. `revision` rises with every act on it; an act names the one it has seen. */
export const taskStateSchema = z.strictObject({
  revision: z.number().int().nonnegative(),
  status: z.enum(taskStatuses),
  review: z.enum(reviewStates),
  reviewedBy: z.string().nullable(),
  reviewedAt: z.iso.datetime().nullable(),
  /** Reason code or words of the last decision. */
  reason: z.string().nullable(),
  attempts: z.number().int().nonnegative(),
  passed: z.number().int().nonnegative(),
});

export const taskRowSchema = z.strictObject({
  id: taskIdSchema,
  category: categorySchema,
  split: splitSchema,
  language: z.string(),
  licence: z.string(),
  preview: z.string(),
  publishedAt: z.iso.datetime(),
  state: taskStateSchema,
  stale: z.boolean(),
  /** Of the certificate of the strongest isolation. */
  driver: z.string(),
  gates: z.partialRecord(gateIdSchema, gateOutcomeSchema),
  /** Upper bounds; null where there were no trials. */
  falseAcceptHigh: z.number().nullable(),
  falseRejectHigh: z.number().nullable(),
  sandboxRuns: z.number().int().nonnegative(),
  cpuSeconds: z.number().nonnegative(),
});
export type TaskRow = z.infer<typeof taskRowSchema>;

export const taskPageSchema = z.strictObject({
  tasks: z.array(taskRowSchema),
  next: z.string().nullable(),
});

/** Counts of text searches stop at a cap; ask with `exact=true` for all. */
export const countSchema = z.strictObject({ count: z.number().int().nonnegative(), atLeast: z.boolean() });

export const facetsSchema = z.strictObject({
  total: countSchema,
  /** Each facet counts under the other terms of the query, not under its own. */
  facets: z.array(
    z.strictObject({
      field: z.string(),
      values: z.array(z.strictObject({ value: z.string(), count: z.number().int().nonnegative() })),
    }),
  ),
});

export const taskDetailSchema = z.strictObject({
  id: taskIdSchema,
  split: splitSchema,
  publishedAt: z.iso.datetime(),
  state: taskStateSchema,
  task: taskPublicSchema,
  strip: certificateStripSchema,
});
export type TaskDetail = z.infer<typeof taskDetailSchema>;

/** Every current certificate, whole: it may quote submissions, so it is a curator's. */
export const certificatesSchema = z.strictObject({
  certificates: z.array(z.strictObject({ strip: certificateStripSchema, certificate: certificateSchema })),
});

export const taskSecretResponseSchema = z.strictObject({ id: taskIdSchema, secret: taskSecretSchema });

/** `GET /tasks/{id}/environment/rows`: rows `from` and on of one table, or of every table. */
export const environmentRowsRequestSchema = z.object({
  table: z.string().max(100).optional(),
  from: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(pageRowsMax).default(50),
});

/** A world as an attempt finds it. Documents are answered as `webDocumentSchema`, files as their bytes. */
export const environmentRowsSchema = z.strictObject({
  tables: z.array(
    z.strictObject({
      name: z.string(),
      /** Its `CREATE TABLE` statement. */
      create: z.string(),
      /** Rows in all. */
      count: z.number().int().nonnegative(),
      rows: z.array(jsonObjectSchema),
    }),
  ),
});
