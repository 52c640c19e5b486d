/** Whether the process lives, whether it can serve, and what it has counted. Outside `/api/v1`. */
import { createRoute, z } from '@hono/zod-openapi';
import { createRouter, json, problems, type ApiRouter } from '../http/router.ts';
import type { ApiParts } from '../parts.ts';

const healthSchema = z.strictObject({ status: z.literal('healthy') });
const readySchema = z.strictObject({ status: z.enum(['ready', 'draining', 'no-database']) });

const health = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Whether the process lives',
  tags: ['system'],
  responses: { 200: json(healthSchema, 'It answers') },
});

const ready = createRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Whether new work may come: the database answers and the process is not about to end',
  tags: ['system'],
  responses: { 200: json(readySchema, 'Ready'), 503: json(readySchema, 'Not ready') },
});

const metrics = createRoute({
  method: 'get',
  path: '/metrics',
  summary: 'Counts and times, as Prometheus reads them; a curator’s once keys exist',
  tags: ['system'],
  security: [{ key: [] }],
  responses: {
    ...problems(),
    200: { description: 'Exposition format', content: { 'text/plain': { schema: z.string() } } },
  },
});

export function systemRoutes({ parts, drain, metrics: counted }: ApiParts): ApiRouter {
  return createRouter()
    .openapi(health, (c) => c.json({ status: 'healthy' as const }, 200))
    .openapi(ready, async (c) => {
      if (drain.draining) return c.json({ status: 'draining' as const }, 503);
      try {
        const { serve } = await parts.database();
        await serve.run((sql) => sql.$client.query('SELECT 1'));
        return c.json({ status: 'ready' as const }, 200);
      } catch {
        return c.json({ status: 'no-database' as const }, 503);
      }
    })
    .openapi(metrics, async (c) => {
      const { registry } = counted;
      return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType });
    });
}
