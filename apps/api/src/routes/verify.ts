/** Verdicts without an episode, for trainers with a loop of their own. */
import { createRoute } from '@hono/zod-openapi';
import { verifyRequestSchema, verifyResponseSchema } from '@touchstone/contracts/api';
import { createRouter, json, jsonBody, problems, secured, type ApiRouter } from '../http/router.ts';
import type { ApiParts } from '../parts.ts';
import { idempotent, keyOf } from './idempotency.ts';

const verify = createRoute({
  method: 'post',
  path: '/verify',
  summary: 'Judge submissions, in the order given; one that cannot be judged abstains, with reward null',
  tags: ['verdicts'],
  ...secured('any'),
  request: { ...idempotent, ...jsonBody(verifyRequestSchema) },
  responses: { ...problems(404, 409), 200: json(verifyResponseSchema, 'A verdict for each item') },
});

export function verifyRoutes({ serving }: ApiParts): ApiRouter {
  return createRouter().openapi(verify, async (c) => {
    const key = keyOf(c.req.valid('header'));
    const wanted = { batch: c.req.valid('json'), caller: c.var.caller, key };
    return c.json({ verdicts: await (await serving()).verify(wanted) }, 200);
  });
}
