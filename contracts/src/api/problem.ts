/** Errors on the wire: RFC 9457 `application/problem+json`, with what to do about it. */
import { z } from 'zod';

export const problemSchema = z.strictObject({
  /** `about:blank`: `code` is what programs read. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  /** Stable, kebab-case. */
  code: z.string(),
  /** What to do, one sentence. */
  hint: z.string().nullable(),
  /** True where the same request may succeed a moment later; the header `Retry-After` then says when. */
  retryable: z.boolean(),
  /** Place in a query or a body that was refused. */
  place: z
    .strictObject({ path: z.string(), at: z.number().int().nullable(), length: z.number().int().nullable() })
    .nullable(),
});
export type Problem = z.infer<typeof problemSchema>;
