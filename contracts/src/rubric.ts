/**
 * Rubric: weighted criteria. A veto decides alone; scored criteria are averaged; what could not be assessed is bounded,
 * never dropped, because an answer that makes a hard criterion unassessable must not gain.
 */
import { z } from 'zod';

export const criterionSchema = z.strictObject({
  id: z.string(),
  /** One requirement in plain words, as the certificate prints it. */
  text: z.string(),
  polarity: z.enum(['positive', 'negative']),
  weight: z.number().positive(),
  role: z.enum(['veto', 'score', 'diagnostic']),
  check: z.discriminatedUnion('kind', [
    /** Decided by the task's verification program under the criterion's id. */
    z.strictObject({ kind: z.literal('program') }),
    z.strictObject({ kind: z.literal('judge') }),
  ]),
});
export type Criterion = z.infer<typeof criterionSchema>;

export const rubricSchema = z.strictObject({
  criteria: z.array(criterionSchema).min(1),
  /** Widest gap between the reward with every unassessed criterion at 0 and at 1 that still gives a reward. */
  abstainAbove: z.number().min(0).max(1),
});
export type Rubric = z.infer<typeof rubricSchema>;
