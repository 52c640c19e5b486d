/** The header by which the same request sent twice is executed once. */
import { z } from '@hono/zod-openapi';

export const idempotent = {
  headers: z.object({
    'idempotency-key': z
      .string()
      .regex(/^[\x21-\x7e]{1,200}$/, 'expected 1 to 200 printable ASCII characters without spaces')
      .optional(),
  }),
};

export function keyOf(headers: z.output<typeof idempotent.headers>): string | null {
  return headers['idempotency-key'] ?? null;
}
