/**
 * The certificate strip: what a person must know about a task in ten seconds, as one object made by the server, so that page,
 * command line and export print the same words. Nothing in it is worked out again by whoever shows it.
 */
import { z } from 'zod';
import { gateIdSchema, gateOutcomeSchema, rateSchema } from '../certificate.ts';
import { taskIdSchema } from '../task.ts';

export const stripWords = ['CERTIFIED', 'STALE', 'NOT CERTIFIED', 'PARKED'] as const;

/** A rate with its interval, in words: `0 of 128 wrong answers accepted, at most 2.8 %`; `not measured` without trials. */
const shownRateSchema = z.strictObject({ rate: rateSchema.nullable(), text: z.string() });

export const certificateStripSchema = z.strictObject({
  task: taskIdSchema,
  word: z.enum(stripWords),
  /** Why it is not `CERTIFIED`, one sentence; empty where it is. */
  because: z.string(),
  /** First digits of the certificate's key. */
  digest: z.string(),
  issuedAt: z.iso.datetime(),
  driver: z.string(),
  runtime: z.string(),
  falseAccept: shownRateSchema,
  falseReject: shownRateSchema,
  /** Forged attempts against all tasks with this verifier template. */
  template: z.strictObject({ name: z.string(), rate: rateSchema.nullable(), text: z.string() }),
  /** Every gate, in the fixed order. */
  gates: z.array(
    z.strictObject({
      gate: gateIdSchema,
      outcome: gateOutcomeSchema,
      stale: z.boolean(),
      /** For example `31/31`; null where the gate counts nothing. */
      count: z.string().nullable(),
      reason: z.string(),
    }),
  ),
  /** One sentence: what was shown least well. */
  weakest: z.string(),
  /** Attempts, scripted solvers first, then what trainers reported. `solved` of `attempts`. */
  attempts: z.array(
    z.strictObject({
      solver: z.string(),
      scripted: z.boolean(),
      attempts: z.number().int().nonnegative(),
      solved: z.number().int().nonnegative(),
      /** Scripted only: which way it takes. */
      how: z.string().nullable(),
    }),
  ),
  /** `not measured` or the pass rate of a named model. */
  difficulty: z.string(),
  notTried: z.array(z.string()),
});
export type CertificateStrip = z.infer<typeof certificateStripSchema>;
