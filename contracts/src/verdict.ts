/**
 * The outcome of verification. A verdict that abstains has no reward: null and masked, never 0, in the database, the
 * API and every export.
 */
import { z } from 'zod';
import { boundaries } from './errors.ts';

export const checkSchema = z.strictObject({
  /** Criterion id, or the path inside a typed answer. */
  id: z.string(),
  met: z.boolean().nullable(),
  detail: z.string(),
});
export type Check = z.infer<typeof checkSchema>;

const verifierNameSchema = z.strictObject({ executor: z.string(), version: z.number().int() });

export const verdictFaultSchema = z.strictObject({
  code: z.string(),
  boundary: z.enum(boundaries),
  message: z.string(),
});
export type VerdictFault = z.infer<typeof verdictFaultSchema>;

export const verdictSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('accepted'),
    reward: z.number().min(0).max(1),
    masked: z.literal(false),
    checks: z.array(checkSchema),
    verifier: verifierNameSchema,
  }),
  z.strictObject({
    outcome: z.literal('rejected'),
    reward: z.number().min(0).max(1),
    masked: z.literal(false),
    /** What decided: a criterion id, `malformed`, or the limit that the submission exceeded twice. */
    reason: z.string(),
    checks: z.array(checkSchema),
    verifier: verifierNameSchema,
  }),
  z.strictObject({
    outcome: z.literal('abstained'),
    reward: z.null(),
    masked: z.literal(true),
    fault: verdictFaultSchema,
    verifier: verifierNameSchema,
  }),
]);
export type Verdict = z.infer<typeof verdictSchema>;
