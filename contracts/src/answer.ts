/**
 * The types an answer can have. The type, tolerance included, is public: everything the verifier checks is said.
 * The expected value is in the secret half. Matching is in `verifiers/`, with a twin in Python for exports.
 */
import { z } from 'zod';

const scalars = [
  /** Within `absoluteTolerance` of the expected value; a stated number of decimals is a tolerance of half a unit. */
  z.strictObject({
    kind: z.literal('number'),
    absoluteTolerance: z.number().nonnegative(),
    unit: z.string().optional(),
  }),
  /** Exact, of any size; JSON number or decimal text. */
  z.strictObject({ kind: z.literal('integer'), unit: z.string().optional() }),
  /** Exact rational as `"p/q"` in any equal form. */
  z.strictObject({ kind: z.literal('fraction') }),
  /** Calendar date as `YYYY-MM-DD`. */
  z.strictObject({ kind: z.literal('date') }),
  z.strictObject({ kind: z.literal('boolean') }),
  /** Text compared after Unicode NFKC, case folding and collapsing of white space; expected may be a list of aliases. */
  z.strictObject({ kind: z.literal('text') }),
  /** A formula in the named variables, equal as a rational function: `+ - * / ^ ( )` and integers. */
  z.strictObject({
    kind: z.literal('expression'),
    variables: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/i)),
  }),
] as const;
export const scalarAnswerTypeSchema = z.discriminatedUnion('kind', scalars);
export type ScalarAnswerType = z.infer<typeof scalarAnswerTypeSchema>;

export type AnswerType =
  | ScalarAnswerType
  /**
   * Documents of the offline web that show the answer: a list of ids or addresses, order free. Expected is
   * `{"required": […], "permitted": […]}`, each document as an id or as a list of equally right names; every required
   * one must be cited, and nothing beyond both lists.
   */
  | { kind: 'citations' }
  /** Order free, no duplicates. */
  | { kind: 'set'; of: AnswerType }
  /** Order matters. */
  | { kind: 'list'; of: AnswerType }
  | { kind: 'record'; fields: Record<string, AnswerType> }
  /** Rows are records of scalars; `ordered` says whether row order counts. */
  | { kind: 'table'; columns: Record<string, ScalarAnswerType>; ordered: boolean };

export const answerTypeSchema: z.ZodType<AnswerType> = z.lazy(() =>
  z.union([
    scalarAnswerTypeSchema,
    z.strictObject({ kind: z.literal('citations') }),
    z.strictObject({ kind: z.literal('set'), of: answerTypeSchema }),
    z.strictObject({ kind: z.literal('list'), of: answerTypeSchema }),
    z.strictObject({ kind: z.literal('record'), fields: z.record(z.string(), answerTypeSchema) }),
    z.strictObject({
      kind: z.literal('table'),
      columns: z.record(z.string(), scalarAnswerTypeSchema),
      ordered: z.boolean(),
    }),
  ]),
);
