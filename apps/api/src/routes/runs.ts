/** Runs: watched live, steered, and what they yield. */
import { createRoute, z } from '@hono/zod-openapi';
import { categorySchema } from '@touchstone/contracts';
import { runDetailSchema, runEventSchema, runSummarySchema, yieldsSchema } from '@touchstone/contracts/api';
import { readRunDetail, readRunSummaries, readYields, steerRun, watchRun } from '@touchstone/pipeline';
import { eventStream } from '../http/event-stream.ts';
import { createRouter, json, problems, secured, type ApiRouter } from '../http/router.ts';
import type { ApiParts } from '../parts.ts';

const curators = { tags: ['runs'], ...secured('curator') };
const ofRun = { params: z.object({ id: z.string().min(1).max(200) }) };
const wishes = ['pause', 'resume', 'stop', 'retry'] as const;
/** Events told to whoever comes for the first time. */
const tail = 200;

const list = createRoute({
  method: 'get',
  path: '/runs',
  summary: 'Every run with its counts, newest first',
  ...curators,
  responses: { ...problems(), 200: json(z.strictObject({ runs: z.array(runSummarySchema) }), 'Runs') },
});

const show = createRoute({
  method: 'get',
  path: '/runs/{id}',
  summary: 'One run: families, faults by gate and code, jobs',
  ...curators,
  request: ofRun,
  responses: { ...problems(404), 200: json(runDetailSchema, 'The run') },
});

const events = createRoute({
  method: 'get',
  path: '/runs/{id}/events',
  summary: 'What becomes of items, as server-sent events; resumes from Last-Event-ID',
  ...curators,
  request: ofRun,
  responses: {
    ...problems(404),
    200: { description: 'Events', content: { 'text/event-stream': { schema: runEventSchema } } },
  },
});

const steer = createRoute({
  method: 'post',
  path: '/runs/{id}/{wish}',
  summary: 'Pause, resume or stop a run after the items in hand, or try parked items again',
  ...curators,
  request: { params: ofRun.params.extend({ wish: z.enum(wishes) }) },
  responses: { ...problems(404, 409), 200: json(runDetailSchema, 'The run as it is now') },
});

const yields = createRoute({
  method: 'get',
  path: '/yields',
  summary: 'From items to published tasks: what was lost at which gate, and what a task costs',
  ...curators,
  request: {
    query: z.object({ run: z.string().max(200).optional(), category: categorySchema.optional() }),
  },
  responses: { ...problems(404), 200: json(yieldsSchema, 'The funnel') },
});

export function runRoutes(api: ApiParts): ApiRouter {
  const { parts, clock } = api;
  return createRouter()
    .openapi(list, async (c) => c.json({ runs: await readRunSummaries(await parts.database()) }, 200))
    .openapi(show, async (c) =>
      c.json(await readRunDetail(await parts.database(), c.req.valid('param').id), 200),
    )
    .openapi(events, async (c) => {
      const database = await parts.database();
      // Refused now rather than in the middle of a stream.
      const { run } = await readRunDetail(database, c.req.valid('param').id);
      return eventStream(c, api, async function* (after, signal) {
        for await (const event of watchRun(database, { run: run.id, after, tail, signal }))
          yield { id: event.id, event: event.status, data: event };
      });
    })
    .openapi(steer, async (c) => {
      const { id, wish } = c.req.valid('param');
      const request = { run: id, wish, actor: c.var.caller.name, now: new Date(clock()) };
      return c.json(await steerRun(parts, request), 200);
    })
    .openapi(yields, async (c) =>
      c.json(await readYields(await parts.database(), c.req.valid('query')), 200),
    );
}
