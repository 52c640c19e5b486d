/** How strictly drafts are proven. Part of a certificate's key. */
import { gateIdSchema } from '@touchstone/contracts';
import { z } from 'zod';

export const gateSettingsSchema = z.strictObject({
  /** How often the reference must pass, of as many. */
  referenceRuns: z.number().int().min(1).max(10).default(3),
  /** Gates that may stay `not-measured`; any other gate that is not measured refuses. */
  mayBeNotMeasured: z.array(gateIdSchema).default(['not-remembered', 'teaches']),
  /** Highest probability that a lazy, well-formed answer passes (QUALITY 8, probe 56). */
  chanceMax: z.number().min(0).max(1).default(0.05),
  /** Sandboxes that one certification may open. */
  sandboxRunsMax: z.number().int().min(5).default(25),
  /** Answers of other tasks tried, of those handed in. */
  siblingsMax: z.number().int().nonnegative().default(10),
  /** Generic mutants of the right answer tried. */
  mutantsMax: z.number().int().nonnegative().default(24),
});
export type GateSettings = z.infer<typeof gateSettingsSchema>;

/** The documented defaults. */
export const defaultGateSettings: GateSettings = gateSettingsSchema.parse({});
