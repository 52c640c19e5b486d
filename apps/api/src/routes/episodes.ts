/** Episodes: opened in groups, called, submitted, cancelled, read again. A trainer sees its own, a curator all. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  apiVerdictSchema,
  callRequestSchema,
  callResponseSchema,
  episodeIdSchema,
  episodeListRequestSchema,
  episodePageSchema,
  episodeSummarySchema,
  openEpisodesRequestSchema,
  openEpisodesResponseSchema,
  submitRequestSchema,
  transcriptAddedSchema,
  transcriptChunkSchema,
  transcriptPageSchema,
  transcriptRequestSchema,
} from '@touchstone/contracts/api';
import { createRouter, json, jsonBody, problems, secured, type ApiRouter } from '../http/router.ts';
import type { ApiParts } from '../parts.ts';
import { idempotent, keyOf } from './idempotency.ts';

const about = { tags: ['episodes'], ...secured('any') };
const ofEpisode = { params: z.object({ id: episodeIdSchema }) };

const open = createRoute({
  method: 'post',
  path: '/episodes',
  summary: 'Open a group of episodes of one task, named or drawn',
  ...about,
  request: { ...idempotent, ...jsonBody(openEpisodesRequestSchema) },
  responses: { ...problems(404, 409), 201: json(openEpisodesResponseSchema, 'Open') },
});

const list = createRoute({
  method: 'get',
  path: '/episodes',
  summary: 'Episodes, newest first',
  ...about,
  request: { query: episodeListRequestSchema },
  responses: { ...problems(), 200: json(episodePageSchema, 'A page') },
});

const show = createRoute({
  method: 'get',
  path: '/episodes/{id}',
  summary: 'State and verdict of an episode',
  ...about,
  request: ofEpisode,
  responses: { ...problems(404), 200: json(episodeSummarySchema, 'The episode') },
});

const call = createRoute({
  method: 'post',
  path: '/episodes/{id}/calls',
  summary: 'Call a tool; calls of one episode are made one after the other',
  ...about,
  request: { ...ofEpisode, ...idempotent, ...jsonBody(callRequestSchema) },
  responses: { ...problems(404, 409), 200: json(callResponseSchema, 'What the tool said') },
});

const submit = createRoute({
  method: 'post',
  path: '/episodes/{id}/submit',
  summary: 'Hand in; answers with the verdict, which may abstain: then the reward is null',
  ...about,
  request: { ...ofEpisode, ...idempotent, ...jsonBody(submitRequestSchema) },
  responses: { ...problems(404, 409), 200: json(apiVerdictSchema, 'The verdict') },
});

const cancel = createRoute({
  method: 'post',
  path: '/episodes/{id}/cancel',
  summary: 'End an episode without a verdict; twice is once',
  ...about,
  request: ofEpisode,
  responses: { ...problems(404, 409), 200: json(episodeSummarySchema, 'As it has ended') },
});

const addToTranscript = createRoute({
  method: 'post',
  path: '/episodes/{id}/transcript',
  summary: 'Add messages and sampled tokens, which only the trainer has',
  ...about,
  request: { ...ofEpisode, ...idempotent, ...jsonBody(transcriptChunkSchema) },
  responses: { ...problems(404, 409), 200: json(transcriptAddedSchema, 'Events in all') },
});

const transcript = createRoute({
  method: 'get',
  path: '/episodes/{id}/events',
  summary: 'A range of the transcript, as an outline or with bodies',
  ...about,
  request: { ...ofEpisode, query: transcriptRequestSchema },
  responses: { ...problems(404), 200: json(transcriptPageSchema, 'The events') },
});

export function episodeRoutes({ serving }: ApiParts): ApiRouter {
  return createRouter()
    .openapi(open, async (c) => {
      const { house } = await serving();
      const key = keyOf(c.req.valid('header'));
      return c.json(await house.openGroup(c.req.valid('json'), c.var.caller, key), 201);
    })
    .openapi(list, async (c) => {
      const { after, limit, ...filter } = c.req.valid('query');
      const found = await (
        await serving()
      ).list({ ...filter, before: after, limit: limit + 1 }, c.var.caller);
      const episodes = found.slice(0, limit);
      const next = found.length > limit ? (episodes.at(-1)?.id ?? null) : null;
      return c.json({ episodes, next }, 200);
    })
    .openapi(show, async (c) => {
      const { house } = await serving();
      return c.json(await house.status(c.req.valid('param').id, c.var.caller), 200);
    })
    .openapi(call, async (c) => {
      const { house } = await serving();
      const { id } = c.req.valid('param');
      const key = keyOf(c.req.valid('header'));
      return c.json(await house.call(id, c.req.valid('json'), c.var.caller, key), 200);
    })
    .openapi(submit, async (c) => {
      const { house } = await serving();
      const { id } = c.req.valid('param');
      const key = keyOf(c.req.valid('header'));
      return c.json(await house.submit(id, c.req.valid('json').answer, c.var.caller, key), 200);
    })
    .openapi(cancel, async (c) => {
      const { house } = await serving();
      return c.json(await house.cancel(c.req.valid('param').id, c.var.caller), 200);
    })
    .openapi(addToTranscript, async (c) => {
      const { id } = c.req.valid('param');
      const key = keyOf(c.req.valid('header'));
      const wanted = { id, chunk: c.req.valid('json'), caller: c.var.caller, key };
      return c.json({ events: await (await serving()).addToTranscript(wanted) }, 200);
    })
    .openapi(transcript, async (c) => {
      const { bodies, ...range } = c.req.valid('query');
      const { id } = c.req.valid('param');
      const wanted = { id, ...range, bodies: bodies === 'true', caller: c.var.caller };
      return c.json(await (await serving()).pageOfTranscript(wanted), 200);
    });
}
