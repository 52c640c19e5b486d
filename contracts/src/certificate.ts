/**
 * What was shown about a task, with the evidence and with what was not measured. One certificate is current per task and
 * driver. Its key says under which rules it was made; timings and evidence are its body.
 */
import { z } from 'zod';
import { hashSchema } from './hash.ts';
import { jsonSchema } from './json.ts';
import { realisedRuntimeSchema, weaknessSchema } from './sandbox.ts';
import { taskIdSchema } from './task.ts';

/** In the order in which every surface shows them. */
export const gateIds = [
  'reference-passes',
  'nothing-fails',
  'wrong-fails',
  'right-passes',
  'not-leaked',
  'not-hackable',
  'repeats',
  'needs-its-evidence',
  'not-remembered',
  'teaches',
  'new',
] as const;
export const gateIdSchema = z.enum(gateIds);
export type GateId = z.infer<typeof gateIdSchema>;

export const gateOutcomes = ['passed', 'failed', 'not-applicable', 'not-measured', 'abstained'] as const;
export const gateOutcomeSchema = z.enum(gateOutcomes);
export type GateOutcome = z.infer<typeof gateOutcomeSchema>;

/** A count of one kind of attempt. `asExpected` of `tried` ended as the gate demands. */
export const tallySchema = z.strictObject({
  kind: z.string(),
  tried: z.number().int().nonnegative(),
  asExpected: z.number().int().nonnegative(),
});
export type Tally = z.infer<typeof tallySchema>;

/** Two-sided 95 % Clopper-Pearson interval of a rate, with its counts. */
export const rateSchema = z.strictObject({
  events: z.number().int().nonnegative(),
  trials: z.number().int().nonnegative(),
  low: z.number(),
  high: z.number(),
});
export type Rate = z.infer<typeof rateSchema>;

export const gateAnswerSchema = z.strictObject({
  gate: gateIdSchema,
  version: z.number().int().positive(),
  outcome: gateOutcomeSchema,
  /** One sentence in plain words; for `not-applicable` the rule, for `not-measured` what is missing. */
  reason: z.string(),
  tallies: z.array(tallySchema),
  /** False accepts or false rejects among the tallies, where the gate measures a rate. */
  rate: rateSchema.nullable(),
  /** What a reader may want to see: the first unexpected submission, the notes of each try. */
  notes: z.array(z.string()),
});
export type GateAnswer = z.infer<typeof gateAnswerSchema>;

export const certificateKeySchema = z.strictObject({
  task: taskIdSchema,
  verifier: z.strictObject({ executor: z.string(), version: z.number().int() }),
  runtime: realisedRuntimeSchema,
  /** Hash of the gates' versions and settings. */
  gateSettings: hashSchema,
  /** Hash of the scripted solvers that were tried. */
  solvers: hashSchema,
  judge: z.string().nullable(),
});

/** What the solvers' runs say about the shape of the work; never difficulty. */
export const structureSchema = z.strictObject({
  /** Tool calls of the reference. */
  referenceToolCalls: z.number().int().nonnegative().nullable(),
  solvers: z.array(z.strictObject({ name: z.string(), how: z.string(), solved: z.boolean().nullable() })),
  chance: z.number(),
  /** Family-given figures, for example the size of the search space. */
  figures: z.record(z.string(), jsonSchema),
});

export const certificateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  key: certificateKeySchema,
  issuedAt: z.string(),
  gates: z.array(gateAnswerSchema),
  /** Pass rate of a named chat model; null means not measured. */
  difficulty: z
    .strictObject({
      model: z.string(),
      attempts: z.number().int(),
      passed: z.number().int(),
      tools: z.boolean(),
    })
    .nullable(),
  structure: structureSchema,
  /** What the driver does not stop. */
  weaknesses: z.array(weaknessSchema),
  cost: z.strictObject({
    sandboxRuns: z.number().int().nonnegative(),
    cpuSeconds: z.number().nonnegative(),
    wallSeconds: z.number().nonnegative(),
  }),
  /** One sentence. */
  weakestEvidence: z.string(),
  /** One sentence each. */
  notTried: z.array(z.string()),
});
export type Certificate = z.infer<typeof certificateSchema>;
export type CertificateKey = z.infer<typeof certificateKeySchema>;
export type Structure = z.infer<typeof structureSchema>;

/** A draft that passed every gate has a certificate; one that did not has the gate that refused it or kept it open. */
export type Certification =
  | { outcome: 'certified'; certificate: Certificate }
  | { outcome: 'refused'; gate: GateId; reason: string; answers: GateAnswer[]; cost: Certificate['cost'] }
  | { outcome: 'parked'; gate: GateId; reason: string; answers: GateAnswer[]; cost: Certificate['cost'] };

/** The certificate of the strongest isolation: the fewest things that its driver does not stop; of equals the latest. Null without any. */
export function strongestCertificate(certificates: readonly Certificate[]): Certificate | null {
  const isStronger = (one: Certificate, other: Certificate) =>
    one.weaknesses.length === other.weaknesses.length
      ? one.issuedAt > other.issuedAt
      : one.weaknesses.length < other.weaknesses.length;
  return certificates.reduce<Certificate | null>(
    (best, each) => (best === null || isStronger(each, best) ? each : best),
    null,
  );
}
