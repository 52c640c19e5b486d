/** One attempt by an agent. Token ids, log-probabilities and masks are the trainer's and may be absent. */
import { z } from 'zod';
import { jsonObjectSchema } from './json.ts';
import { submissionSchema } from './submission.ts';
import { taskIdSchema } from './task.ts';
import { verdictSchema } from './verdict.ts';

export const episodeEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('message'), role: z.enum(['user', 'assistant']), text: z.string() }),
  z.strictObject({
    type: z.literal('tool-called'),
    tool: z.string(),
    arguments: jsonObjectSchema,
    result: z.string(),
    isError: z.boolean(),
  }),
  z.strictObject({ type: z.literal('submitted'), submission: submissionSchema }),
]);

export const usageSchema = z.strictObject({
  inputTokens: z.number().int(),
  cachedTokens: z.number().int(),
  outputTokens: z.number().int(),
  costUsd: z.number(),
  sandboxCpuSeconds: z.number(),
});

export const episodeSchema = z.strictObject({
  id: z.string(),
  task: taskIdSchema,
  solver: z.string(),
  events: z.array(episodeEventSchema),
  tokens: z
    .strictObject({
      ids: z.array(z.number().int()),
      logProbabilities: z.array(z.number()),
      mask: z.array(z.boolean()),
    })
    .nullable(),
  usage: usageSchema,
  verdict: verdictSchema.nullable(),
});
export type Episode = z.infer<typeof episodeSchema>;
