/** API keys on the wire. The secret is shown once, when the key is made. */
import { z } from 'zod';

export const keyRoles = ['curator', 'trainer'] as const;
export type KeyRole = (typeof keyRoles)[number];

export const keySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: z.enum(keyRoles),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  requestsPerMinuteMax: z.number().int().positive(),
  episodesMax: z.number().int().positive(),
});
export type Key = z.infer<typeof keySchema>;

export const makeKeyRequestSchema = z.strictObject({
  name: z.string().min(1).max(100),
  role: z.enum(keyRoles),
  requestsPerMinuteMax: z.number().int().positive().max(1_000_000).default(6_000),
  /** Open at once. */
  episodesMax: z.number().int().positive().max(100_000).default(1_000),
});
export const makeKeyResponseSchema = z.strictObject({ key: keySchema, secret: z.string() });
