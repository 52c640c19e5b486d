/** What an attempt hands in. */
import { z } from 'zod';
import { jsonObjectSchema, jsonSchema } from './json.ts';

export const toolCallSchema = z.strictObject({ tool: z.string(), arguments: jsonObjectSchema });
export type ToolCall = z.infer<typeof toolCallSchema>;

export const submissionSchema = z.discriminatedUnion('kind', [
  /** A value: typed answers, plans, text with citations. */
  z.strictObject({ kind: z.literal('answer'), answer: jsonSchema }),
  /**
   * The state reached, as the log of calls that reached it, in order. Verification replays the log on a fresh copy of
   * the world, so a state that no call produced cannot be handed in.
   */
  z.strictObject({ kind: z.literal('state'), calls: z.array(toolCallSchema), answer: jsonSchema }),
  /** A changed tree of files, as a unified diff against the environment's files (`tree.ts`). */
  z.strictObject({ kind: z.literal('tree'), patch: z.string() }),
]);
export type Submission = z.infer<typeof submissionSchema>;
export type SubmissionKind = Submission['kind'];
