/** Pass counts: reported by trainers that judge elsewhere, read as posteriors. */
import { createRoute } from '@hono/zod-openapi';
import {
  outcomesRequestSchema,
  posteriorListRequestSchema,
  posteriorListSchema,
} from '@touchstone/contracts/api';
import { createRouter, json, jsonBody, problems, secured, type ApiRouter } from '../http/router.ts';
import type { ApiParts } from '../parts.ts';
import { idempotent, keyOf } from './idempotency.ts';

const about = { tags: ['verdicts'], ...secured('any') };

const report = createRoute({
  method: 'post',
  path: '/outcomes',
  summary: 'Count attempts made elsewhere; attempts without a verdict are not to be sent',
  ...about,
  request: { ...idempotent, ...jsonBody(outcomesRequestSchema) },
  responses: { ...problems(404, 409), 200: json(posteriorListSchema, 'What is known now') },
});

const list = createRoute({
  method: 'get',
  path: '/outcomes',
  summary: 'Beta posteriors by task and solver, at most 1,000',
  ...about,
  request: { query: posteriorListRequestSchema },
  responses: { ...problems(), 200: json(posteriorListSchema, 'In the order of tasks and solvers') },
});

export function outcomeRoutes({ serving }: ApiParts): ApiRouter {
  return createRouter()
    .openapi(report, async (c) => {
      const key = keyOf(c.req.valid('header'));
      const { outcomes } = c.req.valid('json');
      const wanted = { outcomes, caller: c.var.caller, key };
      return c.json({ outcomes: await (await serving()).report(wanted) }, 200);
    })
    .openapi(list, async (c) => {
      const { task, solver } = c.req.valid('query');
      const filter = { ...(task && { tasks: [task] }), solver };
      return c.json({ outcomes: await (await serving()).posteriors(filter) }, 200);
    });
}
