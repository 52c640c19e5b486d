/**
 * Episodes, verdicts and outcomes on the wire. A verdict that abstains has `reward: null, masked: true` and a fault; nothing
 * on our side ever makes it a number.
 */
import { z } from 'zod';
import { categorySchema } from '../category.ts';
import { toolSchema } from '../environment.ts';
import { jsonObjectSchema, jsonSchema } from '../json.ts';
import { splitSchema } from '../source.ts';
import { submissionSchema } from '../submission.ts';
import { taskIdSchema, taskPublicSchema } from '../task.ts';
import { boundaries } from '../errors.ts';
import { queryCharactersMax } from './query.ts';

export const episodeIdSchema = z.string().regex(/^episode_[0-9a-f]{32}$/);

/** Which task to draw where none is named. Draw *i* under `randomSeed` is a function of both and of the corpus then. */
export const samplerSchema = z.strictObject({
  q: z.string().max(queryCharactersMax).default(''),
  category: categorySchema.optional(),
  split: splitSchema.default('train'),
  /** Posterior mean of the pass rate lies in this band; tasks without attempts count as 0.5. */
  passRate: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]).optional(),
  /** `curriculum` prefers p(1-p) of the named solver's posterior; `uniform` treats all alike. */
  order: z.enum(['uniform', 'curriculum']).default('uniform'),
  randomSeed: z.number().int().nonnegative().default(0),
  draw: z.number().int().nonnegative().default(0),
});

export const episodeBudgetSchema = z.strictObject({
  /** Tightens the task's own, never loosens it. */
  toolCallsMax: z.number().int().positive().optional(),
  /** From opening to submission. */
  secondsMax: z.number().positive().max(86_400).optional(),
  /** Of all tool results together. */
  resultBytesMax: z.number().int().positive().optional(),
  /** Without a call or a submission, the episode ends abstained. */
  idleSecondsMax: z.number().positive().max(7_200).optional(),
});

export const openEpisodesRequestSchema = z.strictObject({
  task: taskIdSchema.optional(),
  sampler: samplerSchema.optional(),
  /** Episodes of the one task. */
  n: z.number().int().min(1).max(64).default(1),
  /** Who attempts, for example a model's name and revision; pass counts are kept by it. */
  solver: z.string().min(1).max(200),
  budget: episodeBudgetSchema.default({}),
  /** Pins the corpus, for example `reasoning@1.2.0`: other tasks are refused. */
  release: z.string().max(200).optional(),
});

export const episodeStates = ['open', 'verifying', 'accepted', 'rejected', 'abstained', 'cancelled'] as const;

export const apiVerdictSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.enum(['accepted', 'rejected']),
    reward: z.number().min(0).max(1),
    masked: z.literal(false),
    fault: z.null(),
    /** What decided a rejection: a criterion's id, `malformed`, or a limit exceeded twice; null when accepted. */
    reason: z.string().nullable(),
    /** Criteria and whether each was met. What was expected is not said. */
    checks: z.array(z.strictObject({ id: z.string(), met: z.boolean().nullable() })),
    verifier: z.string(),
  }),
  z.strictObject({
    outcome: z.literal('abstained'),
    reward: z.null(),
    masked: z.literal(true),
    fault: z.strictObject({
      code: z.string(),
      boundary: z.enum(boundaries),
      message: z.string(),
      /** Whether a new attempt may well be judged. */
      retryable: z.boolean(),
    }),
    reason: z.null(),
    checks: z.tuple([]),
    verifier: z.string().nullable(),
  }),
]);
export type ApiVerdict = z.infer<typeof apiVerdictSchema>;

/** A tool as OpenAI-compatible endpoints take it. */
const functionToolSchema = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({ name: z.string(), description: z.string(), parameters: jsonObjectSchema }),
});

export const episodeSummarySchema = z.strictObject({
  id: episodeIdSchema,
  group: z.string(),
  task: taskIdSchema,
  solver: z.string(),
  state: z.enum(episodeStates),
  openedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  toolCalls: z.number().int().nonnegative(),
  toolCallsMax: z.number().int().positive(),
  events: z.number().int().nonnegative(),
  verdict: apiVerdictSchema.nullable(),
});
export type EpisodeSummary = z.infer<typeof episodeSummarySchema>;

