/** Keys: made, listed and revoked by curators. */
import { createRoute, z } from '@hono/zod-openapi';
import { keySchema, makeKeyRequestSchema, makeKeyResponseSchema } from '@touchstone/contracts/api';
import { createRouter, json, jsonBody, problems, secured, type ApiRouter } from '../http/router.ts';
import type { ApiParts } from '../parts.ts';

const keysSchema = z.strictObject({ keys: z.array(keySchema) });
const about = { tags: ['keys'], ...secured('curator') };

const list = createRoute({
  method: 'get',
  path: '/keys',
  summary: 'Every key, revoked ones too; no secrets',
  ...about,
  responses: { ...problems(), 200: json(keysSchema, 'Oldest first') },
});

const make = createRoute({
  method: 'post',
  path: '/keys',
  summary: 'Make a key; its secret is in this answer and nowhere else',
  ...about,
  request: jsonBody(makeKeyRequestSchema),
  responses: { ...problems(), 201: json(makeKeyResponseSchema, 'Made') },
});

const revoke = createRoute({
  method: 'delete',
  path: '/keys/{id}',
  summary: 'Revoke a key for good; twice is once',
  ...about,
  request: { params: z.object({ id: z.string().regex(/^key_[0-9a-f]{12}$/) }) },
  responses: { ...problems(404), 200: json(keySchema, 'Revoked') },
});

export function keyRoutes({ keyring }: ApiParts): ApiRouter {
  return createRouter()
    .openapi(list, async (c) => c.json({ keys: await keyring.list() }, 200))
    .openapi(make, async (c) => c.json(await keyring.make(c.req.valid('json')), 201))
    .openapi(revoke, async (c) => c.json(await keyring.revoke(c.req.valid('param').id), 200));
}