/** Newest first. `after` is the `next` of the page before. */
export const episodeListRequestSchema = z.strictObject({
  task: taskIdSchema.optional(),
  group: z.string().max(64).optional(),
  solver: z.string().max(200).optional(),
  state: z.enum(episodeStates).optional(),
  after: episodeIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const episodePageSchema = z.strictObject({
  episodes: z.array(episodeSummarySchema),
  next: episodeIdSchema.nullable(),
});

export const openEpisodesResponseSchema = z.strictObject({
  group: z.string(),
  task: z.strictObject({ id: taskIdSchema, public: taskPublicSchema }),
  /** As MCP lists them. */
  tools: z.array(toolSchema),
  functions: z.array(functionToolSchema),
  episodes: z.array(
    z.strictObject({
      id: episodeIdSchema,
      /** MCP by streamable HTTP, relative to the server. */
      mcp: z.string(),
      expiresAt: z.iso.datetime(),
    }),
  ),
});

export const callRequestSchema = z.strictObject({ tool: z.string().max(64), arguments: jsonObjectSchema });
export const callResponseSchema = z.strictObject({
  text: z.string(),
  isError: z.boolean(),
  toolCallsLeft: z.number().int().nonnegative(),
});

/** `answer` where the task asks for one; tree and state tasks hand in what the calls have done. */
export const submitRequestSchema = z.strictObject({ answer: jsonSchema.default(null) });

/** Events of a transcript in order; the body of a large one is asked for by itself. */
export const transcriptEventSchema = z.strictObject({
  index: z.number().int().nonnegative(),
  type: z.enum(['message', 'tool-called', 'submitted', 'verdict']),
  /** First line, for outlines. */
  title: z.string(),
  isError: z.boolean(),
  bytes: z.number().int().nonnegative(),
  at: z.iso.datetime(),
  /** Null in outlines. */
  body: jsonSchema,
});

/** Positions `from` up to but not including `to`. Bodies above 64 kB come when asked for alone. */
export const transcriptRequestSchema = z.strictObject({
  from: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
  to: z.coerce.number().int().min(0).max(2_000_000_000).default(1_000),
  bodies: z.enum(['true', 'false']).default('false'),
});
export const transcriptAddedSchema = z.strictObject({ events: z.number().int().nonnegative() });

export const transcriptPageSchema = z.strictObject({
  events: z.array(transcriptEventSchema),
  total: z.number().int().nonnegative(),
});

/** What only the trainer has: its messages and the tokens it sampled. Lists of one chunk are of equal length. */
export const transcriptChunkSchema = z.strictObject({
  messages: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), text: z.string() })).default([]),
  tokens: z
    .strictObject({
      ids: z.array(z.number().int().nonnegative()),
      logProbabilities: z.array(z.number()).nullable(),
      mask: z.array(z.boolean()),
    })
    .nullable()
    .default(null),
});

export const verifyItemSchema = z.strictObject({ task: taskIdSchema, submission: submissionSchema });
/** In the order of the items. */
export const verifyRequestSchema = z.strictObject({
  items: z.array(verifyItemSchema).min(1).max(256),
  solver: z.string().max(200).optional(),
});
export const verifyResponseSchema = z.strictObject({ verdicts: z.array(apiVerdictSchema) });

/** Pass counts of attempts made elsewhere. */
export const outcomesRequestSchema = z.strictObject({
  outcomes: z
    .array(
      z.strictObject({
        task: taskIdSchema,
        solver: z.string().min(1).max(200),
        attempts: z.number().int().positive().max(100_000),
        passed: z.number().int().nonnegative(),
      }),
    )
    .min(1)
    .max(1_000),
});
/** Beta(1 + passed, 1 + failed) of a task and solver. */
export const posteriorSchema = z.strictObject({
  task: taskIdSchema,
  solver: z.string(),
  attempts: z.number().int().nonnegative(),
  passed: z.number().int().nonnegative(),
  mean: z.number(),
  low: z.number(),
  high: z.number(),
});

export const posteriorListRequestSchema = z.strictObject({
  task: taskIdSchema.optional(),
  solver: z.string().max(200).optional(),
});
export const posteriorListSchema = z.strictObject({ outcomes: z.array(posteriorSchema) });
